//! The cells of a spreadsheet (xlsx) as text.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Reader as _, Xlsx};
use luoshi_document::ReadError;

/// Rows, each with its line in the file.
pub(crate) type Lines = Vec<(usize, Vec<String>)>;

/// The rows of the first sheet.
pub(crate) fn spreadsheet(bytes: &[u8]) -> Result<Lines, ReadError> {
    const XLSX: ReadError = ReadError::Broken("xlsx");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| XLSX)?;
    let sheet = book.worksheet_range_at(0).ok_or(ReadError::Empty)?.map_err(|_| XLSX)?;
    let above = sheet.start().map_or(0, |(row, _)| row as usize);
    let rows = sheet.rows().enumerate();
    Ok(rows.map(|(at, row)| (above + at + 1, row.iter().map(text).collect())).collect())
}

/// What a cell shows: numbers as they are typed, days as registers write them.
fn text(cell: &Data) -> String {
    match cell {
        Data::Float(number) => number.to_string(),
        Data::DateTime(moment) if moment.is_datetime() => day(moment),
        Data::DateTimeIso(text) => text.get(..10).unwrap_or(text).to_owned(),
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}

fn day(moment: &ExcelDateTime) -> String {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
