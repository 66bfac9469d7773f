//! The rows of a task table out of a spreadsheet or a Word file.

use luoshi_delivery::{PlanSource, TableColumn, TableRow};
use luoshi_document::{ReadError, word_tables};

use crate::Error;
use crate::spreadsheet::{Lines, spreadsheet};

/// Among how many rows at the top the head is looked for: a title and notes may stand before it.
const HEAD_WITHIN: usize = 10;
/// How many columns a head names at least.
const FEWEST: usize = 2;

/// The rows under the head of the table that a file holds.
pub(super) fn rows(file: &PlanSource, bytes: &[u8]) -> Result<Vec<TableRow>, Error> {
    let unreadable = |why| Error::Unreadable { file_name: file.name.clone(), why };
    let tables = match word_tables(bytes).map_err(unreadable)? {
        Some(tables) => tables.into_iter().map(numbered).collect(),
        None if bytes.starts_with(b"PK") => vec![spreadsheet(bytes).map_err(unreadable)?],
        None => return Err(unreadable(ReadError::Broken("xlsx"))),
    };
    let with_heads = tables.into_iter().filter_map(|lines| Some((head(&lines)?, lines)));
    let best = with_heads.max_by_key(|((_, columns), _)| columns.iter().flatten().count());
    let Some(((at, columns), lines)) = best else {
        return Err(Error::NoTaskTable(file.name.clone()));
    };
    let below = lines.into_iter().skip(at + 1).filter(|(_, cells)| !is_head_again(cells));
    Ok(below.map(|(line, cells)| row(line, &columns, cells)).collect())
}

fn numbered(table: Vec<Vec<String>>) -> Lines {
    table.into_iter().enumerate().map(|(at, cells)| (at + 1, cells)).collect()
}

/// The place of the row that names most columns, with what each of its cells names.
fn head(lines: &Lines) -> Option<(usize, Vec<Option<TableColumn>>)> {
    let read =
        |cells: &Vec<String>| cells.iter().map(|cell| TableColumn::parse(cell)).collect::<Vec<_>>();
    let heads = lines.iter().take(HEAD_WITHIN).map(|(_, cells)| read(cells)).enumerate();
    let best = heads.max_by_key(|(_, columns)| columns.iter().flatten().count())?;
    let names = |column| best.1.contains(&Some(column));
    let is_head = best.1.iter().flatten().count() >= FEWEST
        && (names(TableColumn::Number) || names(TableColumn::Task));
    is_head.then_some(best)
}

/// Whether a row repeats the head, as tables over several pages do.
fn is_head_again(cells: &[String]) -> bool {
    let named = cells.iter().filter(|cell| TableColumn::parse(cell).is_some()).count();
    named >= FEWEST && named == cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

fn row(line: usize, columns: &[Option<TableColumn>], cells: Vec<String>) -> TableRow {
    // A row of fewer cells is one whose cells were joined: a heading across.
    let cells = cells.into_iter().map(Some).chain(std::iter::repeat(None));
    let known = columns.iter().zip(cells);
    let cells = known.filter_map(|(column, cell)| Some(((*column)?, cell?.trim().to_owned())));
    TableRow { line, cells: cells.collect() }
}
