//! Records as CSV: what was taken away is read back as the same, and a spreadsheet runs nothing of it.

use std::borrow::Cow;

use crate::data::{SOURCE, SURENESS, VALID_FROM};
use crate::{Cell, Record, Register};

/// What spreadsheets take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Rows of a register as CSV, the fields at `shown` and where each record comes from.
#[derive(Clone, Debug)]
pub struct CsvWriter<'r> {
    register: &'r Register,
    shown: Vec<usize>,
}

impl<'r> CsvWriter<'r> {
    /// A writer of some fields.
    pub fn new(register: &'r Register, shown: Vec<usize>) -> Self {
        Self { register, shown }
    }

    /// The head: names of fields, after the mark by which spreadsheets know UTF-8.
    pub fn head(&self) -> Vec<u8> {
        let fields = self.shown.iter().map(|at| self.register.fields[*at].name());
        let mut head = "\u{feff}".as_bytes().to_vec();
        head.extend(line(fields.chain([VALID_FROM, SOURCE, SURENESS]).map(Cow::Borrowed)));
        head
    }

    /// A record.
    pub fn row(&self, record: &Record) -> Vec<u8> {
        let cells = self.shown.iter().map(|at| match &record.cells[*at] {
            Some(Cell::Text(text)) => guarded(text),
            Some(other) => Cow::Owned(other.to_string()),
            None => Cow::Borrowed(""),
        });
        let valid_from = Cow::Borrowed(record.valid_from.as_deref().unwrap_or_default());
        let source = guarded(record.source.as_deref().unwrap_or_default());
        line(cells.chain([valid_from, source, Cow::Borrowed(record.sureness.name())]))
    }
}

/// The text with a mark before it where a spreadsheet would run it.
pub fn guarded(text: &str) -> Cow<'_, str> {
    match is_formula(text) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

/// The text without the mark that [`guarded`] set.
pub(crate) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

/// Whether it would be run, or was marked so that it is not.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

fn line<'t>(texts: impl Iterator<Item = Cow<'t, str>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let texts: Vec<Cow<'t, str>> = texts.collect();
    writer
        .write_record(texts.iter().map(|text| text.as_bytes()))
        .and_then(|()| writer.flush().map_err(csv::Error::from))
        .expect("memory takes every row");
    writer.into_inner().expect("it was flushed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_exported_is_run_and_all_of_it_comes_back() {
        for text in ["=1+1", "+86", "-3", "@x", "\tx", "'=x", "''=x", "'quoted'", "plain", "", "'"]
        {
            let guarded = guarded(text);
            assert!(!guarded.starts_with(FORMULA), "{text:?}");
            assert_eq!(unguarded(&guarded), text);
        }
    }
}
