use std::ops::Range;

use crate::Span;

/// Repaired text 修复文本 that knows its way back to the source.
///
/// Line breaks inside a sentence, page numbers and stray spaces are gone from [`Healed::as_str`];
/// [`Healed::span`] says where any part of it stands in the text as published.
///
/// ```
/// use luoshi_text::{Healed, Span};
/// let mut healed = Healed::default();
/// healed.push("浓厚", 100);      // stands at character 100 of the source …
/// healed.push("氛围。", 104);    // … and goes on after a page break.
/// assert_eq!(healed.as_str(), "浓厚氛围。");
/// assert_eq!(healed.span(0..6), Span::new(100, 102));
/// assert_eq!(healed.span(3..9), Span::new(101, 105)); // 厚氛: the break lies within
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Healed {
    text: String,
    pieces: Vec<Piece>, // In order; the first starts at byte 0.
}

/// From byte `at` on, the text stands in the source from character `source` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    at: u32,
    source: u32,
}

/// A piece is not longer than this many bytes, so that finding a place takes constant time.
const STRIDE: usize = 128;

impl Healed {
    /// Adds `text`, whose first character is character `source` of the source.
    pub fn push(&mut self, text: &str, source: u32) {
        let mut source = source;
        let mut rest = text;
        self.text.reserve(text.len());
        self.pieces.reserve(text.len().div_ceil(STRIDE));
        while !rest.is_empty() {
            let cut = rest.floor_char_boundary(STRIDE);
            let (now, later) = rest.split_at(cut);
            self.pieces.push(Piece { at: self.text.len() as u32, source });
            self.text.push_str(now);
            if !later.is_empty() {
                source += now.chars().count() as u32;
            }
            rest = later;
        }
    }

    /// The repaired text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Where a byte range of [`Healed::as_str`] stands in the source, breaks within included.
    pub fn span(&self, range: Range<usize>) -> Span {
        if range.is_empty() {
            let at = self.source_of(range.start);
            return Span::new(at, at);
        }
        let last = self.text.floor_char_boundary(range.end - 1);
        Span::new(self.source_of(range.start), self.source_of(last) + 1)
    }

    /// A part of it, by bytes, that still knows its way back.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let mut part = Self::default();
        let first = self.pieces.partition_point(|piece| piece.at as usize <= range.start);
        for index in first.saturating_sub(1)..self.pieces.len() {
            let next =
                self.pieces.get(index + 1).map_or(self.text.len(), |piece| piece.at as usize);
            let start = range.start.max(self.pieces[index].at as usize);
            let end = range.end.min(next);
            if start >= range.end {
                break;
            }
            part.push(&self.text[start..end], self.source_of(start));
        }
        part
    }

    /// Every character with the byte it starts at and the source character it stands for.
    pub fn places(&self) -> impl Iterator<Item = (usize, char, u32)> {
        let mut next = 0;
        let mut source = 0;
        self.text.char_indices().map(move |(byte, c)| {
            source += 1;
            if self.pieces.get(next).is_some_and(|piece| piece.at as usize == byte) {
                source = self.pieces[next].source;
                next += 1;
            }
            (byte, c, source)
        })
    }

    /// Where the whole stands in the source.
    pub fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// The source character of the character at `byte`.
    fn source_of(&self, byte: usize) -> u32 {
        let after = self.pieces.partition_point(|piece| piece.at as usize <= byte);
        let Some(piece) = after.checked_sub(1).map(|index| self.pieces[index]) else { return 0 };
        piece.source + self.text[piece.at as usize..byte].chars().count() as u32
    }
}
