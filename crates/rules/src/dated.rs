//! Parameters by date: a rule asked for 2018 uses what was in force in 2018 (invariant 6).

use jiff::civil::Date;
use serde::Deserialize;

/// Values of one kind, each in force for a time.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Dated<T>(Vec<InForce<T>>);

/// A value in force from one day to another.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct InForce<T> {
    /// The first day; `None` when it always was.
    #[serde(default)]
    pub from: Option<Date>,
    /// The last day; `None` while it is in force.
    #[serde(default)]
    pub to: Option<Date>,
    /// The value.
    #[serde(flatten)]
    pub value: T,
}

/// Nothing was in force on that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("on: {on} lies outside of what this rule knows{}", .first.map(|day| format!(" (from {day})")).unwrap_or_default())]
pub struct NotInForce {
    /// The day asked for.
    pub on: Date,
    /// The first day anything was in force, where there is one.
    pub first: Option<Date>,
}

impl<T> Dated<T> {
    /// What was in force on the day `on`.
    pub fn on(&self, on: Date) -> Result<&T, NotInForce> {
        self.find(on, |_| true)
    }

    /// What was in force on the day `on`; when no day is asked for, the entry listed last.
    pub fn on_or_last(&self, on: Option<Date>) -> Result<&T, NotInForce> {
        match (on, self.0.last()) {
            (None, Some(last)) => Ok(&last.value),
            (on, _) => self.on(on.unwrap_or_default()),
        }
    }

    /// What was in force on the day `on` among those that are `wanted`.
    pub fn find(&self, on: Date, wanted: impl Fn(&T) -> bool) -> Result<&T, NotInForce> {
        let entries = || self.0.iter().filter(|entry| wanted(&entry.value));
        let first = entries().filter_map(|entry| entry.from).min();
        entries()
            .find(|entry| entry.holds(on))
            .map(|entry| &entry.value)
            .ok_or(NotInForce { on, first })
    }

    /// All of them, as listed.
    pub fn iter(&self) -> impl Iterator<Item = &InForce<T>> {
        self.0.iter()
    }
}

impl<T> InForce<T> {
    /// Whether it is in force on the day `on`; the first and the last day count.
    pub fn holds(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.to.is_none_or(|to| on <= to)
    }
}
