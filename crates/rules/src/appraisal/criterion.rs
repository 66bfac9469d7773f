use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::explained::words;
use crate::{Error, Exact};

/// A criterion and how it gives points 考核指标.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Its name, unique; organisations give their values by it.
    pub id: String,
    /// The part of the appraisal it belongs to: `target`, `leader`, `social`. Ties are broken by parts.
    #[serde(default)]
    pub part: Option<String>,
    /// Its points.
    #[schemars(with = "String")]
    pub weight: Decimal,
    /// How a value becomes points.
    pub formula: Formula,
    /// Which way is better.
    #[serde(default)]
    pub direction: Direction,
    /// The target, when it is the same for all.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub target: Option<Decimal>,
    /// The most points, in multiples of the weight; 1 when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub cap: Option<Decimal>,
    /// The least value (`range`: the least of the group when left out).
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub min: Option<Decimal>,
    /// The greatest value (`range`: the greatest of the group when left out).
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub max: Option<Decimal>,
    /// The satisfactory value (`efficacy`) 满意值.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub good: Option<Decimal>,
    /// The value not allowed (`efficacy`) 不允许值.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub bad: Option<Decimal>,
    /// Five standard values from excellent to poor (`tiers`) 优秀、良好、平均、较低、较差.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub standards: Vec<Decimal>,
    /// Values and their points from the lowest up (`steps`).
    #[serde(default)]
    pub steps: Vec<Step>,
    /// The full mark of scores (`scaled`, `trimmed`); 100 when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub full: Option<Decimal>,
    /// Highest and lowest scores that are left out, each (`trimmed`).
    #[serde(default)]
    pub trim: u32,
    /// What being late costs.
    #[serde(default)]
    pub late: Option<Late>,
    /// What happens when an organisation has no value.
    #[serde(default)]
    pub missing: Missing,
}

/// How a value becomes points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Formula {
    /// weight × min(actual ÷ target, cap).
    Completion,
    /// Lower is better: weight × min(target ÷ actual, cap).
    Reverse,
    /// Lower is better: weight × (2 − actual ÷ target), from 0 to cap.
    ReverseLinear,
    /// weight × min(sum of the actual values ÷ target, cap).
    Cumulative,
    /// All points when better than the year before, else none.
    Trend,
    /// All points when the target is met, else none.
    Pass,
    /// weight × (20 + 80 × (x − min) ÷ (max − min)) ÷ 100; the weight when max = min.
    Range,
    /// weight × (60 + 40 × (x − bad) ÷ (good − bad)) ÷ 100 功效系数法.
    Efficacy,
    /// Five standard values with the coefficients 1, 0.8, 0.6, 0.4, 0.2 and straight lines between 分档功效.
    Tiers,
    /// The points of the highest step reached.
    Steps,
    /// Points as they were given.
    Points,
    /// weight × value ÷ full mark.
    Scaled,
    /// weight × mean of the scores without the highest and lowest ÷ full mark.
    Trimmed,
    /// weight × (n − rank + 1) ÷ n within the group.
    Rank,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// More is better.
    #[default]
    Increase,
    /// Less is better.
    Decrease,
}

/// A step of a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// From this value on.
    #[schemars(with = "String")]
    pub from: Decimal,
    /// These points.
    #[schemars(with = "String")]
    pub points: Decimal,
}

/// What being late costs 逾期扣分.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Late {
    /// Points a day.
    #[schemars(with = "String")]
    pub per_day: Decimal,
    /// Points at most; the criterion's points when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub most: Option<Decimal>,
}

/// What happens when an organisation has no value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Missing {
    /// The input is refused.
    #[default]
    Refuse,
    /// No points.
    Zero,
    /// The mean of the group's points.
    Mean,
}

/// The value of an organisation for a criterion: a number, a list of numbers, or more.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected a number, a list of numbers, or an object")]
pub enum Value {
    /// The actual value.
    One(#[schemars(with = "String")] Decimal),
    /// Values that are summed, or scores that are averaged.
    Many(#[schemars(with = "Vec<String>")] Vec<Decimal>),
    /// With its own target, the year before, or days late.
    Full(Box<Full>),
}

/// A value with what belongs to it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Full {
    /// The actual value.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub actual: Option<Decimal>,
    /// Values that are summed, or scores that are averaged.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub actuals: Vec<Decimal>,
    /// The organisation's own target.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub target: Option<Decimal>,
    /// The value of the year before.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub previous: Option<Decimal>,
    /// Days late.
    #[serde(default)]
    pub days_late: u32,
}

impl Value {
    fn list(&self) -> &[Decimal] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
            Self::Full(full) if full.actuals.is_empty() => full.actual.as_slice(),
            Self::Full(full) => &full.actuals,
        }
    }

    fn full(&self) -> Option<&Full> {
        match self {
            Self::Full(full) => Some(full),
            Self::One(_) | Self::Many(_) => None,
        }
    }

    fn days_late(&self) -> u32 {
        self.full().map_or(0, |full| full.days_late)
    }

    /// The value that is compared within a group.
    pub(super) fn single(&self) -> Option<Decimal> {
        self.list().first().copied()
    }
}

/// Points and how they came about.
pub(super) struct Points {
    pub(super) value: Decimal,
    pub(super) how: String,
}

/// The coefficients of the five standard values 标准系数.
const TIERS: [(i64, u32); 5] = [(10, 1), (8, 1), (6, 1), (4, 1), (2, 1)];

impl Criterion {
    /// The numbers that cannot be negative, with the names of their fields.
    pub(super) fn not_negative(&self) -> impl Iterator<Item = (&'static str, Decimal)> {
        let late = self.late;
        let numbers = [
            ("weight", Some(self.weight)),
            ("cap", self.cap),
            ("late.per_day", late.map(|late| late.per_day)),
            ("late.most", late.and_then(|late| late.most)),
        ];
        numbers.into_iter().filter_map(|(name, number)| number.map(|number| (name, number)))
    }

    /// The points of one value; `group` are the values of everybody in the group, ascending.
    pub(super) fn points(
        &self,
        value: &Value,
        group: &[Decimal],
        field: &str,
    ) -> Result<Points, Error> {
        let (share, how) = self.share(value, group, field)?;
        let points = match self.formula {
            Formula::Points | Formula::Steps => share,
            _ => share * self.weight,
        };
        let points = points.value(field)?;
        let cap = (Exact::of(self.weight) * self.cap.unwrap_or(Decimal::ONE)).value(field)?;
        let (points, how) = match points {
            points if points > cap => (cap, format!("{how}, at most {cap}")),
            points if points < Decimal::ZERO => (Decimal::ZERO, format!("{how}, at least 0")),
            points => (points, how),
        };
        let Some(late) = self.late.filter(|_| value.days_late() > 0) else {
            return Ok(Points { value: points, how });
        };
        let penalty = Exact::of(late.per_day) * u64::from(value.days_late());
        let penalty = penalty.min(late.most.unwrap_or(points)).min(points).value(field)?;
        let how = format!("{how}; less {penalty} for {} days late", value.days_late());
        Ok(Points { value: (Exact::of(points) - penalty).value(field)?, how })
    }

    /// The share of the weight (or the points themselves), and the formula with its numbers.
    fn share(
        &self,
        value: &Value,
        group: &[Decimal],
        field: &str,
    ) -> Result<(Exact, String), Error> {
        let x = || value.single().ok_or_else(|| Error::input(field, "has no value"));
        let weight = self.weight;
        Ok(match self.formula {
            Formula::Completion | Formula::Cumulative => {
                let sum = value.list().iter().fold(Exact::of(Decimal::ZERO), |sum, one| sum + *one);
                let (sum, target) = (sum.value(field)?, self.target(value, field)?);
                (Exact::of(sum) / target, words(format_args!("{weight} × {sum} ÷ {target}")))
            }
            Formula::Reverse => {
                let (x, target) = (x()?, self.target(value, field)?);
                let cap = self.cap.unwrap_or(Decimal::ONE);
                let share = if x <= Decimal::ZERO { Exact::of(cap) } else { Exact::of(target) / x };
                (share, words(format_args!("{weight} × {target} ÷ {x}")))
            }
            Formula::ReverseLinear => {
                let (x, target) = (x()?, self.target(value, field)?);
                (
                    Exact::of(Decimal::TWO) - Exact::of(x) / target,
                    words(format_args!("{weight} × (2 − {x} ÷ {target})")),
                )
            }
            Formula::Trend => {
                let previous = value.full().and_then(|full| full.previous);
                let previous = previous
                    .ok_or_else(|| Error::input(format!("{field}.previous"), "is missing"))?;
                self.all_or_nothing(self.is_better(x()?, previous), x()?, previous)
            }
            Formula::Pass => {
                let (x, target) = (x()?, self.own_target(value, field)?);
                self.all_or_nothing(x == target || self.is_better(x, target), x, target)
            }
            Formula::Range => self.range(x()?, group, field)?,
            Formula::Efficacy => self.efficacy(x()?, field)?,
            Formula::Tiers => self.tiers(x()?)?,
            Formula::Steps => {
                let x = x()?;
                let reached =
                    self.steps.iter().filter(|step| step.from <= x).max_by_key(|step| step.from);
                let points = reached.map_or(Decimal::ZERO, |step| step.points);
                (Exact::of(points), words(format_args!("{x} reaches the step of {points}")))
            }
            Formula::Points => (Exact::of(x()?), "points given".to_owned()),
            Formula::Scaled => (
                Exact::of(x()?) / self.full()?,
                words(format_args!("{weight} × {} ÷ {}", x()?, self.full()?)),
            ),
            Formula::Trimmed => self.trimmed(value.list(), field)?,
            Formula::Rank => {
                let x = x()?;
                let better = match self.direction {
                    Direction::Increase => group.len() - group.partition_point(|other| *other <= x),
                    Direction::Decrease => group.partition_point(|other| *other < x),
                } as u64;
                let count = group.len() as u64;
                let share = Exact::of(count.saturating_sub(better)) / count;
                (share, words(format_args!("{weight} × ({count} − {} + 1) ÷ {count}", better + 1)))
            }
        })
    }

    fn is_better(&self, one: Decimal, other: Decimal) -> bool {
        match self.direction {
            Direction::Increase => one > other,
            Direction::Decrease => one < other,
        }
    }

    fn all_or_nothing(&self, all: bool, x: Decimal, other: Decimal) -> (Exact, String) {
        let share = if all { Decimal::ONE } else { Decimal::ZERO };
        (Exact::of(share), words(format_args!("{} × {share} ({x} against {other})", self.weight)))
    }

    fn own_target(&self, value: &Value, field: &str) -> Result<Decimal, Error> {
        let own = value.full().and_then(|full| full.target);
        own.or(self.target).ok_or_else(|| Error::input(format!("{field}.target"), "is missing"))
    }

    /// A target to divide by.
    fn target(&self, value: &Value, field: &str) -> Result<Decimal, Error> {
        let target = self.own_target(value, field)?;
        if target <= Decimal::ZERO {
            return Err(Error::input(
                format!("{field}.target"),
                format!("{target} is not above zero"),
            ));
        }
        Ok(target)
    }

    fn full(&self) -> Result<Decimal, Error> {
        match self.full.unwrap_or(Decimal::ONE_HUNDRED) {
            full if full > Decimal::ZERO => Ok(full),
            full => Err(Error::input(
                format!("criteria.{}.full", self.id),
                format!("{full} is not above zero"),
            )),
        }
    }

    fn range(&self, x: Decimal, group: &[Decimal], field: &str) -> Result<(Exact, String), Error> {
        let min = self.min.or(group.first().copied()).unwrap_or(x);
        let max = self.max.or(group.last().copied()).unwrap_or(x);
        if max < min {
            return Err(Error::input(format!("criteria.{}.max", self.id), "lies below min"));
        }
        if max == min {
            return Ok((
                Exact::of(Decimal::ONE),
                words(format_args!("{}: all values are equal", self.weight)),
            ));
        }
        let (from, to) = match self.direction {
            Direction::Increase => (min, x),
            Direction::Decrease => (x, max),
        };
        let width = (Exact::of(max) - min).value(field)?;
        let eighty = (Exact::of(to) - from) * Decimal::from(80) / width;
        let how = words(format_args!(
            "{} × (20 + 80 × ({to} − {from}) ÷ ({max} − {min})) ÷ 100",
            self.weight
        ));
        Ok(((eighty + Decimal::from(20)) / Decimal::ONE_HUNDRED, how))
    }

    fn efficacy(&self, x: Decimal, field: &str) -> Result<(Exact, String), Error> {
        let missing =
            |name: &str| Error::input(format!("criteria.{}.{name}", self.id), "is missing");
        let good = self.good.ok_or_else(|| missing("good"))?;
        let bad = self.bad.ok_or_else(|| missing("bad"))?;
        if good == bad {
            return Ok((
                Exact::of(Decimal::ONE),
                words(format_args!("{}: good and bad are equal", self.weight)),
            ));
        }
        let width = (Exact::of(good) - bad).value(field)?;
        let forty = (Exact::of(x) - bad) * Decimal::from(40) / width;
        let how = words(format_args!(
            "{} × (60 + 40 × ({x} − {bad}) ÷ ({good} − {bad})) ÷ 100",
            self.weight
        ));
        Ok(((forty + Decimal::from(60)) / Decimal::ONE_HUNDRED, how))
    }

    /// The coefficient of the standard reached, and a straight line to the next.
    fn tiers(&self, x: Decimal) -> Result<(Exact, String), Error> {
        let field = format!("criteria.{}.standards", self.id);
        let falls = self.standards.windows(2).all(|pair| pair[0] > pair[1]);
        let rises = self.standards.windows(2).all(|pair| pair[0] < pair[1]);
        if self.standards.len() != TIERS.len() || !(falls || rises) {
            return Err(Error::input(field, "takes five values, from excellent to poor"));
        }
        let reaches = |standard: Decimal| if falls { x >= standard } else { x <= standard };
        let coefficient =
            |at: usize| TIERS.get(at).map_or(Decimal::ZERO, |(n, scale)| Decimal::new(*n, *scale));
        Ok(match self.standards.iter().position(|standard| reaches(*standard)) {
            None => {
                (Exact::of(Decimal::ZERO), words(format_args!("{x} is below the poor standard")))
            }
            Some(0) => {
                (Exact::of(Decimal::ONE), words(format_args!("{}: {x} is excellent", self.weight)))
            }
            Some(at) => {
                let (low, up) = (self.standards[at], self.standards[at - 1]);
                let (c_low, c_up) = (coefficient(at), coefficient(at - 1));
                let line = (Exact::of(x) - low) * (c_up - c_low) / (Exact::of(up) - low);
                let how = words(format_args!(
                    "{w} × {c_low} + ({x} − {low}) ÷ ({up} − {low}) × ({w} × {c_up} − {w} × {c_low})",
                    w = self.weight
                ));
                (line + c_low, how)
            }
        })
    }

    fn trimmed(&self, scores: &[Decimal], field: &str) -> Result<(Exact, String), Error> {
        let trim = usize::try_from(self.trim).unwrap_or(usize::MAX);
        let mut sorted = scores.to_vec();
        sorted.sort_unstable();
        let kept = sorted.len().checked_sub(trim.saturating_mul(2)).filter(|kept| *kept > 0);
        let Some(kept) = kept else {
            let problem = format!(
                "{} scores are too few to leave out {} at each end",
                scores.len(),
                self.trim
            );
            return Err(Error::input(field, problem));
        };
        let sum =
            sorted[trim..trim + kept].iter().fold(Exact::of(Decimal::ZERO), |sum, one| sum + *one);
        let sum = sum.value(field)?;
        let full = self.full()?;
        let how = words(format_args!("{} × ({sum} ÷ {kept}) ÷ {full}", self.weight));
        Ok((Exact::of(sum) / (Exact::of(full) * (kept as u64)), how))
    }
}
