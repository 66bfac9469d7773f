//! Characters to paragraphs, cells and rows: marks within the text say where each ends.

use super::properties::Properties;
use crate::read::extracted::Extracted;
use crate::read::numbering::{Numbering, Place};

/// What has been read, and what is open.
pub(super) struct Story<'p> {
    extracted: Extracted,
    numbering: Numbering,
    properties: &'p Properties,
    paragraph: String,
    /// The open cell, and the rows of the open table; a row that is open is the last.
    cell: String,
    rows: Vec<Vec<String>>,
    row_open: bool,
    /// For each field that is open, whether its result has begun.
    fields: Vec<bool>,
}

/// Marks of Word within the text.
const CELL: char = '\u{07}';
const LINE: char = '\u{0B}';
const PAGE: char = '\u{0C}';
const PARAGRAPH: char = '\r';
const FIELD: char = '\u{13}';
const RESULT: char = '\u{14}';
const FIELD_END: char = '\u{15}';
const HYPHEN: char = '\u{1E}';

impl<'p> Story<'p> {
    pub(super) fn new(numbering: Numbering, properties: &'p Properties) -> Self {
        Self {
            extracted: Extracted::default(),
            numbering,
            properties,
            paragraph: String::new(),
            cell: String::new(),
            rows: Vec::new(),
            row_open: false,
            fields: Vec::new(),
        }
    }

    /// Adds the next character, which stands at a byte of the main stream.
    pub(super) fn add(&mut self, char: char, at: usize) {
        match char {
            FIELD => self.fields.push(false),
            RESULT => {
                if let Some(begun) = self.fields.last_mut() {
                    *begun = true;
                }
            }
            FIELD_END => {
                self.fields.pop();
            }
            PARAGRAPH | PAGE => self.end_paragraph(at),
            CELL => self.end_cell(at),
            // The instruction of a field, and what a reader does not see.
            _ if self.fields.contains(&false) || self.properties.is_hidden(at) => {}
            LINE => self.paragraph.push('\n'),
            HYPHEN => self.paragraph.push('-'),
            '\t' => self.paragraph.push('\t'),
            _ if char.is_control() => {}
            _ => self.paragraph.push(char),
        }
    }

    fn end_paragraph(&mut self, at: usize) {
        let properties = self.properties.paragraph(at);
        let text = std::mem::take(&mut self.paragraph);
        let blank = text.trim().is_empty();
        let place = Place {
            style: Some(properties.style.to_string()),
            number: properties.list.map(|list| list.to_string()),
            level: properties.level.map(usize::from),
        };
        let label = if blank { String::new() } else { self.numbering.label(&place) };
        if properties.in_table {
            self.cell.push_str(&label);
            self.cell.push_str(&text);
            self.cell.push('\n');
            return;
        }
        self.end_table();
        format!("{label}{text}").split('\n').for_each(|line| self.extracted.paragraph(line));
    }

    /// A mark that ends a cell, or the row whose cells have ended.
    fn end_cell(&mut self, at: usize) {
        if self.properties.paragraph(at).ends_row {
            self.paragraph.clear();
            self.row_open = false;
            return;
        }
        self.end_paragraph(at);
        if !self.row_open {
            self.rows.push(Vec::new());
            self.row_open = true;
        }
        let cell = std::mem::take(&mut self.cell);
        if let Some(row) = self.rows.last_mut() {
            row.push(cell);
        }
    }

    /// A table of one column only frames text.
    fn end_table(&mut self) {
        self.row_open = false;
        let rows = std::mem::take(&mut self.rows);
        if rows.iter().any(|row| row.len() > 1) {
            return self.extracted.table(&rows);
        }
        let lines = rows.iter().flatten().flat_map(|cell| cell.split('\n'));
        lines.for_each(|line| self.extracted.paragraph(line));
    }

    pub(super) fn into_extracted(mut self) -> Extracted {
        let last = std::mem::take(&mut self.paragraph);
        self.end_table();
        self.extracted.paragraph(&last);
        self.extracted
    }
}
