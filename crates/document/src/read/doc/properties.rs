//! What is said of stretches of the text: of paragraphs, which list and table they belong to; of
//! characters, whether they are seen.

use super::bytes::Bytes;

/// Where the head names the pages of properties of characters and of paragraphs.
const OF_CHARACTERS: usize = 0x00FA;
const OF_PARAGRAPHS: usize = 0x0102;
/// The length of such a page.
const PAGE: usize = 512;

/// What is said of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) style: u16,
    /// Its list, counted from one; `Some(0)` says that it has none.
    pub(super) list: Option<u16>,
    pub(super) level: Option<u8>,
    pub(super) in_table: bool,
    pub(super) ends_row: bool,
}

/// Properties by the byte of the main stream from which on they are said, in order.
#[derive(Debug)]
pub(super) struct Properties {
    paragraphs: Vec<(usize, Paragraph)>,
    hidden: Vec<(usize, bool)>,
}

impl Properties {
    pub(super) fn read(main: Bytes<'_>, table: Bytes<'_>) -> Self {
        let paragraphs = stretches(main, table.part(main, OF_PARAGRAPHS), |page, count, index| {
            Some(Paragraph::of(said_of_paragraph(page, count, index)?))
        });
        let hidden = stretches(main, table.part(main, OF_CHARACTERS), |page, count, index| {
            Some(is_hidden(said_of_characters(page, count, index)?))
        });
        Self { paragraphs, hidden }
    }

    /// What is said of the paragraph whose mark stands at a byte.
    pub(super) fn paragraph(&self, at: usize) -> Paragraph {
        last_before(&self.paragraphs, at)
    }

    /// Whether the character at a byte is deleted or hidden.
    pub(super) fn is_hidden(&self, at: usize) -> bool {
        last_before(&self.hidden, at)
    }
}

fn last_before<T: Copy + Default>(stretches: &[(usize, T)], at: usize) -> T {
    let after = stretches.partition_point(|(start, _)| *start <= at);
    after.checked_sub(1).map(|index| stretches[index].1).unwrap_or_default()
}

/// The stretches of all pages that `table` lists, each with what `said` finds of it.
fn stretches<'b, T: Default>(
    main: Bytes<'b>,
    table: Bytes<'b>,
    said: impl Fn(Bytes<'b>, usize, usize) -> Option<T>,
) -> Vec<(usize, T)> {
    let count = table.0.len().saturating_sub(4) / 8;
    let numbers = (0..count).filter_map(|index| table.u32((count + 1) * 4 + index * 4));
    let mut stretches = Vec::new();
    for number in numbers {
        let Some(page) = main.slice(number as usize * PAGE, PAGE) else { continue };
        let count = usize::from(page.0[PAGE - 1]);
        for index in 0..count {
            let Some(start) = page.u32(index * 4) else { break };
            stretches.push((start as usize, said(page, count, index).unwrap_or_default()));
        }
    }
    stretches.sort_by_key(|(start, _)| *start);
    stretches
}

/// The style and the properties of a paragraph on a page that tells of so many.
fn said_of_paragraph(page: Bytes<'_>, count: usize, index: usize) -> Option<Bytes<'_>> {
    let at = 2 * usize::from(page.u8((count + 1) * 4 + index * 13)?);
    // A length of zero says that the length stands in the next byte.
    match page.u8(at).filter(|_| at > 0)? {
        0 => page.slice(at + 2, 2 * usize::from(page.u8(at + 1)?)),
        words => page.slice(at + 1, 2 * usize::from(words) - 1),
    }
}

fn said_of_characters(page: Bytes<'_>, count: usize, index: usize) -> Option<Bytes<'_>> {
    let at = 2 * usize::from(page.u8((count + 1) * 4 + index)?);
    page.slice(at + 1, page.u8(at).filter(|_| at > 0)?.into())
}

impl Paragraph {
    /// Of a style's number and the properties that follow it.
    pub(super) fn of(said: Bytes<'_>) -> Self {
        let mut paragraph = Self { style: said.u16(0).unwrap_or(0), ..Self::default() };
        for (property, value) in properties(said.from(2)) {
            match property {
                0x2416 => paragraph.in_table = value.u8(0) == Some(1),
                0x2417 => paragraph.ends_row = value.u8(0) == Some(1),
                0x260A => paragraph.level = value.u8(0),
                // The value of a paragraph that was taken out of its list.
                0x460B => paragraph.list = value.u16(0).map(|list| list % 0xF801),
                _ => {}
            }
        }
        paragraph
    }
}

fn is_hidden(said: Bytes<'_>) -> bool {
    const DELETED: u16 = 0x0800;
    const HIDDEN: u16 = 0x083C;
    properties(said)
        .any(|(property, value)| matches!(property, DELETED | HIDDEN) && value.u8(0) == Some(1))
}

/// Properties (sprm) with their values; the number of each says how long its value is.
fn properties(said: Bytes<'_>) -> impl Iterator<Item = (u16, Bytes<'_>)> {
    const TABLE: u16 = 0xD608; // Its length takes two bytes, and counts one of them.
    let mut at = 0;
    std::iter::from_fn(move || {
        let property = said.u16(at)?;
        let (skipped, len) = match property >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            _ if property == TABLE => (2, usize::from(said.u16(at + 2)?).checked_sub(1)?),
            _ => (1, usize::from(said.u8(at + 2)?)),
        };
        let value = said.slice(at + 2 + skipped, len)?;
        at += 2 + skipped + len;
        Some((property, value))
    })
}
