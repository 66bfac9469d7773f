//! The light of a task 进度灯.
//!
//! Our own choice (design), in agreement with two published practices: green on course, yellow near the due date or
//! behind, red overdue or far behind. It looks at *verified* progress; what is reported stands beside it. Elapsed time
//! is counted in working days, from the first to the last day of the task, both included.

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::{Dated, Error, Exact, Explained, Parameters, Rule, half_up};

/// `delivery.light`: the colour of a task's light on a day, and why.
#[derive(Debug)]
pub struct Light;

/// Give the dates of the task, or the working days themselves.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The day the light is asked for; that day is counted as elapsed. Needed with `start` and `due`.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
    /// The first day of the task.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub start: Option<Date>,
    /// The last day of the task.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub due: Option<Date>,
    /// Working days of the task that have passed, instead of `start` and `due`.
    #[serde(default)]
    pub elapsed: Option<u32>,
    /// Working days of the whole task, with `elapsed`.
    #[serde(default)]
    pub total: Option<u32>,
    /// Verified progress 核实进度, from 0 to 1.
    #[schemars(with = "String")]
    pub progress: Decimal,
    /// Whether the task was struck off 销号.
    #[serde(default)]
    pub closed: bool,
    /// Compute with the calendars as they were known on that day.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub known_at: Option<Date>,
}

/// The colour and the numbers it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Output {
    /// The colour.
    pub light: Colour,
    /// What decided it.
    pub reason: Basis,
    /// Working days that have passed.
    pub elapsed_days: u32,
    /// Working days of the whole task.
    pub total_days: u32,
    /// Working days left until the due date.
    pub days_left: u32,
    /// Elapsed share of the time, to 5 places.
    #[schemars(with = "String")]
    pub elapsed: Decimal,
}

/// The colour of a light.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    /// Done 销号.
    Blue,
    /// On course 正常.
    Green,
    /// Behind, or near the due date 预警.
    Yellow,
    /// Overdue, or far behind 滞后.
    Red,
}

/// What decided the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// It was struck off.
    Closed,
    /// The due date has passed.
    Overdue,
    /// Progress is far behind the time.
    FarBehind,
    /// Progress is behind the time.
    Behind,
    /// The due date is near and something is left to do.
    DueSoon,
    /// None of these.
    OnCourse,
}

#[derive(Debug, Deserialize)]
struct Terms {
    margins: Dated<Margins>,
}

/// How far behind is yellow, and red; how many working days are near.
#[derive(Debug, Deserialize)]
struct Margins {
    yellow: Decimal,
    red: Decimal,
    near: u32,
}

/// Working days of a task.
struct Days {
    elapsed: u32,
    total: u32,
    left: u32,
    overdue: bool,
}

impl Rule for Light {
    const NAME: &'static str = "delivery.light";
    const FILE: &'static str = include_str!("../../../../rules/delivery.light.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        static TERMS: Parameters<Terms> = Parameters::of(Light::NAME, Light::FILE);
        if input.progress < Decimal::ZERO || input.progress > Decimal::ONE {
            let problem = format!("{} is not a share from 0 to 1", input.progress);
            return Err(Error::input("progress", problem));
        }
        let margins = TERMS.get()?.margins.on(input.on.unwrap_or(Date::MAX))?;
        let days = days(input)?;
        let elapsed = Exact::of(u64::from(days.elapsed)) / u64::from(days.total);
        let yellow = (elapsed - margins.yellow).value("total")?;
        let red = (elapsed - margins.red).value("total")?;
        let elapsed = half_up(elapsed.value("total")?, 5);
        let (light, reason) = decide(input, &days, yellow, red, margins.near);
        let explained = Explained::new(())
            .step("verified progress 核实进度", input.progress)
            .step("working days elapsed 已过工作日", days.elapsed)
            .step("working days of the task 总工作日", days.total)
            .step("elapsed share 时间进度", elapsed)
            .step(format!("red below: share − {} 红灯线", margins.red), half_up(red, 5))
            .step(format!("yellow below: share − {} 黄灯线", margins.yellow), half_up(yellow, 5))
            .step(
                format!("working days left; {} or fewer are near 剩余工作日", margins.near),
                days.left,
            )
            .step("overdue 逾期", days.overdue)
            .step("light 灯色", light);
        Ok(explained.map(|()| Output {
            light,
            reason,
            elapsed_days: days.elapsed,
            total_days: days.total,
            days_left: days.left,
            elapsed,
        }))
    }
}

/// The first of these that holds.
fn decide(input: &Input, days: &Days, yellow: Decimal, red: Decimal, near: u32) -> (Colour, Basis) {
    let progress = input.progress;
    match () {
        () if input.closed => (Colour::Blue, Basis::Closed),
        () if days.overdue => (Colour::Red, Basis::Overdue),
        () if progress < red => (Colour::Red, Basis::FarBehind),
        () if progress < yellow => (Colour::Yellow, Basis::Behind),
        () if days.left <= near && progress < Decimal::ONE => (Colour::Yellow, Basis::DueSoon),
        () => (Colour::Green, Basis::OnCourse),
    }
}

fn days(input: &Input) -> Result<Days, Error> {
    match (input.start, input.due, input.elapsed, input.total) {
        (Some(start), Some(due), None, None) => days_by_dates(input, start, due),
        (None, None, Some(elapsed), Some(total)) => {
            if total == 0 {
                return Err(Error::input("total", "a task has at least one working day"));
            }
            let left = total.saturating_sub(elapsed);
            Ok(Days { elapsed, total, left, overdue: elapsed > total })
        }
        (None, _, None, _) => Err(Error::input("start", "is missing (or give `elapsed`, `total`)")),
        (Some(_), None, ..) => Err(Error::input("due", "is missing")),
        (_, _, Some(_), None) => Err(Error::input("total", "is missing")),
        _ => Err(Error::input("elapsed", "goes with `total` and without `start` and `due`")),
    }
}

fn days_by_dates(input: &Input, start: Date, due: Date) -> Result<Days, Error> {
    let on = input.on.ok_or_else(|| Error::input("on", "is missing"))?;
    if due < start {
        return Err(Error::input("due", format!("{due} lies before start ({start})")));
    }
    let known;
    let calendar = match input.known_at {
        None => Calendar::latest()?,
        Some(at) => {
            known = Calendar::known_at(at)?;
            &known
        }
    };
    let count = |field: &str, from, to| {
        let outside =
            || format!("outside of the calendars, {} to {}", calendar.first(), calendar.last());
        calendar.working_days(from, to).ok_or_else(|| Error::input(field, outside()))
    };
    count("start", start, start)?;
    let total = count("due", start, due)?;
    if total == 0 {
        return Err(Error::input("due", "a task has at least one working day"));
    }
    let elapsed = if on < start { 0 } else { count("on", start, on.min(due))? };
    Ok(Days { elapsed, total, left: total.saturating_sub(elapsed), overdue: on > due })
}
