//! Due dates 时限 as documents print them: a year, a month or a day.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{TimeZone, offset};
use serde::{Deserialize, Serialize};

/// Until when 时限: the period as printed, and the last day it leaves.
///
/// ```
/// use luoshi_delivery::Due;
/// let due: Due = "2020-06".parse().unwrap();
/// assert_eq!(due.last_day(), jiff::civil::date(2020, 6, 30));
/// assert_eq!(due.to_string(), "2020-06");
/// assert!("P3M".parse::<Due>().is_err()); // A duration needs a date to count from.
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Due {
    /// By the end of a year.
    Year(i16),
    /// By the end of a month.
    Month(i16, i8),
    /// By a day.
    Day(Date),
}

/// The day a moment falls on where offices work: UTC+8, the civil time of China.
pub fn day_of(moment: Timestamp) -> Date {
    TimeZone::fixed(offset(8)).to_datetime(moment).date()
}

/// The moment at which the clocks of offices show that; none outside of all time.
pub fn moment_of(shown: DateTime) -> Option<Timestamp> {
    TimeZone::fixed(offset(8)).to_timestamp(shown).ok()
}

/// The moment a day begins on where offices work; none for a day outside of all time.
pub fn start_of(day: Date) -> Option<Timestamp> {
    moment_of(day.at(0, 0, 0, 0))
}

/// A text that is neither a year, a month nor a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no due date: write 2020, 2020-06 or 2020-06-30")]
pub struct NotADue(pub String);

impl Due {
    /// The last day on which it can still be met.
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(year) => Date::constant(year, 12, 31),
            Self::Month(year, month) => Date::constant(year, month, 1).last_of_month(),
            Self::Day(day) => day,
        }
    }
}

impl TryFrom<String> for Due {
    type Error = NotADue;

    fn try_from(text: String) -> Result<Self, NotADue> {
        text.parse()
    }
}

impl From<Due> for String {
    fn from(due: Due) -> Self {
        due.to_string()
    }
}

impl FromStr for Due {
    type Err = NotADue;

    fn from_str(text: &str) -> Result<Self, NotADue> {
        let wrong = || NotADue(text.to_owned());
        let with_day = match text.len() {
            4 => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            _ => text.to_owned(),
        };
        let day: Date = with_day.parse().map_err(|_| wrong())?;
        match text.len() {
            4 => Ok(Self::Year(day.year())),
            7 => Ok(Self::Month(day.year(), day.month())),
            10 => Ok(Self::Day(day)),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_due_date_is_read_back_from_its_own_text(year in 1949i16..2999, month in 1i8..=12, day in 1i8..=28) {
            for due in [Due::Year(year), Due::Month(year, month), Due::Day(Date::constant(year, month, day))] {
                prop_assert_eq!(due.to_string().parse::<Due>(), Ok(due));
                prop_assert!(due.last_day() >= Date::constant(year, 1, 1));
            }
        }

        #[test]
        fn any_other_text_is_refused_and_never_a_panic(text in ".{0,12}") {
            if let Ok(due) = text.parse::<Due>() {
                prop_assert_eq!(due.to_string(), text);
            }
        }
    }
}
