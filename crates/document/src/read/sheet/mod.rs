//! Printed pages 版面: characters where they stand, set into lines, and lines into paragraphs.
//!
//! What formats of fixed layout (OFD, PDF) share. Headers, footers and page numbers are no text of the
//! document; characters that stand askew are watermarks.

mod column;
mod flow;
mod furniture;
mod line;
mod radical;

use super::extracted::Extracted;

/// A character where it stands, from the upper left corner of its sheet, in any one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) char: char,
    pub(super) x: f32,
    /// The line it stands on.
    pub(super) y: f32,
    pub(super) width: f32,
    /// The height of its type.
    pub(super) size: f32,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) height: f32,
    pub(super) glyphs: Vec<Glyph>,
}

impl Sheet {
    /// Adds a character, if it stands at a place that can be compared and can be seen.
    pub(super) fn add(&mut self, glyph: Glyph) {
        let placed = [glyph.x, glyph.y, glyph.width, glyph.size].iter().all(|at| at.is_finite());
        if placed && glyph.size > 0.0 && !glyph.char.is_control() {
            self.glyphs.push(Glyph { char: radical::unified(glyph.char), ..glyph });
        }
    }
}

/// The text of pages in reading order.
pub(super) fn text(sheets: Vec<Sheet>) -> Extracted {
    let mut pages: Vec<line::Page> = sheets.into_iter().map(line::page).collect();
    furniture::remove(&mut pages);
    flow::flow(pages)
}
