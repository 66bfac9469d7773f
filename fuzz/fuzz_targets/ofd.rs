//! The parts of an OFD document.
#![no_main]

const PARTS: &[&str] =
    &["Doc_0/Document.xml", "Doc_0/0.xml", "Doc_0/1.xml", "Doc_0/Res.xml", "OFD.xml"];
/// Names the first part.
const ENTRY: &[u8] = b"<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut parts: Vec<&[u8]> = bytes.splitn(5, |byte| *byte == 0).take(4).collect();
    parts.resize(4, b"");
    parts.push(ENTRY);
    luoshi_fuzz::survive_in_parts(&parts.join(&0), PARTS);
});
