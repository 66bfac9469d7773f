//! What a format gives: plain text, one paragraph to a line, and which of it is tables.

use std::ops::Range;

/// The text of a file, as `luoshi read --format text` prints it and as spans count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Extracted {
    pub(super) text: String,
    /// Bytes of the text that are rows of tables, in order.
    pub(super) tables: Vec<Range<usize>>,
}

impl Extracted {
    /// Text without tables.
    pub(super) fn plain(text: String) -> Self {
        Self { text, tables: Vec::new() }
    }

    /// Adds a paragraph; blank ones are left out.
    pub(super) fn paragraph(&mut self, text: &str) {
        let text = text.trim_end();
        if !text.trim_start().is_empty() {
            self.text.push_str(text);
            self.text.push('\n');
        }
    }

    /// Adds the rows of a table, a line each, cells parted by tabs.
    pub(super) fn table(&mut self, rows: &[Vec<String>]) {
        let start = self.text.len();
        for row in rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())) {
            let cells: Vec<String> = row.iter().map(|cell| one_line(cell)).collect();
            self.text.push_str(cells.join("\t").trim_end());
            self.text.push('\n');
        }
        if self.text.len() > start {
            self.tables.push(start..self.text.len());
        }
    }
}

/// The text of a cell on one line.
fn one_line(cell: &str) -> String {
    cell.split(['\n', '\t', '\r'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
