//! The characters of the text: pieces of the main stream, in an order of their own.

use encoding_rs::WINDOWS_1252;

use super::bytes::Bytes;

/// Where the head names the table of pieces (Clx).
pub(super) const PLACE: usize = 0x01A2;
/// Begins a list of changes; the pieces follow it.
const CHANGES: u8 = 1;
/// Begins the pieces.
const PIECES: u8 = 2;
/// Says that a character takes one byte.
const NARROW: u32 = 1 << 30;

/// The first `most` characters, each with the byte of the main stream it stands at.
pub(super) fn characters<'b>(
    main: Bytes<'b>,
    table: Bytes<'b>,
    most: usize,
) -> Option<impl Iterator<Item = (char, usize)> + 'b> {
    let mut at = 0;
    while table.u8(at)? == CHANGES {
        at += 3 + usize::from(table.u16(at + 1)?);
    }
    if table.u8(at)? != PIECES {
        return None;
    }
    let len = table.u32(at + 1)? as usize;
    let pieces = table.slice(at + 5, len)?;
    let count = len.checked_sub(4)? / 12;
    let piece = move |index: usize| {
        let (start, end) = (pieces.u32(index * 4)?, pieces.u32(index * 4 + 4)?);
        let place = pieces.u32((count + 1) * 4 + index * 8 + 2)?;
        Some(text(main, place, end.checked_sub(start)? as usize))
    };
    Some((0..count).filter_map(piece).flatten().take(most))
}

/// A piece of so many characters.
fn text(main: Bytes<'_>, place: u32, count: usize) -> Vec<(char, usize)> {
    let at = (place & !NARROW) as usize;
    if place & NARROW != 0 {
        let bytes = main.slice(at / 2, count).unwrap_or(Bytes(&[]));
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes.0);
        return text.chars().zip(at / 2..).collect();
    }
    let bytes = main.slice(at, count.saturating_mul(2)).unwrap_or(Bytes(&[]));
    let units = bytes.0.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let mut place = at;
    char::decode_utf16(units)
        .map(|char| {
            let (char, at) = (char.unwrap_or(char::REPLACEMENT_CHARACTER), place);
            place += char.len_utf16() * 2;
            (char, at)
        })
        .collect()
}
