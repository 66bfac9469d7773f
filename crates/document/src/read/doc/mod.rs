//! Word 97 to 2003, and WPS ([MS-DOC]): a file of streams, its text in pieces.
//!
//! Headers, footers, notes, text boxes, deleted and hidden text are left out.

mod bytes;
mod lists;
mod pieces;
mod properties;
mod story;

use std::io::{Cursor, Read as _};

use cfb::CompoundFile;

use super::decode::ReadError;
use super::extracted::Extracted;
use bytes::Bytes;
use properties::Properties;
use story::Story;

/// What is said of a damaged file.
const BROKEN: ReadError = ReadError::Broken("Word 97");
/// The oldest version that is read: Word 97.
const WORD_97: u16 = 0x00C1;
/// No file has a larger stream.
const MOST: u64 = 256 << 20;

/// Whether bytes are a file of streams, as programs wrote it before 2007.
pub(super) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
}

/// The text of a Word 97 document.
pub(super) fn doc(bytes: &[u8]) -> Result<Extracted, ReadError> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| BROKEN)?;
    if !file.is_stream("WordDocument") {
        return Err(ReadError::Format("spreadsheet, presentation or other Office 97"));
    }
    let main = stream(&mut file, "WordDocument")?;
    let head = Head::read(Bytes(&main))?;
    let table = stream(&mut file, head.table)?;
    let (main, table) = (Bytes(&main), Bytes(&table));
    let characters = pieces::characters(main, table.part(main, pieces::PLACE), head.characters);
    let properties = Properties::read(main, table);
    let mut story = Story::new(lists::numbering(main, table), &properties);
    characters.ok_or(BROKEN)?.for_each(|(char, at)| story.add(char, at));
    let extracted = story.into_extracted();
    if extracted.text.trim().is_empty() { Err(ReadError::Empty) } else { Ok(extracted) }
}

fn stream(file: &mut CompoundFile<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let stream = file.open_stream(name).map_err(|_| BROKEN)?;
    stream.take(MOST).read_to_end(&mut bytes).map_err(|_| BROKEN)?;
    Ok(bytes)
}

/// What the head of the file 文件信息块 says (FIB).
struct Head {
    /// The stream that says where things are.
    table: &'static str,
    /// How many characters of the text are the body; notes and headers follow.
    characters: usize,
}

impl Head {
    fn read(main: Bytes<'_>) -> Result<Self, ReadError> {
        let (version, flags) = (main.u16(2).ok_or(BROKEN)?, main.u16(10).ok_or(BROKEN)?);
        if version < WORD_97 {
            return Err(ReadError::Format("Word 6 or Word 95"));
        }
        if flags & 0x0100 != 0 {
            return Err(ReadError::Locked("Word 97"));
        }
        let table = if flags & 0x0200 != 0 { "1Table" } else { "0Table" };
        Ok(Self { table, characters: main.u32(0x4C).ok_or(BROKEN)? as usize })
    }
}
