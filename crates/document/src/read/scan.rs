//! Looking through long text quickly: by its bytes, and no further than the question reaches.
//!
//! Han characters begin with other bytes than the marks between them, so a search for marks need not
//! decode what stands between.

use memchr::{memchr2_iter, memchr3_iter};

use super::lines::is_blank;

/// Whether a text is at most so many characters long.
pub(super) fn is_at_most(text: &str, chars: usize) -> bool {
    text.len() <= chars || text.len() <= chars * 4 && text.chars().count() <= chars
}

/// The first bytes of a text, at most so many.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// The quotation marks, title marks and brackets of a text, and the byte each stands at.
pub(super) fn pairs(text: &str) -> impl Iterator<Item = char> {
    let bytes = text.as_bytes();
    let wide =
        memchr3_iter(0xE2, 0xE3, 0xEF, bytes).filter_map(|at| match bytes.get(at..at + 3)? {
            [0xE2, 0x80, 0x9C] => Some('“'),
            [0xE2, 0x80, 0x9D] => Some('”'),
            [0xE3, 0x80, 0x8A] => Some('《'),
            [0xE3, 0x80, 0x8B] => Some('》'),
            [0xEF, 0xBC, 0x88] => Some('（'),
            [0xEF, 0xBC, 0x89] => Some('）'),
            _ => None,
        });
    let narrow =
        memchr2_iter(b'(', b')', bytes).map(|at| if bytes[at] == b'(' { '（' } else { '）' });
    wide.chain(narrow)
}

/// The bytes after each 。 ； ： of a text.
pub(super) fn after_stops(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let stop = |at: &usize| {
        matches!(bytes.get(*at..at + 3), Some([0xE3, 0x80, 0x82] | [0xEF, 0xBC, 0x9A | 0x9B]))
    };
    memchr2_iter(0xE3, 0xEF, bytes).filter(stop).map(|at| at + 3)
}

/// The first byte from `from` on that is white space, a star or a backtick.
pub(super) fn next_blank(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += bytes[at..].iter().position(|byte| SUSPECT[usize::from(*byte)])?;
        let c = text[at..].chars().next()?;
        if c == '*' || c == '`' || is_blank(c) {
            return Some(at);
        }
        at += c.len_utf8();
    }
}

/// Bytes that white space begins with, in any width.
const SUSPECT: [bool; 256] = {
    let mut suspect = [false; 256];
    let mut at = 0;
    while at <= 0x20 {
        suspect[at] = true;
        at += 1;
    }
    suspect[b'*' as usize] = true;
    suspect[b'`' as usize] = true;
    suspect[0xC2] = true; // U+0085, U+00A0, U+00AD
    suspect[0xE1] = true; // U+1680
    suspect[0xE2] = true; // U+2000 …
    suspect[0xE3] = true; // U+3000
    suspect[0xEF] = true; // U+FEFF
    suspect
};
