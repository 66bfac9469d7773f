//! A rule's name on the first line, its input as JSON on the others.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| luoshi_fuzz::survive_rule(bytes));
