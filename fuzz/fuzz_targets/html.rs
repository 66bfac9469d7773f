//! Web pages.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| luoshi_fuzz::survive(&[b"<html>", bytes].concat()));
