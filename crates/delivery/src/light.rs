//! Progress lights 进度灯: derived from due dates, never typed in.
//!
//! | light | when |
//! |---|---|
//! | blue 未到期 | no due date, or the due date has not passed |
//! | red 逾期 | the due date has passed and nothing was reported |

use jiff::civil::Date;

use crate::Due;

/// The colour of a lamp. Pages add a shape and a word, so that colour is never alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Light {
    /// Not due 未到期.
    Blue,
    /// Overdue 逾期.
    Red,
}

/// Why a lamp shows what it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The document sets no time limit for it.
    NoDueDate,
    /// The last day is still to come, or is today.
    NotYetDue(Due),
    /// The last day has passed, and no report says that it was done.
    OverdueUnreported(Due),
}

/// A light with its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lamp {
    /// What it shows.
    pub light: Light,
    /// Why.
    pub why: Why,
}

impl Lamp {
    /// The lamp of something due at `due`, seen on the day `on`.
    pub fn of(due: Option<Due>, on: Date) -> Self {
        match due {
            None => Self { light: Light::Blue, why: Why::NoDueDate },
            Some(due) if on <= due.last_day() => {
                Self { light: Light::Blue, why: Why::NotYetDue(due) }
            }
            Some(due) => Self { light: Light::Red, why: Why::OverdueUnreported(due) },
        }
    }
}

impl Light {
    /// Every light, in the order pages list them.
    pub const ALL: [Self; 2] = [Self::Red, Self::Blue];

    /// Its name in URLs, style sheets and translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blue => "blue",
            Self::Red => "red",
        }
    }

    /// The light of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|light| light.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_last_day_is_not_yet_late_and_the_day_after_is() {
        let due = Some(Due::Year(2020));
        assert_eq!(Lamp::of(due, date(2020, 12, 31)).light, Light::Blue);
        assert_eq!(Lamp::of(due, date(2021, 1, 1)).light, Light::Red);
    }

    #[test]
    fn without_a_due_date_nothing_is_overdue() {
        assert_eq!(Lamp::of(None, date(2999, 1, 1)).why, Why::NoDueDate);
    }
}
