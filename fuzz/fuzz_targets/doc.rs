//! The streams of a Word 97 document: the first two bytes say how long the first one is.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((len, streams)) = bytes.split_first_chunk() else { return };
    let (main, table) = streams.split_at(usize::from(u16::from_le_bytes(*len)).min(streams.len()));
    luoshi_fuzz::survive_in_streams(&[
        ("WordDocument", main),
        ("0Table", table),
        ("1Table", table),
    ]);
});
