//! The parts of a Word document.
#![no_main]

const PARTS: &[&str] =
    &["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml"];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| luoshi_fuzz::survive_in_parts(bytes, PARTS));
