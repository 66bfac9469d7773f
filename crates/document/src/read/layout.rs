//! How the lines of a text were set: whether each paragraph is one line, or lines were wrapped at a width.

use super::lines::Line;

/// How a text was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Columns at which lines were wrapped; `None` where a paragraph is a line.
    width: Option<usize>,
    /// Whether the first line of a paragraph is indented.
    pub(super) indents: bool,
}

/// So many lines say how a text was set.
const SAMPLE: usize = 800;
/// Narrower lines are names in a column, no wrapped text.
const NARROWEST: usize = 24;
/// Wider lines are paragraphs.
const WIDEST: usize = 160;
/// A mark that may not begin a line, a Latin word or a quotation mark makes a line this much shorter.
const RAGGED: usize = 6;

impl Layout {
    /// The layout of these lines.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let sample = &lines[..lines.len().min(SAMPLE)];
        let indented = sample.iter().filter(|line| line.indented).count();
        Self { width: width(sample), indents: indented * 3 > sample.len() }
    }

    /// Whether a line reaches the margin, so that the next may go on with it.
    pub(super) fn is_full(self, line: &str) -> Option<bool> {
        self.width.map(|width| columns(line) + RAGGED >= width)
    }
}

/// The width most lines share, if they share one.
fn width(lines: &[Line<'_>]) -> Option<usize> {
    let mut counts = [0_usize; WIDEST + 1];
    let mut total = 0;
    for line in lines {
        let columns = columns(line.text);
        if columns >= NARROWEST {
            total += 1;
            counts[columns] += 1;
        }
    }
    counts[WIDEST] = 0; // Everything wider.
    let near = |at: usize| counts[at.saturating_sub(3)..=at].iter().sum::<usize>();
    let mode = (NARROWEST..WIDEST).max_by_key(|at| near(*at))?;
    (total >= 8 && near(mode) * 5 >= total * 2).then_some(mode)
}

/// Columns a line takes, up to [`WIDEST`]: a Latin letter one, a Han character two.
fn columns(line: &str) -> usize {
    let head = &line.as_bytes()[..line.len().min(WIDEST * 2)]; // Four bytes take two columns at least.
    let columns = |byte: &u8| u16::from(byte & 0xC0 != 0x80) + u16::from(*byte >= 0xC0);
    usize::from(head.iter().map(columns).sum::<u16>()).min(WIDEST)
}
