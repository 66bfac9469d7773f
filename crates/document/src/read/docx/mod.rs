//! Word documents (ECMA-376): paragraphs with their automatic numbers printed, tables, text boxes, notes.
//!
//! Headers, footers, deleted and hidden text are left out.

mod body;
mod numbering;

use super::decode::ReadError;
use super::extracted::Extracted;
use super::numbering::Numbering;
use super::package::Package;
use body::Body;

/// The part that holds the text.
pub(super) const DOCUMENT: &str = "word/document.xml";

/// The text of a Word document.
pub(super) fn docx(package: &mut Package<'_>) -> Result<Extracted, ReadError> {
    let lists = package.part("word/numbering.xml")?.unwrap_or_default();
    let styles = package.part("word/styles.xml")?.unwrap_or_default();
    let document = package.part(DOCUMENT)?.ok_or(ReadError::Broken("Word"))?;
    let notes = package.part("word/footnotes.xml")?.unwrap_or_default();
    let mut body = Body::new(numbering::numbering(&lists, &styles));
    body.read(&document)?;
    let mut extracted = body.into_extracted();
    let mut below = Body::new(Numbering::default());
    below.read(&notes)?;
    let rows: Vec<Vec<String>> =
        below.into_extracted().text.lines().map(|note| vec![note.to_owned()]).collect();
    extracted.table(&rows);
    if extracted.text.trim().is_empty() { Err(ReadError::Empty) } else { Ok(extracted) }
}

/// The tables of a Word document: rows of cells, the lines of a cell apart.
pub(super) fn tables(package: &mut Package<'_>) -> Result<Vec<Vec<Vec<String>>>, ReadError> {
    let document = package.part(DOCUMENT)?.ok_or(ReadError::Broken("Word"))?;
    let mut body = Body::keeping_tables();
    body.read(&document)?;
    Ok(body.into_tables())
}
