//! Targets 目标值: a quantity a document commits to reach.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use luoshi_document::Span;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Due, Lamp, Place, Standing};

/// The number of a target within its plan, printed `k3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TargetId(pub u32);

impl TryFrom<String> for TargetId {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<TargetId> for String {
    fn from(id: TargetId) -> Self {
        id.to_string()
    }
}

impl FromStr for TargetId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.strip_prefix('k').unwrap_or("").parse().map(Self)
    }
}

impl fmt::Display for TargetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "k{}", self.0)
    }
}

/// A quantity a document commits to reach 目标值.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// Its number, in reading order.
    pub id: TargetId,
    /// Chapter and article it stands in.
    pub place: Place,
    /// Address of its sentence.
    pub sentence: String,
    /// Where the run that holds indicator and value stands in the source.
    pub span: Span,
    /// That run, repaired.
    pub quote: String,
    /// What is measured.
    pub indicator: String,
    /// How value and measurement must compare.
    pub comparator: Comparator,
    /// The value in the printed unit; `None` for a direction.
    pub value: Option<Decimal>,
    /// The upper end of a range.
    pub value_max: Option<Decimal>,
    /// The unit as printed.
    pub unit: Option<String>,
    /// The start of the period, where the document gives one.
    pub from: Option<String>,
    /// The end of the period.
    pub due: Option<Due>,
    /// What the value is of.
    pub basis: Basis,
    /// Whether the document only strives for it 力争.
    pub aspirational: bool,
}

impl Target {
    /// Its lamp on the day `on`.
    pub fn lamp(&self, on: Date) -> Lamp {
        Lamp::of(self.due, &Standing::default(), on)
    }

    /// Whether it is a commitment that can be checked: a number with a time limit.
    pub fn is_checkable(&self) -> bool {
        self.value.is_some() && self.due.is_some()
    }
}

/// How a measured value must compare with a target's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// ≥
    AtLeast,
    /// >
    MoreThan,
    /// ≤
    AtMost,
    /// <
    LessThan,
    /// =
    Exactly,
    /// ≈
    About,
    /// Between two values.
    Between,
    /// Up, by no stated amount ↑.
    Up,
    /// Down, by no stated amount ↓.
    Down,
}

impl Comparator {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::AtLeast,
        Self::MoreThan,
        Self::AtMost,
        Self::LessThan,
        Self::Exactly,
        Self::About,
        Self::Between,
        Self::Up,
        Self::Down,
    ];

    /// Its name in the store and in translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::AtLeast => "ge",
            Self::MoreThan => "gt",
            Self::AtMost => "le",
            Self::LessThan => "lt",
            Self::Exactly => "eq",
            Self::About => "approx",
            Self::Between => "range",
            Self::Up => "increase",
            Self::Down => "decrease",
        }
    }

    /// Its mathematical sign.
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::MoreThan => ">",
            Self::AtMost => "≤",
            Self::LessThan => "<",
            Self::Exactly => "=",
            Self::About => "≈",
            Self::Between => "∈",
            Self::Up => "↑",
            Self::Down => "↓",
        }
    }

    /// The comparator of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|comparator| comparator.name() == name)
    }
}

/// What a target's value is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A state at the end of the period.
    Level,
    /// A sum over the period.
    Cumulative,
    /// Every year.
    Annual,
    /// Grows or falls by.
    Change,
    /// A place in a ranking.
    Rank,
}

impl Basis {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Level, Self::Cumulative, Self::Annual, Self::Change, Self::Rank];

    /// Its name in the store and in translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::Cumulative => "cumulative",
            Self::Annual => "annual",
            Self::Change => "change",
            Self::Rank => "rank",
        }
    }

    /// The basis of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.name() == name)
    }
}
