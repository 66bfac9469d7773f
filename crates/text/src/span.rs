use serde::{Deserialize, Serialize};

/// A place in the source text 出处: `[start, end)` in Unicode scalar values, as a reader counts.
///
/// No `Ord`: of two overlapping spans neither comes first. Sort by [`Span::start`] for reading order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    start: u32,
    end: u32, // Never before `start`.
}

impl Span {
    /// A span; an `end` before `start` gives the empty span at `start`.
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The first character.
    pub fn start(self) -> u32 {
        self.start
    }

    /// One past the last character.
    pub fn end(self) -> u32 {
        self.end
    }

    /// Length in characters.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds no character.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share a character.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies within.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Self::new(start, end)
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}
