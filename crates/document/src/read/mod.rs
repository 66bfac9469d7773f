//! Bytes to a document: decoded, cut into lines, joined into paragraphs, given roles, nested.

mod chrome;
mod contents;
mod decode;
mod doc;
mod docx;
mod extracted;
mod form;
mod head;
mod heading;
mod html;
mod inner_title;
mod label;
mod layout;
mod lines;
mod meta;
mod numbering;
mod ofd;
mod outline;
mod package;
mod paragraphs;
#[cfg(feature = "pdf")]
mod pdf;
mod roles;
mod scan;
mod sheet;
mod siblings;
mod table;
mod xml;

use sha2::{Digest as _, Sha256};

use extracted::Extracted;
use luoshi_text::Span;
use package::Package;

use crate::{Diagnostic, Document, Oddity, Source};

pub use decode::{ReadError, decode_text};

/// Reads a document from the bytes of a file called `name`.
///
/// # Errors
/// When the bytes are no text that can be read; the error says what to do. A text without any
/// numbering is a document without provisions.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let Extracted { text, tables } = extract(bytes)?;
    let (paragraphs, chars) = {
        let (lines, chars) = lines::lines(&text, &tables);
        (roles::roles(&lines), chars)
    };
    let source = Source { name: name.to_owned(), sha256: sha256(bytes), chars };
    let meta = meta::meta(&paragraphs);
    let outline = outline::outline(paragraphs);
    let (provisions, blocks) = (outline.provisions, outline.blocks);
    let mut diagnostics = outline.diagnostics;
    diagnostics.extend(damage(&text));
    if meta.title.is_empty() {
        diagnostics.push(Diagnostic { span: Span::default(), oddity: Oddity::NoTitle });
    }
    Ok(Document { source, text, meta, provisions, blocks, diagnostics })
}

/// The tables of a Word document (docx): rows of cells, the lines of a cell apart. `None` for other formats.
///
/// # Errors
/// When the file is damaged, or unpacks to more than it may.
pub fn word_tables(bytes: &[u8]) -> Result<Option<Vec<Vec<Vec<String>>>>, ReadError> {
    if !Package::is_package(bytes) {
        return Ok(None);
    }
    let mut package = Package::open(bytes)?;
    if package.has(docx::DOCUMENT) { docx::tables(&mut package).map(Some) } else { Ok(None) }
}

/// The text of a file of any format that is read.
fn extract(bytes: &[u8]) -> Result<Extracted, ReadError> {
    if Package::is_package(bytes) {
        let mut package = Package::open(bytes)?;
        return match () {
            () if package.has(docx::DOCUMENT) => docx::docx(&mut package),
            () if package.has(ofd::ENTRY) => ofd::ofd(&mut package),
            () => Err(ReadError::Format("ZIP")),
        };
    }
    #[cfg(feature = "pdf")]
    if pdf::is_pdf(bytes) {
        return pdf::pdf(bytes);
    }
    if doc::is_compound(bytes) {
        return doc::doc(bytes);
    }
    decode::refuse(bytes)?;
    if html::is_html(bytes) {
        return html::html(bytes);
    }
    decode_text(bytes).map(Extracted::plain)
}

/// A digest as people compare them: hexadecimal, small letters.
fn sha256(bytes: &[u8]) -> String {
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16));
    Sha256::digest(bytes).iter().flat_map(digits).flatten().collect()
}

/// The first character that could not be decoded.
fn damage(text: &str) -> Option<Diagnostic> {
    let at = lines::chars(&text[..memchr::memmem::find(text.as_bytes(), "\u{FFFD}".as_bytes())?]);
    Some(Diagnostic { span: Span::new(at, at + 1), oddity: Oddity::Damaged })
}
