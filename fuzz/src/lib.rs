//! What every fuzz target does with its bytes: read them, hold the document together, write it out.

use std::io::{Cursor, Write as _};

use cfb::CompoundFile;
use luoshi_document::{read, write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

#[path = "../../crates/document/tests/reading/holds.rs"]
mod holds;

#[path = "../../crates/extract/tests/language/holds.rs"]
mod extraction;

/// Reads bytes; what is no document is refused, and what is one holds together.
pub fn survive(bytes: &[u8]) {
    if let Ok(document) = read("fuzz", bytes) {
        holds::holds_together(&document);
        for written in [
            write::akn(&document),
            write::html(&document),
            write::json(&document),
            write::tree(&document),
        ] {
            assert!(!written.is_empty());
        }
    }
}

/// Extracts from bytes: the extraction of what is a document holds together.
pub fn survive_extraction(bytes: &[u8]) {
    if let Ok(document) = read("fuzz", bytes) {
        extraction::holds_together(&document, &luoshi_extract::extract(&document));
    }
}

/// Computes a rule: the first line names it, the others are its input. An input that is refused is told why on one
/// line, and without explanations the result is the same.
pub fn survive_rule(bytes: &[u8]) {
    let Some((name, input)) = std::str::from_utf8(bytes).ok().and_then(|text| text.split_once('\n')) else { return };
    let (Ok(rule), Ok(input)) = (luoshi_rules::find(name), serde_json::from_str(input)) else { return };
    let quiet = luoshi_rules::unexplained(|| rule.run(&input));
    match rule.run(&input) {
        Ok(answer) => assert_eq!(quiet.map(|quiet| quiet.result).ok(), Some(answer.result)),
        Err(wrong) => {
            let told = wrong.to_string();
            assert!(told.contains(": ") && !told.contains('\n'), "{told}");
        }
    }
}

/// The same of an archive: the input's pieces, parted by zeros, are its parts in this order.
pub fn survive_in_parts(input: &[u8], names: &[&str]) {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in names.iter().zip(input.split(|byte| *byte == 0)) {
        zip.start_file(*name, stored).expect("a part begins");
        zip.write_all(part).expect("a part is written");
    }
    survive(&zip.finish().expect("the archive ends").into_inner());
}

/// The same of a file of streams.
pub fn survive_in_streams(streams: &[(&str, &[u8])]) {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).expect("the file begins");
    for (name, bytes) in streams {
        let mut stream = file.create_stream(name).expect("a stream begins");
        stream.write_all(bytes).expect("a stream is written");
    }
    file.flush().expect("the file ends");
    survive(file.into_inner().get_ref());
}
