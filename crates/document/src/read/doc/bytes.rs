//! Numbers in bytes, the smaller half first. A place outside of the bytes is no place.

/// Some bytes of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bytes<'b>(pub(super) &'b [u8]);

impl<'b> Bytes<'b> {
    pub(super) fn slice(self, at: usize, len: usize) -> Option<Self> {
        self.0.get(at..at.checked_add(len)?).map(Self)
    }

    pub(super) fn from(self, at: usize) -> Self {
        Self(self.0.get(at..).unwrap_or_default())
    }

    pub(super) fn u8(self, at: usize) -> Option<u8> {
        self.0.get(at).copied()
    }

    pub(super) fn u16(self, at: usize) -> Option<u16> {
        self.slice(at, 2)?.0.try_into().ok().map(u16::from_le_bytes)
    }

    pub(super) fn u32(self, at: usize) -> Option<u32> {
        self.slice(at, 4)?.0.try_into().ok().map(u32::from_le_bytes)
    }

    /// The part of this stream whose place and length stand at byte `at` of the head; empty where
    /// there is none.
    pub(super) fn part(self, head: Self, at: usize) -> Self {
        let place = head.u32(at).zip(head.u32(at + 4));
        place.and_then(|(at, len)| self.slice(at as usize, len as usize)).unwrap_or(Self(&[]))
    }

    /// The characters of a counted text at byte `at`, and the bytes it takes.
    pub(super) fn counted_text(self, at: usize) -> Option<(impl Iterator<Item = u16> + 'b, usize)> {
        let len = usize::from(self.u16(at)?) * 2;
        let text = self.slice(at + 2, len)?.0;
        Some((text.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])), 2 + len))
    }
}
