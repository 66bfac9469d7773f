//! The flow of a document's body: runs to paragraphs, cells to rows, rows to tables.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::decode::ReadError;
use crate::read::extracted::Extracted;
use crate::read::numbering::{Numbering, Place};
use crate::read::xml::{attribute, local, reference};

/// What has been read, and what is open.
pub(super) struct Body {
    extracted: Extracted,
    numbering: Numbering,
    paragraphs: Vec<Paragraph>, // A text box holds paragraphs within a paragraph.
    tables: Vec<Table>,
    in_text: bool,
    /// Whether the run that is open cannot be seen.
    hidden: bool,
    /// Elements whose content is left out, and how deep the reader is in one.
    skipped: usize,
    /// Whole tables, where they are asked for.
    whole: Option<Vec<Vec<Vec<String>>>>,
}

/// A paragraph that is open.
#[derive(Default)]
struct Paragraph {
    text: String,
    place: Place,
}

/// A table that is open.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
}

impl Body {
    pub(super) fn new(numbering: Numbering) -> Self {
        let (paragraphs, tables) = (Vec::new(), Vec::new());
        Self {
            extracted: Extracted::default(),
            numbering,
            paragraphs,
            tables,
            in_text: false,
            hidden: false,
            skipped: 0,
            whole: None,
        }
    }

    /// The same, and every table is kept as it stands.
    pub(super) fn keeping_tables() -> Self {
        Self { whole: Some(Vec::new()), ..Self::new(Numbering::default()) }
    }

    /// Reads a part. Nothing recurs, so depth costs no stack.
    pub(super) fn read(&mut self, xml: &str) -> Result<(), ReadError> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = false;
        loop {
            match reader.read_event().map_err(|_| ReadError::Broken("Word"))? {
                Event::Start(element) if self.skipped > 0 || is_left_out(&element) => {
                    self.skipped += 1;
                    drop(element);
                }
                Event::End(_) if self.skipped > 0 => self.skipped -= 1,
                Event::Eof => return Ok(()),
                _ if self.skipped > 0 => {}
                Event::Start(element) => self.start(&element),
                Event::Empty(element) => {
                    self.start(&element);
                    self.end(local(element.name().as_ref()));
                }
                Event::End(element) => self.end(local(element.name().as_ref())),
                Event::Text(text) if self.in_text => self.text(&text),
                Event::GeneralRef(entity) if self.in_text => {
                    self.text(&reference(&entity));
                }
                _ => {}
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let value = || attribute(element, "val");
        match local(element.name().as_ref()) {
            "p" => self.paragraphs.push(Paragraph::default()),
            "r" => self.hidden = false,
            "vanish" => {
                self.hidden = !matches!(value().as_deref(), Some("0" | "false" | "off"));
            }
            "t" => self.in_text = !self.hidden,
            "tab" => self.text("\t"),
            "br" if attribute(element, "type").is_none() => self.text("\n"),
            "noBreakHyphen" => self.text("-"),
            "pStyle" => self.place(|place| place.style = value()),
            "numId" => self.place(|place| place.number = value()),
            "ilvl" => {
                self.place(|place| place.level = value().and_then(|level| level.parse().ok()))
            }
            "tbl" => self.tables.push(Table::default()),
            "tr" => self.row(|rows| rows.push(Vec::new())),
            "tc" => self.row(|rows| {
                if let Some(row) = rows.last_mut() {
                    row.push(String::new());
                }
            }),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "t" => self.in_text = false,
            "tbl" => self.end_table(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = self.paragraphs.last_mut() {
            open.text.push_str(text);
        }
    }

    fn place(&mut self, set: impl FnOnce(&mut Place)) {
        if let Some(open) = self.paragraphs.last_mut() {
            set(&mut open.place);
        }
    }

    fn row(&mut self, change: impl FnOnce(&mut Vec<Vec<String>>)) {
        if let Some(table) = self.tables.last_mut() {
            change(&mut table.rows);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let blank = paragraph.text.trim().is_empty();
        let label = if blank { String::new() } else { self.numbering.label(&paragraph.place) };
        self.put(&format!("{label}{}", paragraph.text));
    }

    /// A paragraph goes into the open cell, or else into the text.
    fn put(&mut self, text: &str) {
        let cell = self.tables.last_mut().and_then(|table| table.rows.last_mut()?.last_mut());
        match cell {
            Some(cell) => {
                cell.push_str(text);
                cell.push('\n');
            }
            None => text.split('\n').for_each(|line| self.extracted.paragraph(line)),
        }
    }

    /// A table of one column only frames text; one within a cell is text of the cell.
    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        if let Some(whole) = &mut self.whole {
            whole.push(table.rows.clone());
        }
        let framed = table.rows.iter().all(|row| row.len() <= 1);
        if !framed && self.tables.is_empty() {
            return self.extracted.table(&table.rows);
        }
        for line in table.rows.iter().flatten().flat_map(|cell| cell.split('\n')) {
            self.put(line);
        }
    }

    /// The tables that were kept, each after those within it.
    pub(super) fn into_tables(self) -> Vec<Vec<Vec<String>>> {
        self.whole.unwrap_or_default()
    }

    pub(super) fn into_extracted(self) -> Extracted {
        self.extracted
    }
}

/// The copy of a text box for older programs, and numbers of deleted paragraphs.
fn is_left_out(element: &BytesStart<'_>) -> bool {
    matches!(
        local(element.name().as_ref()),
        "Fallback" | "del" | "moveFrom" | "pPrChange" | "rPrChange"
    )
}
