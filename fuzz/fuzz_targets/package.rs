//! Archives that lie about themselves.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| luoshi_fuzz::survive(&[b"PK\x03\x04", bytes].concat()));
