//! Periods and time limits 时间: 到2020年, 2020年底前, “十三五”期间, 三年累计, 6个月内, 每年, 一季度.

use std::ops::Range;
use std::sync::LazyLock;

use crate::Beginnings;
use crate::bound::bound_before;
use crate::calendar::read_stretch;
use crate::char_set::CharSet;
use crate::cursor::Cursor;
use crate::lexicon::Lexicon;
use crate::moment::Moment;

/// A stretch of time that a text names.
///
/// ```
/// use luoshi_text::{Edge, periods};
/// let found = periods("到2020年底，建成4个；自发布之日起6个月内报备。", Some(2018));
/// assert_eq!(found[0].edge, Edge::Until);
/// assert_eq!(found[0].by().unwrap(), "2020");
/// assert_eq!(found[1].by().unwrap(), "P6M");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its bytes, with 到 before and 前, 底, 期间 behind.
    pub range: Range<usize>,
    /// What it names.
    pub time: Time,
    /// Which of its ends the text speaks of.
    pub edge: Edge,
}

/// What a period names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Time {
    /// A stretch of the calendar; `from` where the text gives the beginning.
    Calendar {
        /// Its beginning.
        from: Option<Moment>,
        /// Its end.
        to: Moment,
    },
    /// So long after the day of the document or of an event: ISO 8601, `P6M`.
    Within(String),
    /// So many years, whose end is said elsewhere: 三年累计, 未来三年.
    Years(u16),
    /// Every year, month, quarter: 每年, 年均.
    Every,
}

/// Which end of a stretch the text speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// Up to its end: 到2020年, 2020年底前.
    Until,
    /// Within it: 2018年, “十三五”期间.
    During,
    /// From it on: 2019年1月1日起.
    Since,
    /// What had been reached by it: 截至2022年7月.
    AsOf,
}

impl Period {
    /// The end: `2020`, `2020-06`, `2020-06-30`, or a duration `P6M`.
    pub fn by(&self) -> Option<String> {
        match &self.time {
            Time::Calendar { to, .. } => Some(to.to_string()),
            Time::Within(duration) => Some(duration.clone()),
            Time::Years(_) | Time::Every => None,
        }
    }
}

/// All periods of `text`, in order. `year` is the document's own, for 今年, 6月底前, 一季度: without it
/// these are not read.
pub fn periods(text: &str, year: Option<i16>) -> Vec<Period> {
    periods_among(text, year, |at| BEGINS.find(text, at))
}

/// The same where it is known already where a period may begin: `next` says the first such place from a byte on.
pub fn periods_among(
    text: &str,
    year: Option<i16>,
    mut next: impl FnMut(usize) -> Option<usize>,
) -> Vec<Period> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next(at) {
        match may_begin(text, start).then(|| period_at(text, start, year)).flatten() {
            Some(period) => {
                at = period.range.end;
                found.push(period);
            }
            None => at = past(text, start),
        }
    }
    found
}

/// Characters that a period can begin with.
#[rustfmt::skip]
static BEGINS: CharSet = CharSet::new(&[
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '０', '１', '２', '３', '４', '５', '６', '７', '８', '９',
    '〇', '○', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十',
    '今', '明', '后', '去', '本', '当', '年', '每', '逐', '上', '下', '前',
]);

/// Those of them that spell numbers.
#[rustfmt::skip]
static NUMBER: CharSet = CharSet::new(&[
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '０', '１', '２', '３', '４', '５', '６', '７', '８', '９',
    '〇', '○', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十',
]);

/// No number of a date has more characters.
const LONGEST_NUMBER: usize = 12;

/// Words that a period begins with, where it begins with no number.
#[rustfmt::skip]
static WORDS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "今年", "今明", "明年", "后年", "去年", "本年", "当年", "前年", "年底", "年末", "年内", "年均", "每", "逐年", "上半年", "下半年",
]));

/// Characters that go on from a number to a period: 年, 月, 季度, a dash, the second half of a plan's name.
static GOES_ON: CharSet = CharSet::new(&[
    '年', '月', '季', '个', '天', '日', '周', '工', '小', '”', '"', '’', '时', '期', '末', '—',
    '-', '–', '－', '~', '～', '至', '到', ' ',
]);

impl Period {
    /// What a period can begin with, for a [`Scanner`](crate::Scanner).
    pub fn beginnings() -> Beginnings {
        let numbers: Vec<char> = NUMBER.chars().collect();
        let behind: Vec<char> = numbers.iter().copied().chain(GOES_ON.chars()).collect();
        WORDS.beginnings().and(Beginnings::pairs(&numbers, &behind))
    }
}

/// Whether a period may begin here: cheap, and never wrong where it says no.
fn may_begin(text: &str, start: usize) -> bool {
    let rest = &text[start..];
    let behind = rest.char_indices().take(LONGEST_NUMBER).find(|(_, c)| !NUMBER.has(*c));
    match behind.map(|(at, _)| at) {
        Some(0) => WORDS.at_start(rest).is_some(),
        Some(end) => rest[end..].starts_with(|c| GOES_ON.has(c)),
        None => false,
    }
}

/// The byte behind what begins at `start`: a whole run of digits, or one character.
fn past(text: &str, start: usize) -> usize {
    let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    let first = text[start..].chars().next().map_or(1, char::len_utf8);
    start + digits.max(first)
}

/// The period that begins at `start`, words before it that belong to it included.
fn period_at(text: &str, start: usize, year: Option<i16>) -> Option<Period> {
    if text[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.') {
        return None;
    }
    match text[start..].chars().next()? {
        '每' | '逐' => every(text, start),
        '年' if text[start..].starts_with("年均") => every(text, start),
        '十' => plan(text, start)
            .or_else(|| calendar(text, start, year))
            .or_else(|| duration(text, start)),
        _ => calendar(text, start, year).or_else(|| duration(text, start)),
    }
}

/// The five-year plans and the last year of each.
const PLANS: &[(&str, i16)] = &[
    ("十五五", 2030),
    ("十四五", 2025),
    ("十三五", 2020),
    ("十二五", 2015),
    ("十一五", 2010),
    ("十六五", 2035),
    ("十五", 2005),
];

/// Words behind a plan's name that make it a period; without one it is the plan itself.
const OF_PLAN: &[&str] = &["时期末", "期间末", "时期", "期间", "期末", "末"];

/// “十三五”期间, “十四五”末.
fn plan(text: &str, start: usize) -> Option<Period> {
    let mut cursor = Cursor::new(text, start);
    let (name, last) = PLANS.iter().find(|(name, _)| text[start..].starts_with(name))?;
    cursor.eat(&[name]);
    cursor.eat(&["”", "\"", "’"]);
    let tail = cursor.eat(OF_PLAN)?;
    let start = text[..start].trim_end_matches(['“', '"', '‘']).len();
    let (start, before) = with_preposition(text, start);
    let edge = if before.is_some() || tail.ends_with('末') { Edge::Until } else { Edge::During };
    let time = Time::Calendar { from: Some(Moment::Year(last - 4)), to: Moment::Year(*last) };
    Some(Period { range: start..cursor.at, time, edge })
}

/// Words before a date: the truth is wanted at its end.
const UP_TO: &[&str] = &["截止到", "截至", "截止", "展望", "到", "至"];

/// Those of them that tell how things stand at the date.
const STANDS: &[&str] = &["截止到", "截至", "截止"];

/// Words behind a date, and the end they speak of.
const BEHIND: &[(&str, Edge)] = &[
    ("之前", Edge::Until),
    ("以前", Edge::Until),
    ("前后", Edge::Until),
    ("前", Edge::Until),
    ("为止", Edge::Until),
    ("止", Edge::Until),
    ("以来", Edge::Since),
    ("起", Edge::Since),
    ("期间", Edge::During),
    ("内", Edge::During),
];

/// A date, a year, a part of a year.
fn calendar(text: &str, start: usize, year: Option<i16>) -> Option<Period> {
    let mut cursor = Cursor::new(text, start);
    let stretch = read_stretch(&mut cursor, year)?;
    // 年底 alone may be said of any year: only 年底前 and 到年底 set a limit.
    let at_end = text[..cursor.at].ends_with(['底', '末']) && !text[start..].starts_with('年');
    let behind = BEHIND.iter().find(|(word, _)| cursor.eat(&[word]).is_some());
    let (start, before) = with_preposition(text, start);
    let edge = match behind {
        _ if before.is_some_and(|word| STANDS.contains(&word)) => Edge::AsOf,
        Some((_, edge)) => *edge,
        None if before.is_some() || at_end => Edge::Until,
        None => Edge::During,
    };
    let time = Time::Calendar { from: stretch.from, to: stretch.to };
    Some(Period { range: start..cursor.at, time, edge })
}

/// The start with a preposition before it, and the preposition.
fn with_preposition(text: &str, start: usize) -> (usize, Option<&'static str>) {
    let before = text[..start].trim_end_matches(' ');
    let word = UP_TO.iter().find(|word| before.ends_with(**word)).copied();
    // 考虑到今年, 看到2018年: the 到 is the verb's.
    let word = word.filter(|word| {
        let verb = before[..before.len() - word.len()].chars().next_back();
        *word != "到" || !verb.is_some_and(|c| "虑看识想提感遇".contains(c))
    });
    (word.map_or(start, |word| before.len() - word.len()), word)
}

/// Every year, quarter, month.
const EVERY: &[&str] = &[
    "每年度",
    "每年",
    "年均",
    "每季度",
    "每季",
    "每个季度",
    "每个月",
    "每月",
    "每半年",
    "每两年",
    "逐年",
];

fn every(text: &str, start: usize) -> Option<Period> {
    let mut cursor = Cursor::new(text, start);
    cursor.eat(EVERY)?;
    Some(Period { range: start..cursor.at, time: Time::Every, edge: Edge::During })
}

/// Units of a time limit, longest first, and how ISO 8601 writes them. Working days have no letter there;
/// they are written as days.
const LIMITS: &[(&str, &str)] = &[
    ("个工作日", "D"),
    ("工作日", "D"),
    ("个自然日", "D"),
    ("个月", "M"),
    ("个小时", "H"),
    ("小时", "H"),
    ("年", "Y"),
    ("日", "D"),
    ("天", "D"),
    ("周", "W"),
];

/// The upper end of 三到五年, 2—3年: by then at the latest.
fn upper(cursor: &mut Cursor<'_>, first: i16) -> Option<i16> {
    let mut ahead = *cursor;
    ahead.eat(&["—", "-", "－", "~", "至", "到"])?;
    let last = ahead.integer().filter(|last| *last > first)?;
    *cursor = ahead;
    Some(last)
}

/// 6个月内, 三年累计, 未来五年, 三到五年时间内.
fn duration(text: &str, start: usize) -> Option<Period> {
    let mut cursor = Cursor::new(text, start);
    let first = cursor.integer().filter(|count| *count > 0)?;
    let count = upper(&mut cursor, first).unwrap_or(first);
    let (_, letter) = LIMITS.iter().find(|(unit, _)| cursor.eat(&[unit]).is_some())?;
    let ahead = ["未来", "今后", "再用", "力争用", "用"]
        .into_iter()
        .find(|word| text[..start].ends_with(word));
    // 压缩至3周以内 bounds a quantity; 3周内 limits an act.
    let bounded = bound_before(&text[..start]).is_some();
    let within = !bounded && cursor.eat(&["以内", "之内", "时间内", "的时间内", "内"]).is_some();
    let range = start - ahead.map_or(0, str::len)..cursor.at;
    let counted =
        *letter == "Y" && count < 100 && (ahead.is_some() || cursor.rest().starts_with("累计"));
    let time = match (within, counted) {
        (true, _) => Time::Within(if *letter == "H" {
            format!("PT{count}H")
        } else {
            format!("P{count}{letter}")
        }),
        (false, true) => Time::Years(count.unsigned_abs()),
        (false, false) => return None,
    };
    Some(Period { range, time, edge: Edge::During })
}
