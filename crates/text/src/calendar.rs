//! Dates and parts of years as they are printed: 2020年12月底, 二〇二〇年, 今年上半年, 一季度.

use jiff::civil::Date;

use crate::cursor::Cursor;
use crate::moment::Moment;

/// A stretch of the calendar, the end of which is always known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) from: Option<Moment>,
    pub(crate) to: Moment,
    /// Whether a year is printed or named (今年): 6月 alone has none.
    pub(crate) dated: bool,
}

impl Stretch {
    fn until(to: Moment) -> Self {
        Self { from: None, to, dated: true }
    }
}

/// Words for a year counted from the document's own.
const NAMED_YEARS: &[(&str, i16)] = &[
    ("今明两年", 1),
    ("今年", 0),
    ("本年度", 0),
    ("本年", 0),
    ("当年", 0),
    ("明年", 1),
    ("后年", 2),
    ("去年", -1),
    ("前年", -2),
];

/// Marks and words between two years or two dates.
const TO: &[&str] = &["——", "—", "--", "-", "–", "－", "~", "～", "至", "到", "∼"];

/// Reads a stretch of the calendar; `year` is the document's own.
pub(crate) fn read_stretch(cursor: &mut Cursor<'_>, year: Option<i16>) -> Option<Stretch> {
    let first = read_one(cursor, year)?;
    let mut ahead = *cursor;
    if ahead.eat(TO).is_none() {
        return Some(first);
    }
    match read_one(&mut ahead, Some(first.to.year())) {
        Some(second) if second.to.year() >= first.to.year() => {
            *cursor = ahead;
            Some(Stretch { from: first.from.or(Some(first.to)), dated: first.dated, ..second })
        }
        _ => Some(first),
    }
}

fn read_one(cursor: &mut Cursor<'_>, year: Option<i16>) -> Option<Stretch> {
    if let Some((from, to)) = read_years(cursor) {
        return Some(Stretch { from: Some(Moment::Year(from)), to: Moment::Year(to), dated: true });
    }
    if let Some(year) = read_year(cursor, year) {
        return Some(read_part(cursor, year).unwrap_or_else(|| Stretch::until(Moment::Year(year))));
    }
    let part = read_part(cursor, year?)?;
    Some(Stretch { dated: false, ..part })
}

/// 2023—2025年: the first year without its 年.
fn read_years(cursor: &mut Cursor<'_>) -> Option<(i16, i16)> {
    let mut ahead = *cursor;
    let from = printed_year(&mut ahead)?;
    ahead.eat(TO)?;
    let to = printed_year(&mut ahead)?;
    ahead.eat(&["年"])?;
    *cursor = ahead;
    (from < to).then_some((from, to))
}

/// 2020年, 二〇二〇年, 今年, 年内.
fn read_year(cursor: &mut Cursor<'_>, year: Option<i16>) -> Option<i16> {
    if let Some((word, offset)) =
        NAMED_YEARS.iter().find(|(word, _)| cursor.rest().starts_with(word))
    {
        cursor.eat(&[word])?;
        return year.map(|year| year + offset);
    }
    if cursor.rest().starts_with("年底") || cursor.rest().starts_with("年内") {
        return year;
    }
    let mut ahead = *cursor;
    let printed = printed_year(&mut ahead)?;
    ahead.eat(&["年度", "年"])?;
    *cursor = ahead;
    Some(printed)
}

fn printed_year(cursor: &mut Cursor<'_>) -> Option<i16> {
    cursor.integer().filter(|year| (1900..2200).contains(year))
}

/// What stands behind the year: 底, 上半年, 三季度, 6月底, 6月30日.
fn read_part(cursor: &mut Cursor<'_>, year: i16) -> Option<Stretch> {
    if cursor.eat(&["年底", "年末", "年内", "底", "末"]).is_some() {
        return Some(Stretch::until(Moment::Year(year)));
    }
    if cursor.eat(&["上半年"]).is_some() {
        return Some(Stretch {
            from: Some(Moment::Month(year, 1)),
            ..Stretch::until(Moment::Month(year, 6))
        });
    }
    if cursor.eat(&["下半年"]).is_some() {
        return Some(Stretch {
            from: Some(Moment::Month(year, 7)),
            ..Stretch::until(Moment::Month(year, 12))
        });
    }
    read_quarter(cursor, year).or_else(|| read_month(cursor, year))
}

/// 第三季度, 一季度.
fn read_quarter(cursor: &mut Cursor<'_>, year: i16) -> Option<Stretch> {
    let mut ahead = *cursor;
    ahead.eat(&["第"]);
    let quarter =
        i8::try_from(ahead.integer()?).ok().filter(|quarter| (1..=4).contains(quarter))?;
    ahead.eat(&["季度末", "季度"])?;
    *cursor = ahead;
    let from = Some(Moment::Month(year, 3 * quarter - 2));
    Some(Stretch { from, ..Stretch::until(Moment::Month(year, 3 * quarter)) })
}

/// 6月, 6月底, 6月30日.
fn read_month(cursor: &mut Cursor<'_>, year: i16) -> Option<Stretch> {
    let mut ahead = *cursor;
    let month = i8::try_from(ahead.integer()?).ok().filter(|month| (1..=12).contains(month))?;
    let mut range = ahead;
    if range.eat(TO).is_some()
        && range.integer().is_some_and(|last| last <= 12)
        && range.eat(&["月份", "月"]).is_some()
    {
        return read_months(cursor, year, month); // 1—3月: the first month without its 月.
    }
    ahead.eat(&["月份", "月"])?;
    *cursor = ahead;
    let day = ahead.integer().and_then(|day| Date::new(year, month, day.try_into().ok()?).ok());
    if let Some(day) = day.filter(|_| ahead.eat(&["日", "号"]).is_some()) {
        *cursor = ahead;
        return Some(Stretch::until(Moment::Day(day)));
    }
    cursor.eat(&["底", "末", "上旬", "中旬", "下旬", "初"]);
    Some(Stretch::until(Moment::Month(year, month)))
}

/// 1—3月份.
fn read_months(cursor: &mut Cursor<'_>, year: i16, first: i8) -> Option<Stretch> {
    cursor.integer()?;
    cursor.eat(TO)?;
    let last = read_month(cursor, year)?;
    Some(Stretch { from: Some(Moment::Month(year, first)), ..last })
}
