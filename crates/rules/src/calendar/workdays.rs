//! Time limits in working and calendar days 期限计算.
//!
//! Source: 民法典 articles 201 and 203 (before them 民法总则, 民法通则): the day of the event does not count; a limit in
//! calendar days that ends on a day off ends on the next working day. Limits in working days skip days off and
//! count make-up days 调休上班. Which days those are: see [`Calendar`].

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Calendar;
use super::days::Notice;
use crate::{Dated, Error, Explained, Parameters, Rule};

/// `calendar.workdays`: when a time limit ends, or how many working days there are.
#[derive(Debug)]
pub struct Workdays;

/// Give `from` and `days` for the last day of a limit, or `from` and `to` for the working days between.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The date whose law counts; `from` when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
    /// The day of the event, which is not counted; with `to`, the first day that is.
    #[schemars(with = "String")]
    pub from: Date,
    /// The last day, counted.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub to: Option<Date>,
    /// How many days the limit has, up to 20,000.
    #[serde(default)]
    pub days: Option<u32>,
    /// Which days count.
    #[serde(default)]
    pub kind: Kind,
    /// Compute with the calendars as they were known on that day; all that is known now when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub known_at: Option<Date>,
}

/// Which days of a limit count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Working days 工作日.
    #[default]
    Working,
    /// Every day; a last day off moves to the next working day.
    Calendar,
}

/// One of the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Output {
    /// The last day of the limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
    /// Working days from `from` to `to`, both counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_days: Option<u32>,
}

/// The parameters of the file.
#[derive(Debug, Deserialize)]
pub(super) struct Terms {
    counting: Dated<Counting>,
    pub(super) notices: Vec<Notice>,
}

#[derive(Debug, Deserialize)]
struct Counting {
    law: String,
}

/// The longest limit that is computed.
const MOST_DAYS: u32 = 20_000;

pub(super) fn terms() -> Result<&'static Terms, Error> {
    static TERMS: Parameters<Terms> = Parameters::of(Workdays::NAME, Workdays::FILE);
    TERMS.get()
}

impl Rule for Workdays {
    const NAME: &'static str = "calendar.workdays";
    const FILE: &'static str = include_str!("../../../../rules/calendar.workdays.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        let known;
        let calendar = match input.known_at {
            None => Calendar::latest()?,
            Some(at) => {
                known = Calendar::known_at(at)?;
                &known
            }
        };
        let law = &terms()?.counting.on(input.on.unwrap_or(input.from))?.law;
        covered(calendar, input, "from", input.from)?;
        match (input.days, input.to) {
            (Some(days), None) => last_day(calendar, input, days, law),
            (None, Some(to)) => working_days(calendar, input, to),
            (None, None) => Err(Error::input("days", "is missing (or give `to`)")),
            (Some(_), Some(_)) => Err(Error::input("to", "cannot be given together with `days`")),
        }
    }
}

fn last_day(
    calendar: &Calendar,
    input: &Input,
    days: u32,
    law: &str,
) -> Result<Explained<Output>, Error> {
    if days > MOST_DAYS {
        return Err(Error::input("days", format!("more than {MOST_DAYS}")));
    }
    let explained = Explained::new(())
        .step(format!("day of the event, not counted 起算日 ({law})"), input.from)
        .step("days of the limit 期限", days);
    let (date, explained) = match input.kind {
        Kind::Working => {
            let date = calendar.after(input.from, days).ok_or_else(|| left(calendar, input))?;
            (date, counted(explained, calendar, input.from, date))
        }
        Kind::Calendar => {
            let end = input.from.checked_add(i64::from(days).days());
            let end = end.map_err(|_| left(calendar, input))?;
            let date = calendar.on_or_after(end).ok_or_else(|| left(calendar, input))?;
            let explained = explained.step("counted in calendar days 自然日", end);
            let moved = format!("a day off: moves to the next working day 顺延 ({law})");
            (date, if date == end { explained } else { explained.step(moved, date) })
        }
    };
    let explained = notices(explained, input, date)?.step("last day 届满日", date);
    Ok(explained.map(|()| Output { date: Some(date), working_days: None }))
}

fn working_days(calendar: &Calendar, input: &Input, to: Date) -> Result<Explained<Output>, Error> {
    covered(calendar, input, "to", to)?;
    if to < input.from {
        return Err(Error::input("to", format!("{to} lies before from ({})", input.from)));
    }
    let total = calendar.working_days(input.from, to).ok_or_else(|| left(calendar, input))?;
    let before = input.from.yesterday().map_err(|_| left(calendar, input))?;
    let explained = counted(Explained::new(()), calendar, before, to);
    let explained = notices(explained, input, to)?.step("working days 工作日数", total);
    Ok(explained.map(|()| Output { date: None, working_days: Some(total) }))
}

/// The stretches of working days after `from` up to `to`; a line a year when there are many.
fn counted(explained: Explained<()>, calendar: &Calendar, from: Date, to: Date) -> Explained<()> {
    let mut stretches: Vec<(Date, Date)> = Vec::new();
    let days = from.series(1.day()).skip(1).take_while(|day| *day <= to);
    for day in days.filter(|day| calendar.is_working(*day) == Some(true)) {
        match stretches.last_mut() {
            Some((_, end)) if end.tomorrow().is_ok_and(|next| next == day) => *end = day,
            _ => stretches.push((day, day)),
        }
    }
    if stretches.len() > 60 {
        let first = |year| date(year, 1, 1).max(from.tomorrow().unwrap_or(from));
        stretches = (from.year()..=to.year())
            .map(|year| (first(year), date(year, 12, 31).min(to)))
            .collect();
    }
    stretches.iter().fold(explained, |explained, (from, to)| {
        let days = calendar.working_days(*from, *to);
        explained.step(format!("working days counted {from} – {to}"), days)
    })
}

/// The notices that decided the days.
fn notices(explained: Explained<()>, input: &Input, to: Date) -> Result<Explained<()>, Error> {
    let years = input.from.year()..=to.year();
    let known = |notice: &&Notice| notice.is_known(input.known_at);
    let known = terms()?.notices.iter().filter(known).filter(|notice| years.contains(&notice.year));
    let named = known.map(
        |notice| json!({"year": notice.year, "number": notice.number, "issued": notice.issued}),
    );
    Ok(explained.step("calendars 节假日安排", named.collect::<Vec<_>>()))
}

fn covered(calendar: &Calendar, input: &Input, field: &str, day: Date) -> Result<(), Error> {
    if calendar.is_working(day).is_some() {
        return Ok(());
    }
    if input.known_at.is_some() && day > calendar.last() {
        return Err(left(calendar, input));
    }
    let (first, last) = (calendar.first(), calendar.last());
    Err(Error::input(field, format!("{day} lies outside of the calendars, {first} to {last}")))
}

/// Why a count cannot go on: the calendars end, or ended then.
fn left(calendar: &Calendar, input: &Input) -> Error {
    let (first, last) = (calendar.first(), calendar.last());
    match input.known_at {
        Some(at) => {
            Error::input("known_at", format!("on {at} the calendars were known until {last}"))
        }
        None => Error::input(
            "days",
            format!("the count leaves the calendars, which reach from {first} to {last}"),
        ),
    }
}
