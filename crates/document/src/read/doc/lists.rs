//! Automatic numbers: the lists (LST), what makes use of them (LFO), and the styles that carry one.

use super::bytes::Bytes;
use super::properties::Paragraph;
use crate::read::numbering::{LEVELS, Level, Numbering, Style};

/// Where the head names the styles, the lists and their uses.
const STYLES: usize = 0x00A2;
const LISTS: usize = 0x02E2;
const USES: usize = 0x02EA;
/// Lengths of entries that are all alike.
const LIST: usize = 28;
const LEVEL: usize = 28;
const USE: usize = 16;

/// The lists and styles of a document; what is damaged gives no numbers.
pub(super) fn numbering(main: Bytes<'_>, table: Bytes<'_>) -> Numbering {
    let mut read = Numbering::default();
    let _ = read_lists(&mut read, main, table);
    let _ = read_uses(&mut read, table.part(main, USES));
    let _ = read_styles(&mut read, table.part(main, STYLES));
    read
}

/// Levels stand behind all lists, in the order of these.
fn read_lists(read: &mut Numbering, main: Bytes<'_>, table: Bytes<'_>) -> Option<()> {
    let lists = table.from(main.u32(LISTS).filter(|_| main.u32(LISTS + 4) > Some(0))? as usize);
    let count = usize::from(lists.u16(0)?);
    let mut at = 2 + count * LIST;
    for index in 0..count {
        let list = 2 + index * LIST;
        let name = lists.u32(list)?.to_string();
        let simple = lists.u8(list + 26)? & 1 != 0;
        let levels = read.lists.entry(name).or_insert_with(|| vec![Level::default(); LEVELS]);
        for level in levels.iter_mut().take(if simple { 1 } else { LEVELS }) {
            let (read, len) = level_at(lists, at)?;
            *level = read;
            at += len;
        }
    }
    Some(())
}

/// A level, and the bytes it takes.
fn level_at(lists: Bytes<'_>, at: usize) -> Option<(Level, usize)> {
    let skipped = usize::from(lists.u8(at + 24)?) + usize::from(lists.u8(at + 25)?);
    let (text, len) = lists.counted_text(at + LEVEL + skipped)?;
    let level = Level {
        start: lists.u32(at)?,
        format: format(lists.u8(at + 4)?).to_owned(),
        text: char::decode_utf16(text).flatten().map(placed).collect(),
    };
    Some((level, LEVEL + skipped + len))
}

/// The number of level three stands in the text as the character three.
fn placed(char: char) -> String {
    match char {
        '\0'..='\u{8}' => format!("%{}", char as u32 + 1),
        _ => char.into(),
    }
}

/// The name of a number format ([MS-OSHARED] MSONFC), as `word/numbering.xml` writes it.
fn format(code: u8) -> &'static str {
    match code {
        3 => "upperLetter",
        4 => "lowerLetter",
        10 | 11 | 16 | 17 | 30..=39 => "chineseCounting",
        18 | 28 => "decimalEnclosedCircle",
        23 => "bullet",
        255 => "none",
        _ => "decimal",
    }
}

/// Each use of a list, by its place counted from one, and the number it begins anew with.
fn read_uses(read: &mut Numbering, uses: Bytes<'_>) -> Option<()> {
    let count = uses.u32(0)? as usize;
    let mut at = count.checked_mul(USE)?.checked_add(4)?;
    for index in 0..count {
        let list = uses.u32(4 + index * USE)?.to_string();
        let changes = uses.u8(4 + index * USE + 12)?;
        let name = (index + 1).to_string();
        read.of.insert(name.clone(), (list, None));
        at += 4;
        for _ in 0..changes {
            let (start, flags) = (uses.u32(at)?, uses.u32(at + 4)?);
            at += 8;
            if flags & 0x20 != 0 {
                at += level_at(uses, at)?.1;
            } else if let Some((_, anew)) = read.of.get_mut(&name).filter(|_| flags & 0x10 != 0) {
                *anew = anew.or(Some(start));
            }
        }
    }
    Some(())
}

fn read_styles(read: &mut Numbering, styles: Bytes<'_>) -> Option<()> {
    let head = 2 + usize::from(styles.u16(0)?);
    let (count, fixed) = (styles.u16(2)?, usize::from(styles.u16(4)?));
    let mut at = head;
    for index in 0..count {
        let len = usize::from(styles.u16(at)?);
        if let Some(style) = styles.slice(at + 2, len).and_then(|style| style_of(style, fixed)) {
            read.styles.insert(index.to_string(), style);
        }
        at += 2 + len;
    }
    Some(())
}

/// A style of paragraphs: the one it is based on, and its list.
fn style_of(style: Bytes<'_>, fixed: usize) -> Option<Style> {
    const NONE: u16 = 0x0FFF;
    let kind = style.u16(2)?;
    let (of_paragraphs, parent) = (kind & 0x0F == 1, kind >> 4);
    let (_, name) = style.counted_text(fixed)?;
    let at = (fixed + name + 2).next_multiple_of(2); // A zero ends the name.
    let said = style.slice(at + 2, style.u16(at)?.into()).filter(|_| of_paragraphs)?;
    let paragraph = Paragraph::of(said);
    Some(Style {
        parent: (parent != NONE).then(|| parent.to_string()),
        number: paragraph.list.map(|list| list.to_string()),
        level: paragraph.level.map(usize::from),
    })
}
