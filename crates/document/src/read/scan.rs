//! Looking through long text quickly: by its bytes, and no further than the question reaches.
//!
//! Han characters begin with other bytes than the marks between them, so a search for marks need not
//! decode what stands between.

use memchr::memchr3_iter;

use super::lines::is_blank;

/// Whether a text is at most so many characters long.
pub(super) fn is_at_most(text: &str, chars: usize) -> bool {
    text.len() <= chars || text.len() <= chars * 4 && text.chars().count() <= chars
}

/// The first bytes of a text, at most so many.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// How many more marks a text opens than it closes: “, 《, （.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Unclosed {
    pub(super) quotes: i32,
    pub(super) titles: i32,
    pub(super) brackets: i32,
}

impl Unclosed {
    /// Counts on with a further text.
    pub(super) fn add(&mut self, text: &str) {
        for stretch in stretches(text.as_bytes()) {
            let (mut quotes, mut titles, mut brackets) = (0_i8, 0_i8, 0_i8);
            for at in 0..STRIDE {
                let (first, second, third) = (stretch[at], stretch[at + 1], stretch[at + 2]);
                let is = |a, b, c| i8::from((first == a) & (second == b) & (third == c));
                quotes += is(0xE2, 0x80, 0x9C) - is(0xE2, 0x80, 0x9D);
                titles += is(0xE3, 0x80, 0x8A) - is(0xE3, 0x80, 0x8B);
                brackets += is(0xEF, 0xBC, 0x88) - is(0xEF, 0xBC, 0x89);
                brackets += i8::from(first == b'(') - i8::from(first == b')');
            }
            self.quotes += i32::from(quotes);
            self.titles += i32::from(titles);
            self.brackets += i32::from(brackets);
        }
    }
}

/// The bytes after each 。 ； ： ; of a text.
pub(super) fn after_stops(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let after = |at: usize| match bytes.get(at..)? {
        [0xE3, 0x80, 0x82, ..] | [0xEF, 0xBC, 0x9A | 0x9B, ..] => Some(at + 3),
        [b';', ..] => Some(at + 1),
        _ => None,
    };
    memchr3_iter(0xE3, 0xEF, b';', bytes).filter_map(after)
}

/// The first byte from `from` on that is white space, a star or a backtick.
pub(super) fn next_blank(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at = next_suspect(bytes, at)?;
        let c = text[at..].chars().next()?;
        if c == '*' || c == '`' || is_blank(c) {
            return Some(at);
        }
        at += c.len_utf8();
    }
}

/// So many bytes are looked at in one go, which the compiler turns into a few instructions.
const STRIDE: usize = 32;

/// The stretches of a text, each with the two bytes that follow it; zeros follow the last.
fn stretches(bytes: &[u8]) -> impl Iterator<Item = [u8; STRIDE + 2]> {
    (0..bytes.len()).step_by(STRIDE).map(|at| match bytes[at..].first_chunk() {
        Some(stretch) => *stretch,
        None => {
            let mut last = [0; STRIDE + 2];
            last[..bytes.len() - at].copy_from_slice(&bytes[at..]);
            last
        }
    })
}

/// The first byte from `from` on that a blank could begin with; most stretches of text hold none.
fn next_suspect(bytes: &[u8], from: usize) -> Option<usize> {
    let of = |stretch: &[u8; STRIDE + 2], at: usize| {
        is_suspect(stretch[at], stretch[at + 1], stretch[at + 2])
    };
    let holds =
        |stretch: &[u8; STRIDE + 2]| (0..STRIDE).fold(false, |any, at| any | of(stretch, at));
    let found = stretches(&bytes[from..]).enumerate().find(|(_, stretch)| holds(stretch));
    let (index, stretch) = found?;
    let at = (0..STRIDE).find(|at| of(&stretch, *at))?;
    Some(from + index * STRIDE + at)
}

/// Whether white space of any width, or a mark that goes with it, can begin with these three bytes.
fn is_suspect(byte: u8, second: u8, third: u8) -> bool {
    ((byte <= b' ') & (byte > 0))
        | (byte == b'*')
        | (byte == b'`')
        | (byte == 0xC2) // U+0085, U+00A0, U+00AD
        | (byte == 0xE1) // U+1680
        | ((byte == 0xE2) & (second == 0x80) & !(0x90..0xA0).contains(&third)) // U+2000 …, no — “ ”
        | ((byte == 0xE2) & (second == 0x81)) // U+205F, U+2060
        | ((byte == 0xE3) & (second == 0x80) & (third == 0x80)) // U+3000
        | ((byte == 0xEF) & (second == 0xBB)) // U+FEFF
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_blank_is_found_wherever_it_stands() {
        let blanks = (0..=0xFFFF).filter_map(char::from_u32).filter(|c| is_blank(*c));
        for blank in blanks.chain(['*', '`']) {
            for before in [0, 1, 10, 11, 12, 40] {
                let text = format!("{}“—”、。{blank}一", "字".repeat(before));
                assert_eq!(next_blank(&text, 0), text.find(blank), "{blank:?} after {before}");
            }
        }
    }

    #[test]
    fn marks_are_counted_across_stretches() {
        for before in 0..40 {
            let mut unclosed = Unclosed::default();
            unclosed.add(&format!("{}“《（(》”（", "a".repeat(before)));
            assert_eq!(unclosed, Unclosed { quotes: 0, titles: 0, brackets: 3 }, "{before}");
        }
    }
}
