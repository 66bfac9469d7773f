//! Quantities 数量: a number with its unit and its bound, and what only looks like one.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::Beginnings;
use crate::bound::{Bound, bound_after, bound_before};
use crate::char_set::CharSet;
use crate::lexicon::Lexicon;
use crate::look_alike::is_look_alike;
use crate::numeral::{Numeral, Rough};
use crate::unit::{Dimension, Unit, divide};

/// A number with its unit, as printed: 5900 亿元, 七八百家, 30%以上, 前三位, 翻一番.
///
/// ```
/// use luoshi_text::{Bound, quantities};
/// let found = quantities("进出口总额突破 5900 亿元");
/// assert_eq!(found[0].value, 5900.into());
/// assert_eq!(found[0].unit_name(), "亿元");
/// assert_eq!(found[0].bound, Some(Bound::MoreThan));
/// assert_eq!(found[0].in_base(), Some(590_000_000_000_u64.into())); // yuan
/// assert!(quantities("世界500强、“111”工程、G60、2050大会").is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Bytes of number and unit.
    pub range: Range<usize>,
    /// The same with the words of its bound: 不少于30家, 30家以上.
    pub extent: Range<usize>,
    /// The number in the printed unit.
    pub value: Decimal,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// What 万 and 亿 before the unit come to.
    pub scale: u64,
    /// The unit without its scale; `None` where only 万 or 亿 stands.
    pub unit: Option<&'static Unit>,
    /// How the number is left open: 余, 多, 数.
    pub rough: Option<Rough>,
    /// On which side of the number the truth lies, where words say so.
    pub bound: Option<Bound>,
    /// Whether the number begins with a Chinese numeral.
    pub chinese: bool,
    unit_name: UnitName,
}

/// The unit as printed: a part of the text, or a word for what has no printed unit.
type UnitName = Cow<'static, str>;

impl Quantity {
    /// The unit as printed, scale included, width folded: 亿元, 万人次, %.
    pub fn unit_name(&self) -> &str {
        &self.unit_name
    }

    /// What a quantity can begin with, for a [`Scanner`](crate::Scanner).
    pub fn beginnings() -> Beginnings {
        BEGINS.beginnings()
    }

    /// What it measures; `None` where no unit is printed.
    pub fn dimension(&self) -> Option<Dimension> {
        self.unit.map(|unit| unit.dimension)
    }

    /// The value in the base unit of its dimension (yuan, metres, grams …), exactly.
    pub fn in_base(&self) -> Option<Decimal> {
        let (over, under) = self.unit.map_or((1, 1), |unit| unit.factor);
        divide(self.value.checked_mul(self.scale.into())?.checked_mul(over.into())?, under)
    }
}

/// All quantities of `text`, in order.
pub fn quantities(text: &str) -> Vec<Quantity> {
    quantities_among(text, |at| BEGINS.find(text, at))
}

/// The same where it is known already where a quantity may begin: `next` says the first such place from a byte on.
pub fn quantities_among(text: &str, mut next: impl FnMut(usize) -> Option<usize>) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while let Some(start) = next(at) {
        match quantity_at(text, start) {
            Ok(quantity) => {
                at = quantity.range.end;
                found.push(quantity);
            }
            Err(skip) => at = start + skip,
        }
    }
    found
}

/// Characters that a quantity can begin with.
#[rustfmt::skip]
static BEGINS: CharSet = CharSet::new(&[
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '０', '１', '２', '３', '４', '５', '６', '７', '８', '９',
    '〇', '○', '零', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '几', '数', '翻',
    '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖', '拾', '佰', '仟',
]);

/// The quantity at `start`, or how many bytes to skip.
fn quantity_at(text: &str, start: usize) -> Result<Quantity, usize> {
    let rest = &text[start..];
    if let Some(worded) = worded(text, start).or_else(|| ranked(text, start)) {
        return Ok(worded);
    }
    let first = Numeral::read(rest).ok_or_else(|| rest.chars().next().map_or(1, char::len_utf8))?;
    let len = first.len;
    let mut reading = Reading::new(text, start, first);
    reading.second();
    let quantity = reading.finish().ok_or(len)?;
    if is_look_alike(text, &quantity) { Err(len) } else { Ok(quantity) }
}

/// Numbers and their common unit while they are being read.
struct Reading<'a> {
    text: &'a str,
    start: usize,
    first: Numeral,
    second: Option<(usize, Numeral)>,
}

/// Marks and words between the two ends of a range.
static RANGE_MARKS: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::of(&["—", "-", "–", "－", "~", "～", "至", "到", "——", "∼"]));

impl<'a> Reading<'a> {
    fn new(text: &'a str, start: usize, first: Numeral) -> Self {
        Self { text, start, first, second: None }
    }

    /// Reads on after the first number, or its unit, to the upper end of a range.
    fn second(&mut self) {
        let after = self.start + self.first.len;
        let unit = unit_after(self.text, after);
        let at = unit.map_or(after, |(at, unit)| at + unit.name.len());
        let Some((mark, ())) = RANGE_MARKS.at_start(&self.text[at..]) else { return };
        let at = at + mark.len();
        let Some(second) = Numeral::read(&self.text[at..]) else { return };
        let upper_unit = unit_after(self.text, at + second.len).map(|(_, unit)| unit);
        let same_unit = unit.is_none_or(|(_, unit)| Some(unit) == upper_unit);
        if upper_unit.is_some() && same_unit && second.value() > self.first.value() {
            self.second = Some((at, second));
        }
    }

    fn finish(self) -> Option<Quantity> {
        let (at, last) =
            self.second.as_ref().map_or((self.start, &self.first), |(at, numeral)| (*at, numeral));
        let unit = unit_after(self.text, at + last.len);
        if unit.is_none() && (last.scale < 10_000 || last.chinese) {
            return None;
        }
        let end = unit.map_or(at + last.len, |(at, unit)| at + unit.name.len());
        let (value, upper) = match &self.second {
            // 2至3万元: both ends in the unit of the upper one.
            Some((_, upper)) if self.first.scale == upper.scale || self.first.scale == 1 => {
                (self.first.mantissa, Some(upper.mantissa))
            }
            Some((_, upper)) => (
                self.first.value()?.checked_div(upper.scale.into())?.normalize(),
                Some(upper.mantissa),
            ),
            None => (last.mantissa, last.upper),
        };
        let scale_name = &self.text[at + last.scale_at..at + last.len];
        let rough = last.rough.or(self.first.rough);
        let (bound, extent) = bounds(self.text, self.start..end);
        if self.first.bare
            && rough.is_none()
            && extent.start == self.start
            && !is_large(&self.first, unit?.1)
        {
            return None;
        }
        Some(Quantity {
            range: self.start..end,
            extent,
            value,
            upper,
            scale: last.scale,
            unit: unit.map(|(_, unit)| unit),
            rough,
            bound,
            chinese: self.first.chinese,
            unit_name: unit_name(scale_name, unit.map(|(_, unit)| unit)),
        })
    }
}

/// The unit with the scale printed before it, as one writes them without a number: 亿元, 万人次, %.
fn unit_name(scale: &str, unit: Option<&'static Unit>) -> UnitName {
    let unit = match unit.map_or("", |unit| unit.name) {
        "％" => "%",
        name => name,
    };
    match scale {
        "" => unit.into(),
        scale => (scale.replace(['余', '多', ' '], "") + unit).into(),
    }
}

/// Whether a multiplier alone is a number all the same: 千亿斤, 百万千瓦, but not 万亩 or 百家.
fn is_large(numeral: &Numeral, unit: &Unit) -> bool {
    let several =
        numeral.scale > 1 && (numeral.mantissa > Decimal::ONE || numeral.scale > 100_000_000);
    several && unit.dimension != Dimension::Count
}

/// The unit after a number, spaces between them skipped, and the byte where it begins.
fn unit_after(text: &str, at: usize) -> Option<(usize, &'static Unit)> {
    let rest = text[at..].trim_start_matches([' ', '\u{a0}', '\u{3000}']);
    Unit::read(rest).map(|unit| (text.len() - rest.len(), unit))
}

/// The bound words around a quantity and its extent with them.
fn bounds(text: &str, range: Range<usize>) -> (Option<Bound>, Range<usize>) {
    let mut extent = range.clone();
    let before = bound_before(&text[..range.start]);
    let after = bound_after(&text[range.end..]);
    if let Some((_, len)) = before {
        extent.start = text[..range.start].trim_end_matches(' ').len() - len;
    }
    if let Some((_, len)) = after {
        extent.end += len;
    }
    (after.or(before).map(|(bound, _)| bound), extent)
}

/// Quantities that are words: what is printed, value, unit.
static WORDED: LazyLock<Lexicon<(i64, &'static str)>> = LazyLock::new(|| {
    Lexicon::new([
        ((2, "倍"), &["翻一番", "翻番"][..]),
        ((4, "倍"), &["翻两番"]),
        ((8, "倍"), &["翻三番"]),
        ((50, "%"), &["一半"]),
    ])
});

/// Shares written with 分之, and the unit that says the same.
static PARTS: LazyLock<Lexicon<&'static str>> = LazyLock::new(|| {
    Lexicon::new([
        ("%", &["百分之"][..]),
        ("‰", &["千分之"]),
        ("二分之一", &["二分之"]),
        ("三分之一", &["三分之"]),
        ("四分之一", &["四分之"]),
        ("五分之一", &["五分之"]),
        ("十分之一", &["十分之"]),
    ])
});

/// A quantity written in words: 翻一番, 百分之三十, 一半以上.
fn worded(text: &str, start: usize) -> Option<Quantity> {
    let rest = &text[start..];
    if let Some((word, (value, unit))) = WORDED.at_start(rest) {
        return plain(text, start..start + word.len(), value.into(), unit, true);
    }
    let (word, unit) = PARTS.at_start(rest)?;
    let numeral = Numeral::read(&rest[word.len()..])?;
    plain(text, start..start + word.len() + numeral.len, numeral.value()?, unit, numeral.chinese)
}

/// A place without its measure word: 进入全国前三、全省前十, but not 前三季度 or 前两批.
fn ranked(text: &str, start: usize) -> Option<Quantity> {
    const CLOSES: [char; 9] = ['，', ',', '。', '；', ';', '、', '）', '！', '：'];
    let held =
        ["进入", "跻身", "位居", "位列", "保持", "全国", "全省", "全球", "世界", "居", "排名"];
    let before = text[..start].strip_suffix('前')?;
    let numeral = Numeral::read(&text[start..])?;
    let end = start + numeral.len;
    let closes = text[end..].is_empty() || text[end..].starts_with(CLOSES);
    let place = closes && held.iter().any(|word| before.ends_with(word));
    let value = numeral.value().filter(|_| place && numeral.rough.is_none())?;
    Some(Quantity {
        range: start..end,
        extent: start - '前'.len_utf8()..end,
        value,
        upper: None,
        scale: 1,
        unit: None,
        rough: None,
        bound: Some(Bound::Top),
        chinese: numeral.chinese,
        unit_name: Cow::Borrowed(""),
    })
}

fn plain(
    text: &str,
    range: Range<usize>,
    value: Decimal,
    unit: &'static str,
    chinese: bool,
) -> Option<Quantity> {
    let (bound, extent) = bounds(text, range.clone());
    let unit_name = Cow::Borrowed(unit);
    let unit = Unit::named(unit);
    Some(Quantity {
        range,
        extent,
        value,
        upper: None,
        scale: 1,
        unit,
        rough: None,
        bound,
        chinese,
        unit_name,
    })
}
