use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

/// A year, a quarter or a month: `2018`, `2018-Q3`, `2018-09`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(try_from = "Written")]
#[schemars(with = "String")]
pub struct Period {
    /// Its length in months: 12, 3 or 1.
    months: i32,
    /// Its number among the periods of that length.
    number: i32,
}

/// As it is written.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a year (2018), a quarter (2018-Q3) or a month (2018-09)")]
enum Written {
    Year(i32),
    Text(String),
}

/// A text that names no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a year (2018), a quarter (2018-Q3) or a month (2018-09)")]
pub struct NotAPeriod;

impl TryFrom<Written> for Period {
    type Error = NotAPeriod;

    fn try_from(written: Written) -> Result<Self, NotAPeriod> {
        let period = match &written {
            Written::Year(year) => Self::year(*year),
            Written::Text(text) => Self::parse(text),
        };
        period.ok_or(NotAPeriod)
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        Self::parse(text).ok_or(NotAPeriod)
    }
}

impl Period {
    fn year(year: i32) -> Option<Self> {
        (1900..=2200).contains(&year).then_some(Self { months: 12, number: year })
    }

    fn parse(text: &str) -> Option<Self> {
        let Some((year, part)) = text.split_once('-') else {
            return Self::year(text.parse().ok()?);
        };
        let year = Self::year(year.parse().ok()?)?.number;
        match part.strip_prefix('Q') {
            Some(quarter) => {
                let quarter: i32 =
                    quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
                Some(Self { months: 3, number: year * 4 + quarter - 1 })
            }
            None => {
                let month: i32 = part.parse().ok().filter(|month| (1..=12).contains(month))?;
                Some(Self { months: 1, number: year * 12 + month - 1 })
            }
        }
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        let month = self.number.saturating_mul(self.months);
        // A year is one of 1900 to 2200, unless `plus` went far beyond: then the calendar ends it.
        let year = i16::try_from(month.div_euclid(12)).unwrap_or(i16::MAX).clamp(-9999, 9999);
        Date::new(year, i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1), 1).unwrap_or(Date::MAX)
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        // Where the calendar ends, a period is its first day alone.
        self.plus(1).first_day().yesterday().unwrap_or(Date::MAX).max(self.first_day())
    }

    /// Its length in months.
    pub fn months(self) -> i32 {
        self.months
    }

    /// Periods of its own length from another to this one; `None` when their lengths differ.
    pub fn since(self, other: Self) -> Option<i32> {
        (self.months == other.months).then(|| self.number - other.number)
    }

    /// The period so many later.
    pub fn plus(self, periods: i32) -> Self {
        Self { number: self.number.saturating_add(periods), ..self }
    }

    /// The last period of length `months` within this one.
    pub fn last_within(self, months: i32) -> Self {
        let end = (self.number + 1).saturating_mul(self.months);
        Self { months, number: end / months - 1 }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { months, number } = self;
        match months {
            12 => write!(f, "{number}"),
            3 => write!(f, "{}-Q{}", number / 4, number % 4 + 1),
            _ => write!(f, "{}-{:02}", number / 12, number % 12 + 1),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_knows_its_days() {
        assert_eq!(period("2018").first_day(), date(2018, 1, 1));
        assert_eq!(period("2018").last_day(), date(2018, 12, 31));
        assert_eq!(period("2020-Q1").last_day(), date(2020, 3, 31));
        assert_eq!(period("2020-02").last_day(), date(2020, 2, 29));
    }

    proptest! {
        #[test]
        fn periods_follow_one_another_without_a_gap(year in 1900i32..=2200, month in 1i32..=12) {
            for text in [format!("{year}"), format!("{year}-Q{}", (month + 2) / 3), format!("{year}-{month:02}")] {
                let here = period(&text);
                prop_assert_eq!(here.to_string(), text);
                prop_assert_eq!(here.last_day().tomorrow().unwrap(), here.plus(1).first_day());
            }
        }

        #[test]
        fn no_step_is_too_far(steps in any::<i32>()) {
            let far = period("2018-09").plus(steps);
            prop_assert!(far.first_day() <= far.last_day());
        }
    }
}
