//! Grades and time limits of supervision orders 督办单.
//!
//! Source: the three-coloured orders of 三明市 (2017): blue reminds, orange warns, red sets a last limit. A grade goes up
//! only from the one below that was not met without good reason, or is issued at once on a listed ground. Limits by
//! kind of matter are those that offices published; that they are counted in working days is our own choice.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::{Dated, Error, Explained, Parameters, Rule};

/// `delivery.order`: whether an order of that grade may be issued or go up, and until when it is due.
#[derive(Debug)]
pub struct Order;

/// What is issued, or goes up, on which ground.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The day it is issued or goes up.
    #[schemars(with = "String")]
    pub on: Date,
    /// Its grade from then on 级别.
    pub grade: Grade,
    /// The grade it had before, where it goes up 原级别.
    #[serde(default)]
    pub raised_from: Option<Grade>,
    /// Why 情形.
    pub ground: Ground,
    /// The kind of matter, for its limit 事项类别.
    #[serde(default)]
    pub kind: Option<String>,
    /// Working days instead of a kind, up to 250 工作日.
    #[serde(default)]
    pub days: Option<u32>,
}

/// The limit that follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Output {
    /// Working days until it is due.
    pub days: u32,
    /// The last day.
    #[schemars(with = "String")]
    pub due: Date,
    /// The last day to accept it.
    #[schemars(with = "String")]
    pub accept_by: Date,
    /// Whether the holidays of that time are not published yet, so that only weekends were left out.
    pub provisional: bool,
}

/// How much an order presses 三色督查单.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// A reminder 提醒.
    Blue,
    /// A warning 预警.
    Orange,
    /// The last limit 限期办结.
    Red,
}

/// Why an order is issued or goes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Ground {
    /// It goes forward slowly 进展缓慢.
    Slow,
    /// It is done poorly 质量不高.
    Poor,
    /// It is of some weight and has little time 较为重要且时限较紧.
    Short,
    /// It is a major matter 重大事项.
    Major,
    /// It is urgent 紧急事项.
    Urgent,
    /// A leader instructed it 领导批示.
    Instruction,
    /// It is a special case 特殊情形.
    Special,
    /// The grade below was not met without good reason 上一级未办结且无正当理由.
    Unmet,
}

#[derive(Debug, Deserialize)]
struct Terms {
    ladder: Dated<Ladder>,
    limits: Dated<Limits>,
}

#[derive(Debug, Deserialize)]
struct Ladder {
    steps: Vec<Rung>,
}

#[derive(Debug, Deserialize)]
struct Rung {
    grade: Grade,
    #[serde(default)]
    above: Option<Grade>,
    days: u32,
    grounds: Vec<Ground>,
}

#[derive(Debug, Deserialize)]
struct Limits {
    accept: u32,
    again: u32,
    kinds: Vec<Limit>,
}

#[derive(Debug, Deserialize)]
struct Limit {
    kind: String,
    days: u32,
}

/// The longest limit that is given in days.
const MOST_DAYS: u32 = 250;

impl Rule for Order {
    const NAME: &'static str = "delivery.order";
    const FILE: &'static str = include_str!("../../../../rules/delivery.order.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        let terms = terms()?;
        let rung = terms.ladder.on(input.on)?.rung(input.grade)?;
        let limits = terms.limits.on(input.on)?;
        let days = match input.raised_from {
            Some(before) => raised(rung, before, input.ground)?,
            None => issued(rung, limits, input)?,
        };
        let (due, provisional) = after(input.on, days)?;
        let (accept_by, _) = after(input.on, limits.accept)?;
        let explained = Explained::new(())
            .step("grade 级别", input.grade)
            .step("ground 情形", input.ground)
            .step("working days 工作日", days)
            .step("due 办结期限", due)
            .step("accept by 签收期限", accept_by);
        Ok(explained.map(|()| Output { days, due, accept_by, provisional }))
    }
}

impl Order {
    /// The kinds of matter that have a limit on that day, each with its working days.
    pub fn kinds(on: Date) -> Result<Vec<(&'static str, u32)>, Error> {
        let kinds = &terms()?.limits.on(on)?.kinds;
        Ok(kinds.iter().map(|limit| (limit.kind.as_str(), limit.days)).collect())
    }

    /// The grounds on which an order of that grade is issued at once on that day.
    pub fn grounds(on: Date, grade: Grade) -> Result<&'static [Ground], Error> {
        Ok(&terms()?.ladder.on(on)?.rung(grade)?.grounds)
    }

    /// The last day of another try, where a reply is sent back on that day.
    pub fn again(on: Date) -> Result<Date, Error> {
        Ok(after(on, terms()?.limits.on(on)?.again)?.0)
    }
}

impl Ladder {
    fn rung(&self, grade: Grade) -> Result<&Rung, Error> {
        let found = self.steps.iter().find(|rung| rung.grade == grade);
        found.ok_or_else(|| Error::input("grade", "there was no such grade then"))
    }
}

fn terms() -> Result<&'static Terms, Error> {
    static TERMS: Parameters<Terms> = Parameters::of(Order::NAME, Order::FILE);
    TERMS.get()
}

/// The days of an order that goes up: from the grade below alone.
fn raised(rung: &Rung, before: Grade, ground: Ground) -> Result<u32, Error> {
    let grade = rung.grade.name();
    match rung.above {
        None => Err(Error::input("raised_from", format!("{grade} is the lowest grade"))),
        Some(above) if above != before => {
            let (above, before) = (above.name(), before.name());
            Err(Error::input("raised_from", format!("{grade} follows {above}, not {before}")))
        }
        Some(_) if ground == Ground::Unmet || rung.grounds.contains(&ground) => Ok(rung.days),
        Some(_) => Err(not_for(rung, ground)),
    }
}

/// The days of an order that is issued at once.
fn issued(rung: &Rung, limits: &Limits, input: &Input) -> Result<u32, Error> {
    if !rung.grounds.contains(&input.ground) {
        return Err(not_for(rung, input.ground));
    }
    match (&input.kind, input.days) {
        (None, Some(days)) if days <= MOST_DAYS => Ok(days),
        (None, Some(_)) => Err(Error::input("days", format!("more than {MOST_DAYS}"))),
        (None, None) => Err(Error::input("kind", "is missing (or give `days`)")),
        (Some(_), Some(_)) => Err(Error::input("days", "cannot be given together with `kind`")),
        (Some(kind), None) => {
            let found = limits.kinds.iter().find(|limit| limit.kind == *kind);
            let all = || limits.kinds.iter().map(|it| it.kind.as_str()).collect::<Vec<_>>();
            let none = || format!("`{kind}` is none of {}", all().join(", "));
            found.map(|limit| limit.days).ok_or_else(|| Error::input("kind", none()))
        }
    }
}

fn not_for(rung: &Rung, ground: Ground) -> Error {
    let (grade, ground) = (rung.grade.name(), ground.name());
    let grounds: Vec<_> = rung.grounds.iter().map(|it| it.name()).collect();
    let problem = format!("a {grade} order is not issued for {ground}: {}", grounds.join(", "));
    Error::input("ground", problem)
}

/// So many working days after a day; where the holidays are not published, weekends alone are left out.
fn after(on: Date, days: u32) -> Result<(Date, bool), Error> {
    if let Some(day) = Calendar::latest()?.after(on, days) {
        return Ok((day, false));
    }
    let (mut day, mut left) = (on, days);
    while left > 0 {
        day = day.checked_add(1.day()).map_err(|_| Error::input("on", "is beyond all dates"))?;
        let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        left -= u32::from(!is_weekend);
    }
    Ok((day, true))
}

impl Grade {
    /// All of them, the lowest first.
    pub const ALL: [Self; 3] = [Self::Blue, Self::Orange, Self::Red];

    /// The next one up.
    pub fn above(self) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| *grade > self)
    }

    /// Its name in the store, in URLs and translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blue => "blue",
            Self::Orange => "orange",
            Self::Red => "red",
        }
    }

    /// The grade of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.name() == name)
    }
}

impl Ground {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Slow,
        Self::Poor,
        Self::Short,
        Self::Major,
        Self::Urgent,
        Self::Instruction,
        Self::Special,
        Self::Unmet,
    ];

    /// Its name in the store, in URLs and translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Slow => "slow",
            Self::Poor => "poor",
            Self::Short => "short",
            Self::Major => "major",
            Self::Urgent => "urgent",
            Self::Instruction => "instruction",
            Self::Special => "special",
            Self::Unmet => "unmet",
        }
    }

    /// The ground of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.name() == name)
    }
}
