//! The State Council's calendars 节假日安排: which days are worked, as known on a day.
//!
//! Source: the notices of the General Office listed in `rules/calendar.workdays.yaml`. They are bitemporal: a
//! notice is issued before its year, and sometimes changed in it (2015, 2019, 2020).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};
use serde::Deserialize;

use super::workdays::Terms;
use crate::Error;

/// Which days are worked 工作日, from the first to the last calendar known.
#[derive(Clone, Debug)]
pub struct Calendar {
    first: Date,
    last: Date,
    worked: Vec<u32>, // worked[n]: working days among the first n days.
}

/// A notice of the General Office of the State Council.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Notice {
    pub(super) year: i16,
    #[serde(default)]
    pub(super) number: Option<String>,
    #[serde(default)]
    pub(super) issued: Option<Date>,
    off: Vec<Stretch>,
    work: Vec<Stretch>,
}

/// A day, or the days from one to another: `2018-10-01/2018-10-07`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
struct Stretch(Date, Date);

impl TryFrom<String> for Stretch {
    type Error = jiff::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (from, to) = text.split_once('/').unwrap_or((&text, &text));
        Ok(Self(from.parse()?, to.parse()?))
    }
}

impl Notice {
    pub(super) fn is_known(&self, at: Option<Date>) -> bool {
        at.is_none_or(|at| self.issued.is_none_or(|issued| issued <= at))
    }
}

impl Calendar {
    /// All calendars there are, with every change made to them.
    pub fn latest() -> Result<&'static Self, Error> {
        static LATEST: OnceLock<Calendar> = OnceLock::new();
        let Terms { notices, .. } = super::workdays::terms()?;
        Ok(LATEST.get_or_init(|| Self::of(notices, None)))
    }

    /// The calendars as they were known at the end of a day.
    pub fn known_at(at: Date) -> Result<Self, Error> {
        Ok(Self::of(&super::workdays::terms()?.notices, Some(at)))
    }

    /// What the notices say together: a later one changes what an earlier one said.
    fn of(notices: &[Notice], at: Option<Date>) -> Self {
        let known = || notices.iter().filter(|notice| notice.is_known(at));
        let first = date(known().map(|notice| notice.year).min().unwrap_or(2004), 1, 1);
        let last = date(known().map(|notice| notice.year).max().unwrap_or(2004), 12, 31);
        let mut named = BTreeMap::new();
        for notice in known() {
            named.extend(notice.off.iter().flat_map(Stretch::days).map(|day| (day, false)));
            named.extend(notice.work.iter().flat_map(Stretch::days).map(|day| (day, true)));
        }
        let days = first.series(1.day()).take_while(|day| *day <= last);
        let worked = std::iter::once(0).chain(days.scan(0, |worked, day| {
            *worked += u32::from(named.get(&day).copied().unwrap_or_else(|| is_weekday(day)));
            Some(*worked)
        }));
        Self { first, last, worked: worked.collect() }
    }

    /// The first day that is known.
    pub fn first(&self) -> Date {
        self.first
    }

    /// The last day that is known.
    pub fn last(&self) -> Date {
        self.last
    }

    /// Whether the day is worked; `None` outside of the calendars.
    pub fn is_working(&self, day: Date) -> Option<bool> {
        self.working_days(day, day).map(|days| days == 1)
    }

    /// Working days from one day to another, both counted; `None` outside of the calendars.
    pub fn working_days(&self, from: Date, to: Date) -> Option<u32> {
        let before = *self.worked.get(self.place(from)?)?;
        let through = *self.worked.get(self.place(to)?.checked_add(1)?)?;
        Some(through.saturating_sub(before))
    }

    /// The `days`-th working day after a day, which itself is not counted; `None` outside of the calendars.
    pub fn after(&self, from: Date, days: u32) -> Option<Date> {
        if days == 0 {
            return Some(from);
        }
        let before = *self.worked.get(self.place(from)?.checked_add(1)?)?;
        let wanted = before.checked_add(days)?;
        let place = self.worked.partition_point(|worked| *worked < wanted);
        (place < self.worked.len()).then(|| self.day(place - 1)).flatten()
    }

    /// The day itself when it is worked, else the next one that is.
    pub fn on_or_after(&self, day: Date) -> Option<Date> {
        if self.is_working(day)? { Some(day) } else { self.after(day, 1) }
    }

    fn place(&self, day: Date) -> Option<usize> {
        let days = self.first.until(day).ok()?.get_days();
        usize::try_from(days).ok()
    }

    fn day(&self, place: usize) -> Option<Date> {
        self.first.checked_add(i64::try_from(place).ok()?.days()).ok()
    }
}

impl Stretch {
    fn days(&self) -> impl Iterator<Item = Date> {
        let to = self.1;
        self.0.series(1.day()).take_while(move |day| *day <= to)
    }
}

fn is_weekday(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}
