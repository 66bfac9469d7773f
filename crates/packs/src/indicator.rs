//! Indicators 指标: measured quantities, reported or computed from registers.

use luoshi_rules::Title;
use luoshi_rules::progress::Period;
use serde::Deserialize;
use toml::Spanned;

use crate::Query;

/// An indicator 指标: `indicators/NAME.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its name: that of its file.
    #[serde(skip)]
    pub name: String,
    /// Its name for people.
    pub title: Title,
    /// Its unit as printed: 亿元.
    pub unit: String,
    /// Which way is better.
    pub direction: Direction,
    /// How often it is measured.
    pub frequency: Frequency,
    /// Whether it adds up over time or stands at the end of it.
    pub accrual: Accrual,
    /// What it is measured for.
    #[serde(default)]
    pub scope: Scope,
    /// Places after the point.
    #[serde(default)]
    pub decimals: u32,
    /// What exactly is counted 口径.
    pub basis: Title,
    /// What documents call it: a target of that name and unit is measured by it.
    #[serde(default)]
    pub names: Vec<String>,
    /// One SELECT over the pack's registers and indicators.
    #[serde(default)]
    sql: Option<Spanned<String>>,
    /// A share of two other indicators.
    #[serde(default)]
    ratio: Option<Ratio>,
    #[serde(skip)]
    query: Option<Query>,
}

/// A share: one indicator by another.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ratio {
    /// What is divided.
    pub numerator: Spanned<String>,
    /// By what.
    pub denominator: Spanned<String>,
}

/// How an indicator gets its values.
#[derive(Clone, Copy, Debug)]
pub enum Method<'i> {
    /// Somebody reports them.
    Reported,
    /// A query computes them.
    Computed(&'i Query),
    /// They are a share of two others.
    Ratio(&'i Ratio),
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither.
    None,
}

/// How often an indicator is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Frequency {
    /// Each year.
    Year,
    /// Each quarter.
    Quarter,
    /// Each month.
    Month,
}

/// How values of an indicator go together over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Accrual {
    /// It adds up: what happened within the period.
    Flow,
    /// It stands: what there was at the period's end.
    Stock,
}

/// What an indicator is measured for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// The whole jurisdiction.
    #[default]
    City,
    /// Each of its districts too.
    District,
}

impl Indicator {
    /// How it gets its values.
    pub fn method(&self) -> Method<'_> {
        match (&self.query, &self.ratio) {
            (Some(query), _) => Method::Computed(query),
            (None, Some(ratio)) => Method::Ratio(ratio),
            (None, None) => Method::Reported,
        }
    }

    /// The SQL as it is written.
    pub(crate) fn sql(&self) -> Option<&Spanned<String>> {
        self.sql.as_ref()
    }

    /// The share as it is written.
    pub(crate) fn ratio(&self) -> Option<&Ratio> {
        self.ratio.as_ref()
    }

    pub(crate) fn set_query(&mut self, query: Query) {
        self.query = Some(query);
    }
}

impl Frequency {
    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
        }
    }

    /// The period of that text, if it is as long as the frequency's.
    pub fn period(self, text: &str) -> Option<Period> {
        let months = match self {
            Self::Year => 12,
            Self::Quarter => 3,
            Self::Month => 1,
        };
        text.parse().ok().filter(|period: &Period| period.months() == months)
    }
}

impl Accrual {
    /// Its name in files and the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Stock => "stock",
        }
    }
}
