//! OFD (GB/T 33190-2016): the characters of its pages, read where they stand.

mod catalogue;
mod content;

use super::decode::ReadError;
use super::extracted::Extracted;
use super::package::Package;
use super::sheet;
use catalogue::Catalogue;
use content::Content;

/// The part that names the document's root.
pub(super) const ENTRY: &str = "OFD.xml";
/// What is said of a damaged file.
const BROKEN: ReadError = ReadError::Broken("OFD");

/// The text of an OFD document.
pub(super) fn ofd(package: &mut Package<'_>) -> Result<Extracted, ReadError> {
    let catalogue = Catalogue::read(package)?;
    let mut content = Content::new(&catalogue);
    for page in &catalogue.pages {
        let xml = package.part(page)?.ok_or(BROKEN)?;
        content.page(&xml)?;
    }
    let extracted = sheet::text(content.into_sheets());
    if extracted.text.trim().is_empty() { Err(ReadError::NoText) } else { Ok(extracted) }
}
