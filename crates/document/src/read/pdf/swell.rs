//! What a PDF unpacks to, found before anything is unpacked into memory.
//!
//! Streams are looked for by their keyword, as the file's own directory may lie. Those packed twice
//! count by what comes out in the end.

use std::io::{Read, sink};

use flate2::read::ZlibDecoder;
use memchr::memmem::{find, find_iter};

/// Text and type of one document may not unpack to more.
const MOST: u64 = 256 << 20;
/// Pictures are not unpacked to be read, only counted here: one may not be larger than [`MOST`].
const MOST_PICTURES: u64 = 2 << 30;
/// A stream's dictionary stands right before it.
const DICTIONARY: usize = 1024;

/// Whether a file unpacks to more than any document.
pub(super) fn is_swollen(bytes: &[u8]) -> bool {
    let (mut text, mut pictures) = (MOST, MOST_PICTURES);
    for at in find_iter(bytes, b"stream") {
        let data = &bytes[at + b"stream".len()..];
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        if !is_packed(data) {
            continue;
        }
        let picture = find(&bytes[at.saturating_sub(DICTIONARY)..at], b"/Image").is_some();
        let left = if picture { &mut pictures } else { &mut text };
        let size = unpacked(data);
        match left.checked_sub(size) {
            Some(rest) if size <= MOST => *left = rest,
            _ => return true,
        }
    }
    false
}

/// Whether bytes begin as zlib does.
fn is_packed(data: &[u8]) -> bool {
    data.len() >= 2
        && data[0] & 0x0F == 8
        && (u16::from(data[0]) << 8 | u16::from(data[1])) % 31 == 0
}

/// How much comes out, up to a little more than [`MOST`].
fn unpacked(data: &[u8]) -> u64 {
    let mut once = ZlibDecoder::new(data);
    let mut head = [0; 2];
    if once.read_exact(&mut head).is_err() {
        return 0;
    }
    let rest = head.chain(once);
    if is_packed(&head) { count(ZlibDecoder::new(rest)) } else { count(rest) }
}

fn count(unpacking: impl Read) -> u64 {
    let mut counted = unpacking.take(MOST + 1);
    let end = std::io::copy(&mut counted, &mut sink());
    // What is damaged half-way has come out until then.
    end.unwrap_or(MOST + 1 - counted.limit())
}
