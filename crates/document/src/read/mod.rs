//! Bytes to a document: decoded, cut into lines, joined into paragraphs, given roles, nested.

mod chrome;
mod contents;
mod decode;
mod form;
mod head;
mod heading;
mod inner_title;
mod label;
mod layout;
mod lines;
mod meta;
mod outline;
mod paragraphs;
mod roles;
mod siblings;
mod table;

use sha2::{Digest as _, Sha256};

use crate::{Document, Source};

pub use decode::ReadError;

/// Reads a document from the bytes of a file called `name`.
///
/// # Errors
/// When the bytes are no text that can be read; the error says what to do. A text without any
/// numbering is a document without provisions.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let text = decode::decode(bytes)?;
    let source = Source {
        name: name.to_owned(),
        sha256: Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect(),
        chars: text.chars().count() as u32,
    };
    let paragraphs = roles::roles(&lines::lines(&text));
    let outline = outline::outline(&paragraphs);
    let meta = meta::meta(&paragraphs);
    let (provisions, blocks, diagnostics) =
        (outline.provisions, outline.blocks, outline.diagnostics);
    Ok(Document { source, text, meta, provisions, blocks, diagnostics })
}
