//! Printed lines: trimmed, with their place; blank lines and page numbers left out.

/// A printed line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    /// Its text without white space at either end.
    pub(super) text: &'t str,
    /// The character of the source it starts at.
    pub(super) at: u32,
    /// Whether white space stood before it.
    pub(super) indented: bool,
}

/// The lines of a text that hold something.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for raw in text.split(['\n', '\r', '\u{000C}', '\u{2028}', '\u{2029}']) {
        let start = raw.trim_start_matches(is_blank);
        let before = raw[..raw.len() - start.len()].chars().count() as u32;
        let trimmed = start.trim_end_matches(is_blank);
        if !trimmed.is_empty() && !is_page_number(trimmed) {
            lines.push(Line { text: trimmed, at: at + before, indented: before > 0 });
        }
        at += raw.chars().count() as u32 + 1;
    }
    lines
}

/// White space of any width, and the marks that editors leave behind.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{00AD}')
}

/// `— 3 —`, `-3-`, `第3页 共9页`, `3/9`.
fn is_page_number(line: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '—' | '－' | '–' | '―' | '·') || is_blank(c);
    let inner = line.trim_matches(dash);
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_numeric());
    if digits(inner) && inner.len() < line.len() && inner.chars().count() <= 4 {
        return true;
    }
    let page = line.strip_prefix('第').and_then(|rest| rest.split_once('页'));
    page.is_some_and(|(number, rest)| digits(number.trim()) && rest.chars().count() <= 8)
}
