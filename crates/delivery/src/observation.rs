//! Indicators 指标 and their observations 数据: what is measured, and what was found.

use luoshi_rules::progress::Period;
use luoshi_rules::{Sureness, Title};
use luoshi_text::{Dimension, quantities};
use rust_decimal::Decimal;

use crate::Target;

/// A measured quantity 指标.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// The pack that defines it.
    pub pack: String,
    /// Its name in the pack.
    pub name: String,
    /// Its name for people.
    pub title: Title,
    /// Its unit as printed.
    pub unit: String,
    /// How its values go together over time.
    pub accrual: Accrual,
    /// Places after the point.
    pub decimals: u32,
    /// What exactly is counted 口径.
    pub basis: Title,
    /// What documents call it.
    pub names: Vec<String>,
}

/// How values of an indicator go together over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Accrual {
    /// They add up: what happened within the period.
    Flow,
    /// They stand: what there was at the period's end.
    Stock,
}

impl Accrual {
    /// Its name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Stock => "stock",
        }
    }

    /// The accrual of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Flow, Self::Stock].into_iter().find(|accrual| accrual.name() == name)
    }
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataSource {
    /// Its title as published.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as exactly as it is known.
    pub published: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
}

/// A value of an indicator for a period 数据. Never overwritten: a correction names what it corrects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// For which period.
    pub period: Period,
    /// The value in the indicator's unit; `None` for one that was looked for and not found.
    pub value: Option<Decimal>,
    /// Where it comes from.
    pub source: Option<DataSource>,
    /// How sure that is.
    pub sureness: Sureness,
    /// What a reader must know beside it.
    pub note: Option<String>,
}

/// An indicator with what was observed of it, in the order of time; of one period the surest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// The indicator.
    pub indicator: Indicator,
    /// What was observed.
    pub observations: Vec<Observation>,
}

impl Indicator {
    /// Whether it measures what `target` commits to: a name the document may use for it, and a unit that
    /// converts.
    pub fn measures(&self, target: &Target) -> bool {
        self.names.contains(&target.indicator)
            && target.unit.as_ref().is_none_or(|unit| self.in_unit(Decimal::ONE, unit).is_some())
    }

    /// A value of it in another unit.
    pub fn in_unit(&self, value: Decimal, unit: &str) -> Option<Decimal> {
        if self.unit == unit {
            return Some(value);
        }
        let (own, other) = (One::of(&self.unit)?, One::of(unit)?);
        if own.measures != other.measures {
            return None;
        }
        value.checked_mul(own.size)?.checked_div(other.size)
    }
}

/// One of a unit as printed: 万人次 is ten thousand times 人次.
struct One {
    /// What it measures; of counts, by which measure word.
    measures: (Dimension, &'static str),
    /// How many base units it is.
    size: Decimal,
}

impl One {
    fn of(unit: &str) -> Option<Self> {
        let written = format!("1{unit}");
        let [quantity] = &quantities(&written)[..] else { return None };
        let unit = quantity.unit?;
        let counted = matches!(unit.dimension, Dimension::Count | Dimension::Ratio);
        let word = if counted { unit.name } else { "" };
        let size = quantity.in_base().filter(|size| !size.is_zero())?;
        Some(Self { measures: (unit.dimension, word), size })
    }
}

impl Series {
    /// Puts observations in their order.
    pub fn new(indicator: Indicator, mut observations: Vec<Observation>) -> Self {
        let order =
            |it: &Observation| (it.period.last_day(), it.value.is_none(), doubt(it.sureness));
        observations.sort_by_key(order);
        Self { indicator, observations }
    }

    /// What was observed for a period, the surest first.
    pub fn of(&self, period: Period) -> impl Iterator<Item = &Observation> {
        self.observations.iter().filter(move |it| it.period == period)
    }

    /// The best observation of each period, in the order of time.
    pub fn best(&self) -> Vec<&Observation> {
        let mut best: Vec<&Observation> = Vec::new();
        for observation in &self.observations {
            if best.last().is_none_or(|last| last.period != observation.period) {
                best.push(observation);
            }
        }
        best
    }
}

/// How much doubt there is: the more, the greater.
pub(crate) fn doubt(sureness: Sureness) -> u8 {
    match sureness {
        Sureness::Seen => 0,
        Sureness::Computed => 1,
        Sureness::Design => 2,
        Sureness::ToVerify => 3,
    }
}
