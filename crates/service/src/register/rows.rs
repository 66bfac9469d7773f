//! The rows of a file with records: CSV in any encoding offices use, or the first sheet of a spreadsheet.

use luoshi_document::{ReadError, decode_text};
use luoshi_packs::{RowReader, Wrong};

use crate::Error;
use crate::spreadsheet::{Lines, spreadsheet};

/// Among how many rows at the top the head is looked for: a title and notes may stand before it.
const HEAD_WITHIN: usize = 10;

/// The rows of a file, each with its line in it.
pub(crate) struct Rows {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<(usize, Vec<String>)>,
    /// Rows that cannot be read.
    pub(crate) broken: Vec<(usize, Wrong)>,
}

impl Rows {
    /// Reads a file; its head is the row that names most of what `knows` knows.
    pub(crate) fn read(
        file_name: &str,
        bytes: &[u8],
        knows: impl Fn(&str) -> bool,
    ) -> Result<Self, Error> {
        let unreadable = |why| Error::Unreadable { file_name: file_name.to_owned(), why };
        let (mut rows, broken) = match bytes.starts_with(b"PK") {
            true => (spreadsheet(bytes).map_err(unreadable)?, Vec::new()),
            false => separated(&decode_text(bytes).map_err(unreadable)?),
        };
        rows.retain(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
        let known =
            |(_, cells): &&(usize, Vec<String>)| cells.iter().filter(|it| knows(it)).count();
        let top = rows.iter().take(HEAD_WITHIN).enumerate().rev();
        let at = top.max_by_key(|(_, row)| known(row)).map_or(0, |(at, _)| at);
        let mut rows = rows.split_off(at.min(rows.len())).into_iter();
        let (_, mut head) = rows.next().ok_or_else(|| unreadable(ReadError::Empty))?;
        while head.last().is_some_and(|name| name.trim().is_empty()) {
            head.pop();
        }
        Ok(Self { head, rows: rows.collect(), broken })
    }
}

/// Whether a reader of the register would know a column of that name.
pub(super) fn knows(register: &luoshi_packs::Register, name: &str) -> bool {
    !name.trim().is_empty() && RowReader::knows(register, name)
}

fn separated(text: &str) -> (Lines, Vec<(usize, Wrong)>) {
    let first = text.lines().next().unwrap_or_default();
    let tabs = first.contains('\t') && !first.contains(',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(if tabs { b'\t' } else { b',' })
        .from_reader(text.as_bytes());
    let (mut rows, mut broken) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let line = |place: Option<&csv::Position>| place.map_or(1, |it| it.line() as usize);
        match record {
            Ok(row) => {
                let cells = row.iter().map(str::to_owned).collect();
                rows.push((line(row.position()), cells));
            }
            Err(why) => broken.push((line(why.position()), Wrong::Csv(why.to_string()))),
        }
    }
    (rows, broken)
}
