//! An official paper as a PDF file, set by GB/T 9704-2012: 22 lines of 28 characters on a sheet.
//!
//! Set on a grid of our own, which is what the standard asks for; the writer puts only those characters of a font into the
//! file that are used.

mod fonts;
mod layout;
mod lines;
mod table;

use krilla::Document;
use krilla::color::rgb;
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{Font, KrillaGlyph};

use crate::paper::{Numbering, Paper};
pub use fonts::{Fonts, NoChineseFont};
use layout::{Ink, Rule, Sheet, Text};

/// Why a PDF could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write the PDF: {0}")]
pub struct PdfError(String);

impl From<KrillaError> for PdfError {
    fn from(why: KrillaError) -> Self {
        Self(format!("{why:?}"))
    }
}

impl Paper {
    /// The bytes of a PDF file.
    ///
    /// # Errors
    /// Where a font cannot be put into the file.
    pub fn to_pdf(&self, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
        let sheets = layout::set(self, &|role, c| fonts.width(role, c));
        let mut document = Document::new();
        let language = match self.words.numbering {
            Numbering::Chinese => "zh-CN",
            Numbering::Arabic => "en",
        };
        let about = Metadata::new().title(self.title.clone()).language(language.to_owned());
        document.set_metadata(about);
        let (width, height) = self.format.area().page;
        for sheet in &sheets {
            let settings = PageSettings::from_wh(width, height).expect("a sheet has a size");
            let mut page = document.start_page_with(settings);
            let mut surface = page.surface();
            draw(sheet, fonts, &mut surface);
            surface.finish();
            page.finish();
        }
        Ok(document.finish()?)
    }
}

fn draw(sheet: &Sheet, fonts: &Fonts, surface: &mut Surface<'_>) {
    for rule in &sheet.rules {
        surface.set_fill(Some(fill(rule.ink)));
        draw_rule(rule, surface);
    }
    for text in &sheet.texts {
        surface.set_fill(Some(fill(text.style.ink)));
        draw_text(text, fonts, surface);
    }
}

fn fill(ink: Ink) -> Fill {
    let paint = match ink {
        Ink::Black => rgb::Color::black(),
        Ink::Red => rgb::Color::new(0xC0, 0, 0),
    };
    Fill { paint: paint.into(), ..Fill::default() }
}

fn draw_rule(rule: &Rule, surface: &mut Surface<'_>) {
    let Some(rect) = Rect::from_xywh(rule.x, rule.y, rule.width, rule.height) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// Draws a line of text, a run for each font it needs.
fn draw_text(text: &Text, fonts: &Fonts, surface: &mut Surface<'_>) {
    let mut run: Option<Run> = None;
    let mut x = text.x;
    for &(c, advance) in &text.line {
        let (font, glyph) = fonts.glyph(text.style.role, c);
        if run.as_ref().is_none_or(|run| run.font != font) {
            run.take().into_iter().for_each(|run| run.draw(text, surface));
            run = Some(Run { font, x, said: String::new(), glyphs: Vec::new() });
        }
        let run = run.as_mut().expect("begun just above");
        let from = run.said.len();
        run.said.push(c);
        let range = from..run.said.len();
        let part = advance / text.style.size;
        run.glyphs.push(KrillaGlyph::new(glyph, part, 0.0, 0.0, 0.0, range, None));
        x += advance;
    }
    run.into_iter().for_each(|run| run.draw(text, surface));
}

struct Run {
    font: Font,
    x: f32,
    said: String,
    glyphs: Vec<KrillaGlyph>,
}

impl Run {
    fn draw(self, text: &Text, surface: &mut Surface<'_>) {
        let start = Point::from_xy(self.x, text.baseline);
        let size = text.style.size;
        surface.draw_glyphs(start, &self.glyphs, self.font, &self.said, size, false);
    }
}

#[cfg(test)]
mod tests;
