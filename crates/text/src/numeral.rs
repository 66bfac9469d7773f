//! Numerals 数词 as policy documents write them: Chinese, Arabic, full-width, mixed.
//!
//! A numeral is read as mantissa × scale, because documents print 亿 and 万 with the unit:
//! 一万五千亿元 is 15000 of the unit 亿元, and 二十万亿 is 20 of 万亿. The product is exact.

use rust_decimal::Decimal;

/// A number as it is printed.
///
/// ```
/// use luoshi_text::{Numeral, Rough};
/// let numeral = Numeral::read("二百余万元").unwrap();
/// assert_eq!(numeral.value(), Some(2_000_000.into()));
/// assert_eq!((numeral.mantissa, numeral.scale), (200.into(), 10_000));
/// assert_eq!(numeral.rough, Some(Rough::More));
/// assert_eq!(&"二百余万元"[numeral.len..], "元");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// The number before the scale: 200 in 二百余万.
    pub mantissa: Decimal,
    /// The upper mantissa where two digits stand side by side: 8 in 七八百.
    pub upper: Option<Decimal>,
    /// What the multipliers printed last come to: 10000 in 二百余万, 1 where none is printed.
    pub scale: u64,
    /// How the number is left open.
    pub rough: Option<Rough>,
    /// Whether its first sign is a Chinese one.
    pub chinese: bool,
    /// Whether it is a multiplier alone, as in 万亩千亿 or 百家争鸣: more often a name than a number.
    pub bare: bool,
    /// Bytes up to the scale.
    pub scale_at: usize,
    /// Bytes in all.
    pub len: usize,
}

/// How a number is left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rough {
    /// Somewhat more: 余, 多, 几 after the number.
    More,
    /// Several times as much: 数, 几 before a multiplier.
    Several,
}

/// What a character is in a numeral.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Arabic,
    Digit(u32),
    Times(u64),
    Open, // 余, 多, 来: somewhat more.
    Some, // 几, 数: an unknown digit.
    None,
}

/// The digits and multipliers, financial forms included.
fn sign(c: char) -> Sign {
    match c {
        '0'..='9' | '０'..='９' => Sign::Arabic,
        '〇' | '○' | '零' => Sign::Digit(0),
        '一' | '壹' => Sign::Digit(1),
        '二' | '两' | '贰' => Sign::Digit(2),
        '三' | '叁' => Sign::Digit(3),
        '四' | '肆' => Sign::Digit(4),
        '五' | '伍' => Sign::Digit(5),
        '六' | '陆' => Sign::Digit(6),
        '七' | '柒' => Sign::Digit(7),
        '八' | '捌' => Sign::Digit(8),
        '九' | '玖' => Sign::Digit(9),
        '十' | '拾' => Sign::Times(10),
        '百' | '佰' => Sign::Times(100),
        '千' | '仟' => Sign::Times(1000),
        '万' => Sign::Times(10_000),
        '亿' => Sign::Times(100_000_000),
        '余' | '多' | '来' => Sign::Open,
        '几' | '数' => Sign::Some,
        _ => Sign::None,
    }
}

/// Units written with 千: the character belongs to the unit in 一千瓦 and 两千赫.
const AFTER_THOUSAND: [char; 8] = ['瓦', '赫', '米', '克', '伏', '卡', '帕', '焦'];

/// More digits than any quantity of a document has.
const MOST_DIGITS: usize = 18;

/// The number while it is being read.
#[derive(Default)]
struct Reading {
    closed: Decimal,                     // What is behind 万 and 亿.
    section: Decimal,                    // What is behind 十, 百, 千.
    digit: Option<Decimal>,              // What waits for its multiplier.
    upper: Option<Decimal>,              // The second of two digits side by side.
    arabic: bool, // Whether `digit` is Arabic: its multipliers are all scale.
    zero: bool,   // Whether 零 stands before `digit`, so that 二百零五 is 205.
    last: u64,    // The last multiplier.
    tail: Option<(Decimal, usize, u64)>, // Mantissa, bytes and value of the multipliers printed last.
    rough: Option<Rough>,
    bare: bool,
}

impl Numeral {
    /// The numeral that `text` begins with.
    pub fn read(text: &str) -> Option<Self> {
        let mut reading = Reading::default();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let read = match sign(c) {
                Sign::Arabic => reading.arabic(&text[at..]),
                Sign::Digit(_) => reading.digits(&text[at..]),
                Sign::Times(times) => reading.times(&text[at..], times, at),
                Sign::Open => reading.open(&text[at..]),
                Sign::Some => reading.some(&text[at..]),
                Sign::None => None,
            };
            let Some(read) = read else { break };
            at += read;
            at += gap(&text[at..]);
        }
        (at > 0).then(|| reading.finish(text, at)).flatten()
    }

    /// The number itself: mantissa × scale; `None` beyond 28 digits.
    pub fn value(&self) -> Option<Decimal> {
        self.mantissa.checked_mul(self.scale.into())
    }
}

impl Reading {
    /// An Arabic literal: first, or after 万 or 亿 with a smaller multiplier of its own (25万6千).
    fn arabic(&mut self, text: &str) -> Option<usize> {
        let (value, len) = literal(text)?;
        let next = text[len..].chars().next().map_or(Sign::None, sign);
        let goes_on =
            self.last >= 10_000 && matches!(next, Sign::Times(times) if times < self.last);
        if self.digit.is_some() || self.rough.is_some() || (self.last > 0 && !goes_on) {
            return None;
        }
        (self.digit, self.arabic, self.tail) = (Some(value), true, None);
        Some(len)
    }

    /// A run of Chinese digits: one digit, 零五, 七八, or a year spelt out 二〇二〇.
    fn digits(&mut self, text: &str) -> Option<usize> {
        if self.digit.is_some() || self.rough.is_some() {
            return None;
        }
        let mut run = text.chars().map_while(|c| match sign(c) {
            Sign::Digit(digit) => Some((digit, c.len_utf8())),
            _ => None,
        });
        let (first, len) = run.next()?;
        (self.tail, self.arabic) = (None, false);
        let rest: Vec<_> = run.take(MOST_DIGITS).collect();
        let total = len + rest.iter().map(|(_, len)| len).sum::<usize>();
        if rest.len() == 1 && first > 0 && self.last != 10 && rest[0].0 == first + 1 {
            (self.digit, self.upper) = (Some(first.into()), Some(rest[0].0.into()));
            return Some(total);
        }
        self.zero = first == 0;
        let places = rest.iter().try_fold(Decimal::from(first), |sum, (digit, _)| {
            sum.checked_mul(10.into())?.checked_add((*digit).into())
        });
        self.digit = Some(places?);
        Some(total)
    }

    /// 十, 百, 千, 万, 亿. Those printed last are the scale, where they multiply the whole.
    fn times(&mut self, text: &str, times: u64, at: usize) -> Option<usize> {
        let len = text.chars().next()?.len_utf8();
        let small = times < 10_000;
        let of_unit = times == 1000 && text[len..].starts_with(AFTER_THOUSAND);
        let out_of_turn = small && self.last > 0 && (self.digit.is_none() || self.last <= times);
        if out_of_turn || (of_unit && self.digit.is_some() && self.last == 0) {
            return None;
        }
        let first = self.last == 0 && self.digit.is_none();
        self.bare |= first && times > 10;
        let before = if first { Decimal::ONE } else { self.sum()? };
        let whole = if small { self.arabic && self.last == 0 } else { self.closed < times.into() };
        self.tail = match self.tail {
            Some((mantissa, start, scale)) if !small && self.rough.is_none() => {
                Some((mantissa, start, scale.checked_mul(times)?))
            }
            _ => whole.then_some((before, at, times)),
        };
        self.multiply(times)?;
        self.last = times;
        Some(len)
    }

    fn multiply(&mut self, times: u64) -> Option<()> {
        let of = |value: Decimal| value.checked_mul(times.into());
        let digit = self.digit.take();
        if times < 10_000 {
            self.upper = self.upper.and_then(of).map(|upper| upper + self.section);
            self.section += of(digit.unwrap_or(Decimal::ONE))?;
            return Some(());
        }
        let waiting = self.section + digit.unwrap_or_default();
        self.section = Decimal::ZERO;
        self.closed = match self.closed {
            closed if closed.is_zero() && waiting.is_zero() => times.into(),
            closed if closed < times.into() || waiting.is_zero() => {
                of(closed.checked_add(waiting)?)?
            }
            closed => closed.checked_add(of(waiting)?)?,
        };
        Some(())
    }

    /// 余, 多, 来 after ten, a hundred … or a literal of two places; never after 三.
    fn open(&mut self, text: &str) -> Option<usize> {
        let large = self.digit.is_some_and(|digit| digit >= Decimal::TEN)
            || (self.last > 0 && self.digit.is_none());
        if !large || self.rough.is_some() || (text.starts_with('来') && self.last != 10) {
            return None;
        }
        self.rough = Some(Rough::More);
        text.chars().next().map(char::len_utf8)
    }

    /// 几, 数: an unknown digit before a multiplier (数十), or behind ten (三十几).
    fn some(&mut self, text: &str) -> Option<usize> {
        let c = text.chars().next()?;
        let multiplied =
            matches!(text[c.len_utf8()..].chars().next().map(sign), Some(Sign::Times(_)));
        if self.rough.is_some() || self.digit.is_some() {
            return None;
        }
        if self.last == 0 && multiplied {
            (self.digit, self.rough) = (Some(Decimal::ONE), Some(Rough::Several));
        } else if self.last == 10 && c == '几' {
            (self.rough, self.tail) = (Some(Rough::More), None);
        } else {
            return None;
        }
        Some(c.len_utf8())
    }

    /// What has been read so far; 一万五 is 15000, 二百零五 is 205.
    fn sum(&self) -> Option<Decimal> {
        let digit = self.digit.unwrap_or_default();
        let short = self.last >= 100
            && !self.zero
            && !self.arabic
            && digit > Decimal::ZERO
            && digit < Decimal::TEN;
        let digit = if short { digit.checked_mul((self.last / 10).into())? } else { digit };
        self.closed.checked_add(self.section)?.checked_add(digit)
    }

    fn finish(self, text: &str, len: usize) -> Option<Numeral> {
        let chinese = !matches!(text.chars().next().map(sign), Some(Sign::Arabic));
        let (mantissa, scale_at, scale) = self.tail.unwrap_or((self.sum()?, len, 1));
        let Self { upper, rough, bare, .. } = self;
        Some(Numeral { mantissa, upper, scale, rough, chinese, bare, scale_at, len })
    }
}

/// The space in 5900 亿元.
fn gap(rest: &str) -> usize {
    let after = rest.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
    if after.starts_with(['万', '亿']) { rest.len() - after.len() } else { 0 }
}

/// An Arabic literal, half or full width, with thousands commas and a decimal point.
fn literal(text: &str) -> Option<(Decimal, usize)> {
    let mut value = Some(0_i64); // All digits in a row; `None` where they are too many.
    let (mut digits, mut point) = (0, None); // How many so far, and how many before the point.
    let mut head = None; // The digits before the first comma.
    let mut len = 0;
    while let Some(c) = text[len..].chars().next() {
        let rest = &text[len + c.len_utf8()..];
        match c {
            '0'..='9' | '０'..='９' => {
                let digit = i64::from(u32::from(c) & 15);
                value = value.and_then(|value| value.checked_mul(10)?.checked_add(digit));
                digits += 1;
            }
            ',' if point.is_none() && groups(digits, head, rest) => head = head.or(Some(digits)),
            '.' | '．' if point.is_none() && starts_digit(rest) => point = Some(digits),
            _ => break,
        }
        len += c.len_utf8();
    }
    if digits + usize::from(point.is_some()) > MOST_DIGITS {
        return None;
    }
    let places = digits - point.unwrap_or(digits);
    Some((Decimal::new(value?, places as u32), len))
}

/// Whether a comma before `rest` sets thousands apart: three digits follow and no fourth, and three stand
/// between it and the comma before.
fn groups(before: usize, head: Option<usize>, rest: &str) -> bool {
    let after = rest.bytes().take_while(u8::is_ascii_digit).count();
    let whole = match head {
        None => (1..=3).contains(&before),
        Some(head) => (before - head).is_multiple_of(3),
    };
    after == 3 && whole
}

fn starts_digit(text: &str) -> bool {
    text.starts_with(|c: char| sign(c) == Sign::Arabic)
}
