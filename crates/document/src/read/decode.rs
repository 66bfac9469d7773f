//! Bytes to characters: UTF-8, UTF-16 and GB18030.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Why bytes are no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing is in the file.
    #[error("the file is empty: choose the file that holds the document's text")]
    Empty,
    /// A format that is known but not read.
    #[error("this is a {0} file: save the document as .docx or plain text (.txt) and try again")]
    Format(&'static str),
    /// A file of a format that is read, but cut off or changed.
    #[error(
        "this {0} file is damaged: open it in the program that made it, save it anew and try again"
    )]
    Broken(&'static str),
    /// A file that unpacks to more than any document.
    #[error("this file unpacks to more than 256 MB: take the pictures out, or save the text alone")]
    TooLarge,
    /// Pages that hold pictures only.
    #[error(
        "the pages are pictures without text: run text recognition (OCR) on them and try again"
    )]
    NoText,
    /// A file that only opens with a password.
    #[error("this {0} file is locked: save it without a password and try again")]
    Locked(&'static str),
    /// The bytes are no text in an encoding we read.
    #[error(
        "this is no text in UTF-8, UTF-16 or GB18030: save the document as plain text (.txt) and try again"
    )]
    NotText,
    /// The text is longer than a span can count.
    #[error("the text is longer than four thousand million characters: split it")]
    TooLong,
}

/// First bytes of formats that people hand in by mistake.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (&[0xFF, 0xD8, 0xFF], "JPEG picture"),
    (b"\x89PNG", "PNG picture"),
];

/// Refuses formats that are known but not read.
pub(super) fn refuse(bytes: &[u8]) -> Result<(), ReadError> {
    match MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        Some((_, format)) => Err(ReadError::Format(format)),
        None => Ok(()),
    }
}

/// The text of `bytes` in UTF-8, UTF-16 or GB18030, without a byte-order mark.
pub fn decode_text(bytes: &[u8]) -> Result<String, ReadError> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => strict(encoding, bytes)?,
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => unmarked(bytes)?,
        },
    };
    if u32::try_from(text.len()).is_err() {
        return Err(ReadError::TooLong);
    }
    if text.contains('\0') {
        return Err(ReadError::NotText);
    }
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(with_plain_line_ends(text))
}

/// A line end is one character, however the file writes it: so editors and programs that read text
/// count, and so spans count.
fn with_plain_line_ends(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// UTF-8 that is damaged here and there or cut off, else an older encoding.
fn unmarked(bytes: &[u8]) -> Result<String, ReadError> {
    strict(UTF_8, bytes).or_else(|_| strict(without_mark(bytes), bytes))
}

/// UTF-16 without a mark has a zero beside each Latin letter, digit and line end; else it is GB18030.
fn without_mark(bytes: &[u8]) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(4096)];
    let zeros =
        |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, 0) => GB18030,
        (even, odd) if even > odd => UTF_16BE,
        _ => UTF_16LE,
    }
}

fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, ReadError> {
    let (text, _, malformed) = encoding.decode(bytes);
    let lost = if malformed { text.matches('\u{FFFD}').count() } else { 0 };
    // A damaged character here and there is better shown than refused.
    if lost * 200 > text.len() { Err(ReadError::NotText) } else { Ok(text.into_owned()) }
}
