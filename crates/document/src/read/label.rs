//! Labels of provisions: 第一章, 一、, (一), 1., (1), ①, a).

/// The kinds of numbering, from the outermost inwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Numbering {
    /// 附件1
    Attachment,
    /// 第一编, 第一部分
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// 第一条
    Article,
    /// 1总则, 1.1, 1.1.1 by depth; only where a document is numbered in this way.
    Decimal(u8),
    /// 一、
    Comma,
    /// (一)
    Bracket,
    /// 1.
    Dot,
    /// (1)
    DigitBracket,
    /// ①
    Circle,
    /// 1)
    HalfBracket,
    /// a)
    Letter,
}

/// A label at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) numbering: Numbering,
    pub(super) number: u32,
    /// Bytes of the line it takes, closing mark and white space included.
    pub(super) len: usize,
    /// Bytes of it that are printed as the label.
    pub(super) printed: usize,
}

/// The label `text` starts with, if it starts with one.
pub(super) fn label(text: &str) -> Option<Label> {
    let first = text.chars().next()?;
    match first {
        '第' => ordinal(text),
        '(' | '（' => bracketed(text, first),
        '0'..='9' | '０'..='９' => digits(text),
        '①'..='⑳' => single(text, Numbering::Circle, first as u32 - '①' as u32 + 1),
        '㈠'..='㈩' => single(text, Numbering::Bracket, first as u32 - '㈠' as u32 + 1),
        '⑴'..='⒇' => single(text, Numbering::DigitBracket, first as u32 - '⑴' as u32 + 1),
        '⒈'..='⒛' => single(text, Numbering::Dot, first as u32 - '⒈' as u32 + 1),
        'a'..='z' => lettered(text, first),
        _ if digit(first).is_some() || unit(first).is_some() => comma(text),
        _ => None,
    }
}

fn made(text: &str, numbering: Numbering, number: u32, printed: usize) -> Option<Label> {
    let rest = text[printed..].trim_start_matches(super::lines::is_blank);
    (number > 0).then_some(Label { numbering, number, len: text.len() - rest.len(), printed })
}

fn single(text: &str, numbering: Numbering, number: u32) -> Option<Label> {
    made(text, numbering, number, text.chars().next()?.len_utf8())
}

/// 第一编, 第三章, 第二节, 第二十六条
fn ordinal(text: &str) -> Option<Label> {
    const UNITS: &[(&str, Numbering)] = &[
        ("部分", Numbering::Part),
        ("编", Numbering::Part),
        ("篇", Numbering::Part),
        ("章", Numbering::Chapter),
        ("节", Numbering::Section),
        ("条", Numbering::Article),
    ];
    let inner = text['第'.len_utf8()..].trim_start_matches(super::lines::is_blank);
    let (number, used) = numeral(inner)?;
    let rest = inner[used..].trim_start_matches(super::lines::is_blank);
    let (unit, numbering) = UNITS.iter().find(|(unit, _)| rest.starts_with(unit))?;
    let after = &rest[unit.len()..];
    // 第三条、第五条规定 and 第二条第一款 speak of provisions, they open none; a blank settles it.
    const SPEAKS: &[&str] = &[
        "、", "，", ",", "的", "规定", "第", "和", "至", "到", "之", "所", "款", "中", "。", "及",
        "与", "或",
    ];
    if SPEAKS.iter().any(|word| after.starts_with(word)) {
        return None;
    }
    made(text, *numbering, number, text.len() - after.len())
}

/// (一), （12）
fn bracketed(text: &str, open: char) -> Option<Label> {
    let inner = text[open.len_utf8()..].trim_start();
    let (number, used) = numeral(inner)?;
    let after = inner[used..].trim_start();
    let close = after.chars().next().filter(|c| matches!(c, ')' | '）'))?;
    let numbering = if inner.starts_with(|c: char| c.is_ascii_digit() || is_wide_digit(c)) {
        Numbering::DigitBracket
    } else {
        Numbering::Bracket
    };
    made(text, numbering, number, text.len() - after.len() + close.len_utf8())
}

/// 1. 1． 1、 1) — but no decimal, no date, no year.
fn digits(text: &str) -> Option<Label> {
    let (number, used) = numeral(text)?;
    let after = &text[used..];
    let mark = after.chars().next()?;
    let rest = &after[mark.len_utf8()..];
    let numbering = match mark {
        '.' | '．' if rest.starts_with(|c: char| c.is_ascii_digit() || is_wide_digit(c)) => {
            return None;
        }
        '.' | '．' | '、' => Numbering::Dot,
        ')' | '）' => Numbering::HalfBracket,
        _ => return None,
    };
    (number < 200).then(|| made(text, numbering, number, used + mark.len_utf8()))?
}

/// a) b.
fn lettered(text: &str, letter: char) -> Option<Label> {
    let mark = text[1..].chars().next().filter(|c| matches!(c, ')' | '）'))?;
    made(text, Numbering::Letter, letter as u32 - 'a' as u32 + 1, 1 + mark.len_utf8())
}

/// 一、 十二、
fn comma(text: &str) -> Option<Label> {
    let (number, used) = numeral(text)?;
    let mark = text[used..].chars().next().filter(|c| matches!(c, '、' | '．' | '.'))?;
    made(text, Numbering::Comma, number, used + mark.len_utf8())
}

/// Numbers with more points are addresses, not labels.
const DEEPEST: u8 = 5;

/// 1总则, 1.1 编制目的, 2.1.1: the label of a document that is numbered in this way.
pub(super) fn decimal(text: &str) -> Option<Label> {
    let mut used = 0;
    let mut depth = 0;
    let number = loop {
        let end =
            text[used..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |at| used + at);
        let number = text[used..end].parse().ok().filter(|number| (1..100).contains(number))?;
        depth += 1;
        if depth > DEEPEST {
            return None;
        }
        used = end;
        let more = text[end..].strip_prefix(['.', '．']);
        match more.filter(|more| more.starts_with(|c: char| c.is_ascii_digit())) {
            Some(more) => used = text.len() - more.len(),
            None => break number,
        }
    };
    let rest = text[used..].trim_start_matches(super::lines::is_blank);
    let worded = rest.starts_with(|c: char| c.is_alphabetic());
    let titled = depth > 1 || rest.chars().count() <= 30 && !rest.ends_with(['。', '；', '：']);
    (worded && titled).then(|| made(text, Numbering::Decimal(depth), number, used))?
}

/// Longer runs of digits are no labels.
const LONGEST: usize = 8;
/// Nor are longer runs of plain digits.
const LONGEST_PLAIN: usize = 4;

/// An integer of one kind of digits at the start of `text`, and the bytes it takes.
fn numeral(text: &str) -> Option<(u32, usize)> {
    let (mut plain, mut count, mut end, mut value) = (true, 0, text.len(), 0);
    for (at, c) in text.char_indices() {
        match digit(c) {
            Some((_, true)) => plain = false,
            Some((digit, false)) if count < LONGEST_PLAIN => value = value * 10 + digit,
            Some(_) => {}
            None if unit(c).is_some() => plain = false,
            None => {
                end = at;
                break;
            }
        }
        count += 1;
        if count > LONGEST {
            return None;
        }
    }
    if count == 0 || plain && count > LONGEST_PLAIN {
        return None;
    }
    if plain { Some((value, end)) } else { han(&text[..end]).map(|number| (number, end)) }
}

fn han(run: &str) -> Option<u32> {
    let (mut total, mut current, mut last) = (0, 0, None);
    for c in run.chars() {
        match (digit(c), unit(c)) {
            (Some((value, true)), _) => {
                if last.is_some_and(|had| had > 0) && value > 0 {
                    return None; // 三五 is no numeral of a label.
                }
                current = value;
                last = Some(value);
            }
            (_, Some(unit)) => {
                total += if current == 0 { unit } else { current * unit };
                current = 0;
                last = None;
            }
            _ => return None,
        }
    }
    Some(total + current)
}

/// The value of a digit, and whether it is a Han numeral.
fn digit(c: char) -> Option<(u32, bool)> {
    let value = match c {
        '0'..='9' => return Some((c as u32 - '0' as u32, false)),
        '０'..='９' => return Some((c as u32 - '０' as u32, false)),
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some((value, true))
}

fn unit(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        _ => None,
    }
}

fn is_wide_digit(c: char) -> bool {
    ('０'..='９').contains(&c)
}
