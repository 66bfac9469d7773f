//! Long lists are shown by the stretch: some rows, and the way to those before and after.

use std::ops::Range;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// How many rows stand on a page at once.
const ROWS: usize = 200;

/// The rows of a list that a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    page: usize,
    rows: usize,
}

impl Stretch {
    /// The page of that number, from 1, in a list of so many rows; the last one where it has fewer.
    pub(crate) fn new(page: usize, rows: usize) -> Self {
        Self { page: page.clamp(1, rows.div_ceil(ROWS).max(1)), rows }
    }

    /// Its rows.
    pub(crate) fn range(self) -> Range<usize> {
        let start = (self.page - 1) * ROWS;
        start..(start + ROWS).min(self.rows)
    }

    /// How many rows stand before it, and how many it has at most.
    pub(crate) fn slice(self) -> (usize, usize) {
        Self::rows_of(self.page)
    }

    /// The same of a page of a list whose length is not known yet.
    pub(crate) fn rows_of(page: usize) -> (usize, usize) {
        ((page.max(1) - 1).saturating_mul(ROWS), ROWS)
    }

    /// Whether the list does not fit on one page.
    pub(crate) fn is_part(self) -> bool {
        self.rows > ROWS
    }

    pub(crate) fn previous(self) -> Option<usize> {
        (self.page > 1).then(|| self.page - 1)
    }

    pub(crate) fn next(self) -> Option<usize> {
        (self.range().end < self.rows).then(|| self.page + 1)
    }
}

/// The part of an address that keeps a filter: what is not empty, written so that it is read back.
pub(crate) fn query(pairs: &[(&str, &str)]) -> String {
    let set = pairs.iter().filter(|(_, value)| !value.is_empty());
    let written =
        set.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
    written.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_of_a_list_hold_every_row_once() {
        for rows in [0, 1, ROWS - 1, ROWS, ROWS + 1, 5 * ROWS + 7] {
            let mut stretch = Stretch::new(0, rows);
            let mut seen: Vec<usize> = stretch.range().collect();
            while let Some(next) = stretch.next() {
                let following = Stretch::new(next, rows);
                assert_eq!(following.previous(), Some(stretch.page));
                stretch = following;
                seen.extend(stretch.range());
            }
            assert_eq!(seen, (0..rows).collect::<Vec<_>>());
            assert_eq!(Stretch::new(usize::MAX, rows), stretch);
        }
    }
}
