//! Files that are archives of parts: docx, ofd. What unpacks to more than it may is refused.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::decode::ReadError;

/// Parts of one file together may not unpack to more.
const MOST: u64 = 256 << 20;
/// A file may not have more parts.
const MOST_PARTS: usize = 20_000;

/// An archive that is being read.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Package<'b> {
    /// Whether bytes are an archive.
    pub(super) fn is_package(bytes: &[u8]) -> bool {
        bytes.starts_with(b"PK\x03\x04")
    }

    /// Opens the archive's directory; nothing is unpacked yet.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Broken("ZIP"))?;
        if archive.len() > MOST_PARTS {
            return Err(ReadError::TooLarge);
        }
        Ok(Self { archive, left: MOST })
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// A part as text; `None` where there is none.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let part = self.archive.by_index(index).map_err(|_| ReadError::Broken("ZIP"))?;
        let mut bytes = Vec::new();
        // What the directory says of sizes may be a lie: count what comes out.
        let read = part.take(self.left + 1).read_to_end(&mut bytes);
        let read = read.map_err(|_| ReadError::Broken("ZIP"))? as u64;
        self.left = self.left.checked_sub(read).ok_or(ReadError::TooLarge)?;
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }
}
