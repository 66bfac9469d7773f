//! Plain text of any encoding.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| luoshi_fuzz::survive(bytes));
