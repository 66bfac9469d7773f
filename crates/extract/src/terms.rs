//! Words that only the reader knows 用户词表: the short names of a city's departments.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::str::FromStr;

/// Names that a user adds, each with the name it stands for.
///
/// Written one a line, `市发改委 = 市发展和改革委员会`; a name alone stands for itself; `#` begins a comment.
///
/// ```
/// let terms: luoshi_extract::Terms = "市数管 = 市数据资源管理局\n拱宸专班".parse().unwrap();
/// assert_eq!(terms.full("市数管"), Some("市数据资源管理局"));
/// assert!(terms.knows("拱宸专班") && !terms.knows("市商务局"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    names: BTreeMap<String, String>,
}

/// A line that is no term.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is no term: write `short name = full name`, or a name alone")]
pub struct TermsError {
    /// The line, from 1.
    pub line: usize,
}

impl Terms {
    /// Whether a name is one of them, short or full.
    pub fn knows(&self, name: &str) -> bool {
        self.names.contains_key(name) || self.names.values().any(|full| full == name)
    }

    /// Where a text holds any of them, by bytes; the longest name where one holds another.
    pub(crate) fn places_in(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let names = self.names.iter().flat_map(|(short, full)| [short, full]);
        for name in names {
            found.extend(text.match_indices(name.as_str()).map(|(at, _)| at..at + name.len()));
        }
        found.sort_by_key(|range| (range.start, Reverse(range.end)));
        let mut end = 0;
        found.retain(|range| {
            let apart = range.start >= end;
            end = if apart { range.end } else { end };
            apart
        });
        found
    }

    /// Adds a name that stands for another.
    pub fn add(&mut self, name: &str, full: &str) {
        self.names.entry(name.to_owned()).or_insert_with(|| full.to_owned());
    }

    /// Whether a text holds any of them.
    pub fn named_in(&self, text: &str) -> bool {
        self.names.iter().any(|(short, full)| text.contains(short) || text.contains(full))
    }

    /// The name that a short name stands for.
    pub fn full(&self, name: &str) -> Option<&str> {
        self.names.get(name).map(String::as_str)
    }
}

impl FromStr for Terms {
    type Err = TermsError;

    fn from_str(text: &str) -> Result<Self, TermsError> {
        let mut names = BTreeMap::new();
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if line.is_empty() {
                continue;
            }
            let (short, full) = line.split_once(['=', '＝']).unwrap_or((line, line));
            let (short, full) = (short.trim(), full.trim());
            if short.is_empty() || full.is_empty() || full.contains(['=', '＝']) {
                return Err(TermsError { line: at + 1 });
            }
            names.insert(short.to_owned(), full.to_owned());
        }
        Ok(Self { names })
    }
}
