//! A table as a spreadsheet (xlsx) that prints well: title, frozen header, groups, wrapped text.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// The longest text a cell can hold, in characters, by the file format.
const LONGEST_CELL: usize = 32_767;
/// Dark red of a letterhead, and a light ground for headings.
const RED: u32 = 0x00A3_1B1B;
const GROUND: u32 = 0x00F6_EFEA;

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Name of the sheet's tab; at most 31 characters are kept.
    pub name: String,
    /// First line.
    pub title: String,
    /// Second line: where it comes from, and as of when.
    pub note: String,
    /// Columns.
    pub columns: Vec<SheetColumn>,
    /// Rows under their headings.
    pub groups: Vec<Group>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetColumn {
    /// Its heading.
    pub name: String,
    /// Its width in characters of the header's type size.
    pub width: u16,
    /// What stands in it.
    pub kind: ColumnKind,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    /// Texts, also where they look like numbers.
    #[default]
    Text,
    /// Numbers to go on computing with; what is no number stays text.
    Number,
}

/// Rows under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The heading; empty for none.
    pub heading: String,
    /// One text for each column; a row that is shorter leaves the rest empty.
    pub rows: Vec<Vec<String>>,
}

/// Why a spreadsheet could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write the spreadsheet: {0}")]
pub struct Error(#[from] XlsxError);

impl Sheet {
    /// The bytes of an xlsx file. Every cell is text or a number: nothing in it is ever run as a formula.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, Error> {
        let mut workbook = Workbook::new();
        let page = workbook.add_worksheet();
        self.set_up(page)?;
        let mut row = self.write_head(page)?;
        for group in &self.groups {
            row = self.write_group(page, row, group)?;
        }
        Ok(workbook.save_to_buffer()?)
    }

    fn set_up(&self, page: &mut Worksheet) -> Result<(), Error> {
        page.set_name(sheet_name(&self.name))?;
        page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0); // 9 is A4.
        page.set_repeat_rows(2, 2)?;
        page.set_freeze_panes(3, 0)?;
        for (column, index) in self.columns.iter().zip(0..) {
            page.set_column_width(index, column.width)?;
        }
        Ok(())
    }

    /// Title, note and header; the row after them.
    fn write_head(&self, page: &mut Worksheet) -> Result<u32, Error> {
        let last = self.last_column();
        let title = Format::new().set_bold().set_font_size(16).set_font_color(RED);
        let note = Format::new().set_font_color(0x0066_6666_u32).set_text_wrap();
        let header = cell().set_bold().set_background_color(GROUND).set_align(FormatAlign::Center);
        write_across(page, 0, last, &self.title, &title.set_align(FormatAlign::Center))?;
        write_across(page, 1, last, &self.note, &note)?;
        for (column, index) in self.columns.iter().zip(0..) {
            page.write_string_with_format(2, index, fitting(&column.name), &header)?;
        }
        Ok(3)
    }

    fn write_group(&self, page: &mut Worksheet, row: u32, group: &Group) -> Result<u32, Error> {
        let mut row = row;
        if !group.heading.is_empty() {
            let heading = cell().set_bold().set_font_color(RED);
            write_across(page, row, self.last_column(), &group.heading, &heading)?;
            row += 1;
        }
        let body = cell();
        for texts in &group.rows {
            for ((text, column), index) in texts.iter().zip(&self.columns).zip(0..) {
                match (column.kind, text.parse::<f64>()) {
                    (ColumnKind::Number, Ok(number)) if number.is_finite() => {
                        page.write_number_with_format(row, index, number, &body)?
                    }
                    _ => page.write_string_with_format(row, index, fitting(text), &body)?,
                };
            }
            row += 1;
        }
        Ok(row)
    }

    fn last_column(&self) -> u16 {
        u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(u16::MAX)
    }
}

fn cell() -> Format {
    Format::new()
        .set_border(FormatBorder::Thin)
        .set_border_color(0x00BF_BFBF_u32)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
}

fn write_across(
    page: &mut Worksheet,
    row: u32,
    last: u16,
    text: &str,
    format: &Format,
) -> Result<(), Error> {
    if last == 0 {
        page.write_string_with_format(row, 0, fitting(text), format)?;
    } else {
        page.merge_range(row, 0, row, last, &fitting(text), format)?;
    }
    Ok(())
}

/// The text, cut with an ellipsis where a cell cannot hold it.
fn fitting(text: &str) -> String {
    match text.char_indices().nth(LONGEST_CELL - 1) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

/// A tab's name: without the characters that spreadsheets refuse, at most 31 characters.
fn sheet_name(name: &str) -> String {
    let kept = name.chars().filter(|c| !r"[]:*?/\'".contains(*c)).take(31).collect::<String>();
    if kept.is_empty() { "1".to_owned() } else { kept }
}
