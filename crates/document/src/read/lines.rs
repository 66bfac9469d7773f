//! Printed lines: trimmed, with their place; blank lines, page numbers and markup left out.

use std::ops::Range;

use memchr::{memchr, memchr3_iter};

use super::label::label;

/// A printed line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// Its text without white space and markup at either end.
    pub(super) text: &'t str,
    /// The character of the source it starts at.
    pub(super) at: u32,
    /// Whether white space stood before it.
    pub(super) indented: bool,
    /// Whether it is a row of a table.
    pub(super) row: bool,
}

/// The lines of a text that hold something, and how many characters the text has; `tables` are the
/// bytes that are rows.
pub(super) fn lines<'t>(text: &'t str, tables: &[Range<usize>]) -> (Vec<Line<'t>>, u32) {
    let mut tables = tables.iter().peekable();
    let mut lines = Vec::new();
    let mut at = 0;
    let mut start = 0;
    let ends = memchr3_iter(b'\n', b'\r', 0x0C, text.as_bytes()).chain([text.len()]);
    for end in ends {
        let raw = &text[start..end];
        while tables.next_if(|table| table.end <= start).is_some() {}
        let row = tables.peek().is_some_and(|table| table.contains(&start));
        lines.extend(line(raw, at).map(|line| Line { row, ..line }));
        at += chars(raw) + 1;
        start = end + 1;
    }
    if memchr(b'\t', text.as_bytes()).is_some() {
        mark_rows(&mut lines);
    }
    (lines, at - 1) // No mark ends the last line.
}

/// Tabs within two lines or more, one below the other, part the cells of a table.
fn mark_rows(lines: &mut [Line<'_>]) {
    let cells = |line: &Line<'_>| {
        let body = label(line.text).map_or(line.text, |label| &line.text[label.len..]);
        body.contains('\t')
    };
    let mut above = false;
    for at in 0..lines.len() {
        let (here, below) = (cells(&lines[at]), lines.get(at + 1).is_some_and(cells));
        lines[at].row |= here && (above || below);
        above = here;
    }
}

fn line(raw: &str, at: u32) -> Option<Line<'_>> {
    let start = raw.trim_start_matches(is_blank);
    let indented = start.len() < raw.len();
    let text = without_markup(start.trim_end_matches(is_blank));
    if is_markup(text) || is_page_number(text) {
        return None;
    }
    let before = text.as_ptr() as usize - raw.as_ptr() as usize;
    Some(Line { text, at: at + chars(&raw[..before]), indented, row: false })
}

pub(super) fn chars(text: &str) -> u32 {
    text.chars().count() as u32
}

/// White space of any width, and the marks that editors leave behind.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{00AD}' | '\u{202A}'..='\u{202E}')
}

/// `## 第一章 总则` and `**第一章 总则**` are the same line without their marks.
fn without_markup(line: &str) -> &str {
    let hashes = line.trim_start_matches('#');
    let depth = line.len() - hashes.len();
    let line = if (1..=6).contains(&depth) { hashes.trim_start_matches(is_blank) } else { line };
    let inner = line.strip_prefix("**").unwrap_or(line);
    inner.strip_suffix("**").unwrap_or(inner).trim_matches(|c| c == '`' || is_blank(c))
}

/// Whether nothing but marks of Markdown, or a drawn line, stands on a line.
fn is_markup(line: &str) -> bool {
    let mark = |c: char| matches!(c, '*' | '`') || is_blank(c);
    let drawn = |c: char| matches!(c, '─' | '━' | '═' | '—' | '―' | '-' | '－' | '_' | '=');
    line.is_empty()
        || line.starts_with(mark) && line.chars().all(mark)
        || line.len() >= 3 && line.starts_with(drawn) && is_drawn(line, drawn)
}

/// ────────
fn is_drawn(line: &str, drawn: impl Fn(char) -> bool) -> bool {
    line.chars().all(drawn) && line.chars().count() >= 3
}

/// `— 3 —`, `-3-`, `第3页 共9页`.
fn is_page_number(line: &str) -> bool {
    if line.len() > 40 {
        return false;
    }
    let dash = |c: char| matches!(c, '-' | '—' | '－' | '–' | '―' | '·') || is_blank(c);
    let inner = line.trim_matches(dash);
    let digits = |text: &str| !text.is_empty() && text.chars().all(char::is_numeric);
    if digits(inner) && inner.len() < line.len() && inner.chars().count() <= 4 {
        return true;
    }
    let page = line.strip_prefix('第').and_then(|rest| rest.split_once('页'));
    page.is_some_and(|(number, rest)| digits(number.trim()) && rest.chars().count() <= 8)
}
