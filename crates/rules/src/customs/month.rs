use std::fmt;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use crate::Error;
use crate::calendar::Calendar;

/// A month 月份: `2018-09`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(with = "String")]
pub struct Month(Date); // Its first day.

impl Month {
    /// The month of a day.
    pub fn of(day: Date) -> Self {
        Self(day.first_of_month())
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.0.last_of_month()
    }

    /// The so-many-th working day of the next month; of December, the last day of the year, because taxes are not
    /// carried over it.
    pub(super) fn due(self, working_day: u32) -> Result<Date, Error> {
        if self.0.month() == 12 {
            return Ok(self.last_day());
        }
        let calendar = Calendar::latest()?;
        let next = self.0.checked_add(1.month()).ok();
        let due = next.and_then(|_| calendar.after(self.last_day(), working_day));
        due.ok_or_else(|| {
            let (first, last) = (calendar.first(), calendar.last());
            Error::input("at", format!("{self} is due outside of the calendars, {first} to {last}"))
        })
    }
}

impl TryFrom<String> for Month {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts = text.split_once('-').and_then(|(year, month)| {
            let four = year.len() == 4 && month.len() == 2;
            four.then_some((year.parse::<u16>().ok()?, month.parse::<i8>().ok()?))
        });
        let first = parts.filter(|(_, month)| (1..=12).contains(month));
        let (year, month) = first.ok_or_else(|| format!("`{text}` is no month like 2018-09"))?;
        Ok(Self(date(i16::try_from(year).unwrap_or(i16::MAX).min(9999), month, 1)))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
