//! What a text commits whom to, whatever the text.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| luoshi_fuzz::survive_extraction(bytes));
