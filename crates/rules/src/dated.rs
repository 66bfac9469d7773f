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
        let holds = |entry: &&InForce<T>| {
            entry.from.is_none_or(|from| from <= on) && entry.to.is_none_or(|to| on <= to)
        };
        let first = self.0.iter().filter_map(|entry| entry.from).min();
        self.0.iter().find(holds).map(|entry| &entry.value).ok_or(NotInForce { on, first })
    }

    /// All of them, as listed.
    pub fn iter(&self) -> impl Iterator<Item = &InForce<T>> {
        self.0.iter()
    }
}
