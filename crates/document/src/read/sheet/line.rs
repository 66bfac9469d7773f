//! Characters to lines: what stands at one height, from left to right.

use super::{Glyph, Sheet};

/// A page's lines, from top to bottom.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) height: f32,
    pub(super) lines: Vec<Line>,
}

/// A printed line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// What stands in it, parted where a wide gap is; never empty.
    pub(super) cells: Vec<Cell>,
    pub(super) y: f32,
    /// The height of its largest type.
    pub(super) size: f32,
}

/// Text between two wide gaps.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
}

/// Characters that were set one after the other at one height.
struct Run {
    y: f32,
    glyphs: Vec<Glyph>,
}

/// Parts of the type's height: characters this near in height share a line.
const SAME_LINE: f32 = 0.5;
/// Narrow marks may be set back over the character before them by this much.
const SET_BACK: f32 = 0.6;
/// A gap between Latin words, and between others.
const WORD_GAP: f32 = 0.15;
const HAN_GAP: f32 = 0.7;
/// A gap wider than any between words or justified characters.
const CELL_GAP: f32 = 1.8;
/// The same character printed again this near makes bold type.
const OVERPRINT: f32 = 0.15;

impl Line {
    pub(super) fn left(&self) -> f32 {
        self.cells[0].left
    }

    pub(super) fn right(&self) -> f32 {
        self.cells[self.cells.len() - 1].right
    }

    /// Its text on one line.
    pub(super) fn text(&self) -> String {
        let cells: Vec<&str> = self.cells.iter().map(|cell| cell.text.as_str()).collect();
        cells.join("　")
    }
}

/// The lines of a sheet.
pub(super) fn page(sheet: Sheet) -> Page {
    let mut runs = runs(sheet.glyphs);
    runs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines = Vec::new();
    let mut start = 0;
    for end in 1..=runs.len() {
        let ended = runs.get(end).is_none_or(|next| {
            let last = &runs[end - 1];
            next.y - last.y > SAME_LINE * next.size().min(last.size())
        });
        if ended {
            lines.push(line(&mut runs[start..end]));
            start = end;
        }
    }
    Page { height: sheet.height, lines }
}

impl Run {
    fn size(&self) -> f32 {
        self.glyphs[0].size
    }

    /// Whether a character goes on with the run.
    fn takes(&self, glyph: &Glyph) -> bool {
        let last = &self.glyphs[self.glyphs.len() - 1];
        let size = last.size.max(glyph.size);
        (glyph.y - self.y).abs() < SAME_LINE * size
            && glyph.x > last.x - SET_BACK * size
            && glyph.x < last.x + last.width + CELL_GAP * size
    }
}

/// Characters in the order of the file, as long as they stand side by side.
fn runs(glyphs: Vec<Glyph>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for glyph in glyphs {
        match runs.last_mut() {
            Some(run) if run.takes(&glyph) => run.glyphs.push(glyph),
            _ if glyph.char.is_whitespace() => {}
            _ => runs.push(Run { y: glyph.y, glyphs: vec![glyph] }),
        }
    }
    runs
}

/// Runs of one height as a line; blanks that are set are kept, in whatever number as one.
fn line(runs: &mut [Run]) -> Line {
    let y = runs[0].y;
    runs.sort_by(|a, b| a.glyphs[0].x.total_cmp(&b.glyphs[0].x));
    let mut line = Line { cells: Vec::new(), y, size: 0.0 };
    let mut set: Vec<Glyph> = Vec::new();
    let mut blank = false;
    for glyph in runs.iter().flat_map(|run| &run.glyphs) {
        if glyph.char.is_whitespace() {
            blank = true;
        } else if !is_overprint(&set, glyph) {
            line.add(set.last(), glyph, blank);
            set.push(*glyph);
            blank = false;
        }
    }
    line
}

/// Whether the same character has been set at the same place.
fn is_overprint(set: &[Glyph], glyph: &Glyph) -> bool {
    let near = set.iter().rev().take_while(|other| other.x > glyph.x - glyph.size);
    near.take(200)
        .any(|other| other.char == glyph.char && (other.x - glyph.x).abs() < OVERPRINT * glyph.size)
}

impl Line {
    /// Adds a character, and before it a blank or the end of a cell where a gap is.
    fn add(&mut self, last: Option<&Glyph>, next: &Glyph, blank: bool) {
        self.size = self.size.max(next.size);
        let gap = last.map(|last| (next.x - last.x - last.width) / last.size.max(next.size));
        let latin = |glyph: &Glyph| glyph.char.is_ascii_graphic();
        let right = next.x + next.width;
        match (self.cells.last_mut(), gap) {
            (Some(cell), Some(gap)) if gap <= CELL_GAP => {
                let words = last.is_some_and(latin) && latin(next);
                if blank || gap > if words { WORD_GAP } else { HAN_GAP } {
                    cell.text.push(' ');
                }
                cell.text.push(next.char);
                cell.right = cell.right.max(right);
            }
            _ => self.cells.push(Cell { text: next.char.into(), left: next.x, right }),
        }
    }
}
