//! Numbers that are parts of names and dates 不是数量的数字: G60, 第一批, “十条”, 2020年, 6月30日.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::bound::Bound;
use crate::lexicon::Lexicon;
use crate::quantity::Quantity;
use crate::unit::Dimension;

/// What stands before a number that is no quantity: ordinals, and marks that number documents and lists.
const BEFORE: [&str; 10] = ["第", "〔", "[", "号", "+", "＋", "No.", "№", "月", "#"];

/// What closes a name: the number in “育才六条” counts nothing.
const CLOSING: [char; 6] = ['”', '’', '"', '」', '》', '〉'];

/// Endings after a Chinese numeral and a measure word that make it a name or a manner of speaking.
#[rustfmt::skip]
static SPOKEN: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "一方", "两方", "三方", "四方", "多方", "八方", "一度", "二度", "一成", "一发", "一道", "一口", "二期",
    "三期", "四期", "一期", "一本", "二本", "三本", "一人一", "一户一", "一村一", "一次性", "一条龙",
    "一件事", "一张网", "一个窗口", "一对一", "一家亲", "一片", "一门", "一批", "一些", "一套", "一场",
    "一二三", "二三产", "一类", "二类", "三类", "四类", "一种", "一支",
]));

/// Whether this is a number only by its looks.
pub(crate) fn is_look_alike(text: &str, quantity: &Quantity) -> bool {
    let before = text[..quantity.range.start].trim_end_matches(' ');
    let after = &text[quantity.range.end..];
    let inside = before.ends_with(|c: char| c.is_ascii_alphabetic() || c == '.' || c == '/');
    // 零部件, 零发生; 统一对外, 唯一一家.
    let zero = quantity.value.is_zero() && quantity.chinese;
    // 民间投资新36条 is a document; 14亿人民, 13亿中国人 are everybody.
    let document = before.ends_with('新') && quantity.unit.is_some_and(|unit| unit.name == "条");
    let people =
        quantity.unit.map_or("", |unit| unit.name) == "人" && after.starts_with(['民', '口']);
    let everybody = quantity.scale == 100_000_000
        && (13..=14).any(|count| quantity.value == count.into())
        && (people || after.starts_with("中国") || after.starts_with("各族"));
    let bound = quantity.chinese && before.ends_with(['统', '唯', '专', '划', '同', '均', '陆']);
    // 前三位 ranks, 前两批 does not.
    let first = quantity.bound == Some(Bound::Top)
        && quantity.unit.is_some_and(|unit| !["位", "名"].contains(&unit.name));
    inside
        || first
        || zero
        || document
        || everybody
        || bound
        || BEFORE.iter().any(|mark| before.ends_with(mark))
        || is_date(after, quantity)
        || is_named(after, quantity)
        || (quantity.chinese && SPOKEN.at_start(&text[quantity.range.start..]).is_some())
}

/// A year, or a number of a date.
fn is_date(after: &str, quantity: &Quantity) -> bool {
    let year = Decimal::from(1900)..Decimal::from(2200);
    let end = quantity.upper.unwrap_or(quantity.value);
    quantity.dimension() == Some(Dimension::Months)
        && quantity.scale == 1
        && year.contains(&end)
        && !after.starts_with('内')
}

/// A count that closes a name in quotation marks.
fn is_named(after: &str, quantity: &Quantity) -> bool {
    quantity.dimension() == Some(Dimension::Count) && after.starts_with(CLOSING)
}
