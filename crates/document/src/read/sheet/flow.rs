//! Lines to paragraphs: a line that reaches the margin goes on in one that is not indented.

use super::column::columns;
use super::line::{Line, Page};
use crate::read::extracted::Extracted;

/// The margins of the text, and how far its lines are apart.
#[derive(Clone, Copy, Debug)]
struct Setting {
    left: f32,
    right: f32,
    pitch: f32,
}

/// So many rows with gaps, one after the other, are a table.
const FEWEST_ROWS: usize = 3;
/// A mark that may not begin a line leaves so much free, in the height of the type.
const RAGGED: f32 = 2.2;
/// A first line is indented by more than this, in the height of the type.
const INDENT: f32 = 0.8;

/// The text of pages.
pub(super) fn flow(pages: Vec<Page>) -> Extracted {
    let setting = Setting::of(pages.iter().map(|page| page.lines.as_slice()));
    let (extracted, open) = (Extracted::default(), String::new());
    let mut flow = Flow { extracted, open, last: None, setting };
    for page in pages {
        flow.page(&page.lines);
    }
    flow.end_paragraph();
    flow.extracted
}

struct Flow {
    extracted: Extracted,
    open: String,
    /// The line that was added last, and whether the next one is of the same page.
    last: Option<(Line, bool)>,
    setting: Setting,
}

impl Flow {
    fn page(&mut self, lines: &[Line]) {
        let mut at = 0;
        while at < lines.len() {
            let rows = rows(&lines[at..]);
            if rows > 0 {
                self.beside(&lines[at..at + rows]);
            } else {
                self.line(&lines[at]);
            }
            at += rows.max(1);
        }
        if let Some((_, same_page)) = &mut self.last {
            *same_page = false;
        }
    }

    /// Lines of several cells: columns of text, or a table.
    fn beside(&mut self, lines: &[Line]) {
        self.end_paragraph();
        let Some(columns) = columns(lines) else {
            let text = |line: &Line| line.cells.iter().map(|cell| cell.text.clone()).collect();
            let cells: Vec<Vec<String>> = lines.iter().map(text).collect();
            return self.extracted.table(&cells);
        };
        let whole = self.setting;
        for column in columns {
            self.setting = Setting::of([column.as_slice()].into_iter());
            column.iter().for_each(|line| self.line(line));
        }
        self.end_paragraph();
        self.setting = whole;
    }

    fn line(&mut self, line: &Line) {
        let goes_on =
            self.last.as_ref().is_some_and(|(last, same)| self.goes_on(last, line, *same));
        if !goes_on {
            self.end_paragraph();
        }
        let text = line.text();
        let letter = |c: char| c.is_ascii_alphabetic();
        if self.open.ends_with(letter) && text.starts_with(letter) {
            self.open.push(' ');
        }
        self.open.push_str(&text);
        self.last = Some((line.clone(), true));
    }

    fn goes_on(&self, last: &Line, next: &Line, same_page: bool) -> bool {
        let size = last.size.min(next.size);
        let alike = last.size.max(next.size) <= size * 1.15;
        let indented = next.left() > self.setting.left + INDENT * size;
        let word = next.text().chars().take_while(char::is_ascii_graphic).count() as f32 / 2.0;
        let full = last.right() > self.setting.right - (RAGGED + word) * size;
        let near = !same_page || next.y - last.y < self.setting.pitch * 1.6;
        alike && full && near && !indented
    }

    fn end_paragraph(&mut self) {
        self.extracted.paragraph(&self.open);
        self.open.clear();
        self.last = None;
    }
}

/// How many lines at the head of these are rows of a table.
fn rows(lines: &[Line]) -> usize {
    let rows = lines.iter().take_while(|line| line.cells.len() > 1).count();
    if rows >= FEWEST_ROWS { rows } else { 0 }
}

impl Setting {
    /// The margins most lines share.
    fn of<'l>(pages: impl Iterator<Item = &'l [Line]> + Clone) -> Self {
        let long =
            |line: &&Line| line.cells.len() == 1 && line.right() - line.left() > 8.0 * line.size;
        let lines = || pages.clone().flatten().filter(long);
        let left = frequent(lines().map(|line| (line.left(), line.size)).collect());
        let right = frequent(lines().map(|line| (-line.right(), line.size)).collect());
        let pairs = pages.clone().flat_map(|lines| lines.windows(2));
        let mut pitches: Vec<f32> = pairs.map(|pair| pair[1].y - pair[0].y).collect();
        pitches.sort_by(f32::total_cmp);
        let pitch = pitches.get(pitches.len() / 2).copied().unwrap_or(f32::MAX);
        Self { left: left.unwrap_or(0.0), right: -right.unwrap_or(f32::MIN), pitch }
    }
}

/// The smallest value near which a tenth of all stand.
fn frequent(mut values: Vec<(f32, f32)>) -> Option<f32> {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let wanted = values.len() / 10;
    let mut start = 0;
    for end in 0..values.len() {
        while values[end].0 - values[start].0 > values[end].1 {
            start += 1;
        }
        if end - start >= wanted {
            return Some(values[start].0);
        }
    }
    None
}
