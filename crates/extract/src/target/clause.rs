//! The clause around a quantity.

use std::ops::Range;

/// Marks that end a clause.
const ENDS: [char; 11] = ['，', ',', '；', ';', '。', '：', ':', '！', '？', '!', '?'];

/// The bytes of the clause that holds `part`.
pub(crate) fn clause(text: &str, part: &Range<usize>) -> Range<usize> {
    let start = text[..part.start].rfind(ENDS).map_or(0, |at| at + mark_len(text, at));
    let end = text[part.end..].find(ENDS).map_or(text.len(), |at| part.end + at);
    start..end
}

fn mark_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

/// Whether `at` stands inside brackets or quotation marks that `text` opens before it.
pub(crate) fn is_enclosed(text: &str, at: usize) -> bool {
    let mut depth = 0_i32;
    for c in text[..at].chars() {
        match c {
            '（' | '(' | '“' | '《' | '〔' | '［' => depth += 1,
            '）' | ')' | '”' | '》' | '〕' | '］' => depth = (depth - 1).max(0),
            _ => {}
        }
    }
    depth > 0
}
