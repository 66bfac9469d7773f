//! PDF, and the libraries that read it: their panics are caught and must not end the run.
#![no_main]

libfuzzer_sys::fuzz_target!(
    init: std::panic::set_hook(Box::new(|_| {})),
    |bytes: &[u8]| luoshi_fuzz::survive(&[b"%PDF-1.7\n", bytes].concat())
);
