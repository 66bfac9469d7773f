//! Progress towards a target by growth rates 目标进展.
//!
//! Source: the method that Eurostat publishes for the Sustainable Development Goals, as Open SDG implements it: the
//! observed compound annual growth rate over the required one; without a target value, the observed rate itself.
//! Where a rate does not exist (a base of zero, a change of sign) the yearly change takes its place, and cumulative
//! targets compare paces: both our own choice, like the forecast (a straight line with a prediction interval).

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Period;
use super::trend::Trend;
use crate::power::power;
use crate::{Error, Exact, Explained, Parameters, Rule, half_up, settled};

/// `progress.sdg`: status, required and observed growth, forecast.
#[derive(Debug)]
pub struct Sdg;

/// A target and what was observed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The date the rule is asked for; the method has none.
    #[serde(default)]
    pub on: Option<String>,
    /// Which way is better.
    #[serde(default)]
    pub direction: Direction,
    /// The target.
    pub target: Target,
    /// The period the growth is counted from; the first observation when left out.
    #[serde(default)]
    pub base: Option<Period>,
    /// What was observed: one value a period, all periods of one length; 1 to 1,000.
    pub observations: Vec<Observation>,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// More is better.
    #[default]
    #[serde(alias = "up", alias = "positive")]
    Increase,
    /// Less is better.
    #[serde(alias = "down", alias = "negative")]
    Decrease,
}

/// What is to be reached.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The value; not for a target of direction.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub value: Option<Decimal>,
    /// The period by whose end it is to be reached.
    #[serde(default)]
    pub by: Option<Period>,
    /// The first period that counts, for a cumulative target; the first observation when left out.
    #[serde(default)]
    pub from: Option<Period>,
    /// What the value means.
    #[serde(default)]
    pub basis: Basis,
}

/// What a target's value means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The level in the period.
    #[default]
    Level,
    /// The sum of all periods 累计.
    Cumulative,
    /// No value: it is to rise, or fall 进一步提高.
    Direction,
}

/// An observed value.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// The period: `2018`, `2018-Q3`, `2018-09`.
    pub period: Period,
    /// The value.
    #[schemars(with = "String")]
    pub value: Decimal,
}

/// How it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Output {
    /// How it stands.
    pub status: Status,
    /// The observed growth a year (0.05 is five per cent), to 6 places; for a cumulative target, the mean of a period.
    #[schemars(with = "Option<String>")]
    pub actual_growth: Option<Decimal>,
    /// What is required from the base on, likewise.
    #[schemars(with = "Option<String>")]
    pub required_growth: Option<Decimal>,
    /// What is required from now on to reach it still, likewise.
    #[schemars(with = "Option<String>")]
    pub still_required: Option<Decimal>,
    /// Observed over required, to 4 places.
    #[schemars(with = "Option<String>")]
    pub ratio: Option<Decimal>,
    /// Whether growth is a rate, a change of the value, or a pace.
    pub measure: Measure,
    /// The value, or the sum, so far.
    #[schemars(with = "String")]
    pub current: Decimal,
    /// Where it has to be in each period from the base to the target, to 4 places.
    pub required_path: Vec<Point>,
    /// Where it will be when the trend goes on.
    pub forecast: Option<Forecast>,
}

/// What the growth is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// A compound annual growth rate.
    Rate,
    /// A change of the value a year.
    Change,
    /// An amount a period.
    Pace,
}

/// How a target stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Reached 已实现.
    TargetAchieved,
    /// At least 95 % of what is required 进展显著.
    SubstantialProgress,
    /// At least 60 % 进展一般.
    ModerateProgress,
    /// The right way, but too little 进展有限.
    LimitedProgress,
    /// The wrong way 倒退.
    Deterioration,
    /// Too little is known.
    NotAvailable,
}

/// A value of a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Point {
    /// The period.
    #[schemars(with = "String")]
    pub period: Period,
    /// The value.
    #[schemars(with = "String")]
    pub value: Decimal,
}

/// A forecast with its interval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Forecast {
    /// The period it is for.
    #[schemars(with = "String")]
    pub period: Period,
    /// The value, or the sum, to 4 places.
    #[schemars(with = "String")]
    pub value: Decimal,
    /// The lower end of the interval; `null` with fewer than three observations.
    #[schemars(with = "Option<String>")]
    pub low: Option<Decimal>,
    /// The upper end.
    #[schemars(with = "Option<String>")]
    pub high: Option<Decimal>,
    /// How likely the interval holds it: `0.80`.
    #[schemars(with = "String")]
    pub level: Decimal,
    /// Whether the forecast reaches the target.
    pub reaches: Option<bool>,
}

#[derive(Debug, Deserialize)]
struct Terms {
    /// Limits of the ratio with a target value.
    with_target: Limits,
    /// Limits of the rate without one.
    without_target: Limits,
    forecast_level: Decimal,
    /// Quantiles of Student's distribution for one degree of freedom and more.
    quantiles: Vec<Decimal>,
    quantile_beyond: Decimal,
}

#[derive(Debug, Deserialize)]
struct Limits {
    substantial: Decimal,
    moderate: Decimal,
    limited: Decimal,
}

impl Limits {
    fn status(&self, value: Decimal) -> Status {
        match settled(value) {
            value if value >= self.substantial => Status::SubstantialProgress,
            value if value >= self.moderate => Status::ModerateProgress,
            value if value >= self.limited => Status::LimitedProgress,
            _ => Status::Deterioration,
        }
    }
}

impl Direction {
    /// Whether a value is at the target or beyond.
    fn reached(self, value: Decimal, target: Decimal) -> bool {
        match self {
            Self::Increase => value >= target,
            Self::Decrease => value <= target,
        }
    }

    fn sign(self) -> Decimal {
        match self {
            Self::Increase => Decimal::ONE,
            Self::Decrease => Decimal::NEGATIVE_ONE,
        }
    }
}

impl Rule for Sdg {
    const NAME: &'static str = "progress.sdg";
    const FILE: &'static str = include_str!("../../../../rules/progress.sdg.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        static TERMS: Parameters<Terms> = Parameters::of(Sdg::NAME, Sdg::FILE);
        let series = Series::of(input, TERMS.get()?)?;
        let mut explained = Explained::new(())
            .step(format!("base 基期 {}", series.base.0), series.base.1)
            .step(format!("latest 最新 {}", series.latest.0), series.latest.1);
        let output = match (input.target.basis, input.target.value, series.by) {
            (Basis::Direction, ..) => series.direction(&mut explained)?,
            (_, None, _) => return Err(Error::input("target.value", "is missing")),
            (_, _, None) => return Err(Error::input("target.by", "is missing")),
            (Basis::Level, Some(value), Some(by)) => series.level(value, by, &mut explained)?,
            (Basis::Cumulative, Some(value), Some(by)) => {
                series.cumulative(value, by, &mut explained)?
            }
        };
        explained.push("observed growth 实际增速", output.actual_growth);
        explained.push("required growth 所需增速", output.required_growth);
        explained.push("observed over required 比值", output.ratio);
        if let Some(forecast) = &output.forecast {
            explained
                .push(format!("straight line to 趋势预测 {}", forecast.period), forecast.value);
        }
        Ok(explained.step("status 进展", output.status).map(|()| output))
    }
}

/// The observations in order, and the end of the target in their periods.
struct Series<'a> {
    input: &'a Input,
    terms: &'a Terms,
    points: Vec<(Period, Decimal)>,
    base: (Period, Decimal),
    latest: (Period, Decimal),
    by: Option<Period>,
}

impl<'a> Series<'a> {
    fn of(input: &'a Input, terms: &'a Terms) -> Result<Self, Error> {
        let mut points: Vec<_> =
            input.observations.iter().map(|one| (one.period, one.value)).collect();
        let Some((first, _)) = points.first().copied() else {
            return Err(Error::input("observations", "is empty"));
        };
        if points.len() > 1_000 {
            return Err(Error::input("observations", "more than 1000"));
        }
        let other = points.iter().position(|(period, _)| period.months() != first.months());
        if let Some(at) = other {
            let field = format!("observations[{at}].period");
            return Err(Error::input(field, "all periods must have the same length"));
        }
        points.sort_unstable_by_key(|(period, _)| *period);
        if let Some(pair) = points.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(Error::input("observations", format!("{} is there twice", pair[0].0)));
        }
        let base = match input.base {
            None => points.first(),
            Some(base) => points.iter().find(|(period, _)| *period == base),
        };
        let base =
            *base.ok_or_else(|| Error::input("base", "there is no observation of that period"))?;
        let by = match input.target.by {
            Some(by) if by.months() < first.months() => {
                return Err(Error::input("target.by", "is shorter than the observations' periods"));
            }
            by => by.map(|by| by.last_within(first.months())),
        };
        let latest = *points.last().unwrap_or(&base);
        Ok(Self { input, terms, points, base, latest, by })
    }

    /// Growth a year between two points: a rate, or the change where no rate exists.
    fn growth(
        &self,
        from: (Period, Decimal),
        to: (Period, Decimal),
        measure: Measure,
    ) -> Result<Option<Decimal>, Error> {
        let periods = to.0.since(from.0).filter(|periods| *periods > 0);
        let Some(months) =
            periods.and_then(|periods| u32::try_from(periods * from.0.months()).ok())
        else {
            return Ok(None);
        };
        let change = (Exact::of(to.1) - from.1) * Decimal::from(12) / u64::from(months);
        if measure == Measure::Change {
            return change.value("observations").map(Some);
        }
        let ratio = (Exact::of(to.1) / from.1).value("observations")?;
        let common = gcd(12, months);
        let root = power(ratio, 12 / common, months / common);
        let root = root.ok_or_else(|| Error::input("observations", "grow too fast to compute"))?;
        Ok(Some((Exact::of(root) - Decimal::ONE).value("observations")?))
    }

    /// Whether growth can be a rate: no zero at the base, no change of sign.
    fn measure(&self, target: Option<Decimal>) -> Measure {
        let base = self.base.1;
        let same =
            |value: Decimal| value.is_zero() || value.is_sign_negative() == base.is_sign_negative();
        let rate = !base.is_zero() && same(self.latest.1) && target.is_none_or(same);
        if rate { Measure::Rate } else { Measure::Change }
    }

    /// A rate of negative values has the other sign: −10 to −5 is a rise.
    fn sign(&self, measure: Measure) -> Decimal {
        let negative = measure == Measure::Rate && self.base.1.is_sign_negative();
        if negative { -self.input.direction.sign() } else { self.input.direction.sign() }
    }

    fn level(
        &self,
        target: Decimal,
        by: Period,
        explained: &mut Explained<()>,
    ) -> Result<Output, Error> {
        if by <= self.base.0 {
            return Err(Error::input(
                "target.by",
                format!("is not after the base ({})", self.base.0),
            ));
        }
        let measure = self.measure(Some(target));
        let actual = self.growth(self.base, self.latest, measure)?;
        let required = self.growth(self.base, (by, target), measure)?;
        let still = self.growth(self.latest, (by, target), self.rate_from_latest(measure))?;
        let sign = self.sign(measure);
        let reached = self.input.direction.reached(self.latest.1, target);
        let ratio = match (actual, required) {
            (Some(actual), Some(required)) if !required.is_zero() => {
                Some((Exact::of(actual) * sign / required.abs()).value("target.value")?)
            }
            _ => None,
        };
        let status = match (reached, ratio, actual) {
            (true, ..) => Status::TargetAchieved,
            (false, Some(ratio), _) => self.terms.with_target.status(ratio),
            (false, None, Some(_)) => Status::Deterioration, // It stood at the target before.
            (false, None, None) => Status::NotAvailable,
        };
        explained.push(format!("target 目标值 {by}"), target);
        Ok(Output {
            status,
            actual_growth: actual.map(|growth| half_up(growth, 6)),
            required_growth: required.map(|growth| half_up(growth, 6)),
            still_required: still.filter(|_| !reached).map(|growth| half_up(growth, 6)),
            ratio: ratio.map(|ratio| half_up(ratio, 4)),
            measure,
            current: self.latest.1,
            required_path: self.path(required, by, measure, target)?,
            forecast: self.forecast(by, Some(target))?,
        })
    }

    fn rate_from_latest(&self, measure: Measure) -> Measure {
        if self.latest.1.is_zero() { Measure::Change } else { measure }
    }

    /// Where the value has to be in each period.
    fn path(
        &self,
        required: Option<Decimal>,
        by: Period,
        measure: Measure,
        target: Decimal,
    ) -> Result<Vec<Point>, Error> {
        let (Some(required), Some(periods)) = (required, by.since(self.base.0)) else {
            return Ok(Vec::new());
        };
        let months = u32::try_from(self.base.0.months()).unwrap_or(12);
        let mut path = Vec::new();
        for passed in (0..=periods).take(1_001) {
            let growth = Exact::of(required);
            let part = u32::try_from(passed).unwrap_or(0) * months;
            let value = match measure {
                _ if passed == periods => Exact::of(target),
                Measure::Rate => {
                    let common = gcd(part.max(1), 12);
                    let factor = (growth + Decimal::ONE).max(Decimal::ZERO).value("target")?;
                    let grown = power(factor, part / common, 12 / common);
                    let grown = grown.ok_or_else(|| Error::input("target", "grows too fast"))?;
                    Exact::of(self.base.1) * grown
                }
                _ => growth * u64::from(part) / Decimal::from(12) + self.base.1,
            };
            let value = half_up(value.value("target.value")?, 4);
            path.push(Point { period: self.base.0.plus(passed), value });
        }
        Ok(path)
    }

    fn direction(&self, explained: &mut Explained<()>) -> Result<Output, Error> {
        let measure = self.measure(None);
        let actual = self.growth(self.base, self.latest, measure)?;
        let sign = self.sign(measure);
        let status = match (actual, measure) {
            (None, _) => Status::NotAvailable,
            (Some(growth), Measure::Rate) => self.terms.without_target.status(growth * sign),
            (Some(growth), _) if (growth * sign) > Decimal::ZERO => Status::ModerateProgress,
            (Some(growth), _) if growth.is_zero() => Status::LimitedProgress,
            (Some(_), _) => Status::Deterioration,
        };
        explained.push("no target value: the rate itself is judged 无量化目标", measure);
        let next = self.by.unwrap_or_else(|| self.latest.0.plus(1));
        Ok(Output {
            status,
            actual_growth: actual.map(|growth| half_up(growth, 6)),
            required_growth: None,
            still_required: None,
            ratio: None,
            measure,
            current: self.latest.1,
            required_path: Vec::new(),
            forecast: self.forecast(next, None)?,
        })
    }

    fn cumulative(
        &self,
        target: Decimal,
        by: Period,
        explained: &mut Explained<()>,
    ) -> Result<Output, Error> {
        let from = self.input.target.from.unwrap_or(self.points[0].0);
        let periods = by.since(from).map(|periods| periods + 1).filter(|periods| *periods > 0);
        let Some(periods) = periods.and_then(|periods| u64::try_from(periods).ok()) else {
            return Err(Error::input(
                "target.by",
                "is not after target.from, or of another length",
            ));
        };
        let counts = |point: &&(Period, Decimal)| point.0 >= from && point.0 <= by;
        let counted: Vec<_> = self.points.iter().filter(counts).collect();
        let sum = counted.iter().fold(Exact::of(Decimal::ZERO), |sum, point| sum + point.1);
        let current = sum.value("observations")?;
        let seen = counted.len() as u64;
        let required = (Exact::of(target) / periods).value("target.value")?;
        let actual = if seen == 0 { None } else { Some((sum / seen).value("observations")?) };
        let left = periods.saturating_sub(seen);
        let still = if left == 0 {
            None
        } else {
            Some(((Exact::of(target) - current) / left).value("target")?)
        };
        let sign = self.input.direction.sign();
        let ratio = match actual {
            Some(actual) if !required.is_zero() => {
                let by_pace = Exact::of(actual) / required.abs();
                let within = Exact::of(Decimal::TWO) - by_pace; // Less is better: twice the pace is none.
                Some(if sign.is_sign_negative() { within } else { by_pace }.value("target.value")?)
            }
            _ => None,
        };
        let over = self.input.direction == Direction::Increase || left == 0;
        let status = match ratio {
            _ if over && seen > 0 && self.input.direction.reached(current, target) => {
                Status::TargetAchieved
            }
            Some(ratio) => self.terms.with_target.status(ratio),
            None => Status::NotAvailable,
        };
        explained.push(format!("sum of {seen} periods from {from} 累计"), current);
        explained.push(format!("target for {periods} periods 目标值"), target);
        Ok(Output {
            status,
            actual_growth: actual.map(|pace| half_up(pace, 6)),
            required_growth: Some(half_up(required, 6)),
            still_required: still
                .filter(|_| status != Status::TargetAchieved)
                .map(|pace| half_up(pace, 6)),
            ratio: ratio.map(|ratio| half_up(ratio, 4)),
            measure: Measure::Pace,
            current,
            required_path: cumulative_path(from, periods, target)?,
            forecast: self.forecast_sum(from, by, current, target)?,
        })
    }

    fn forecast(&self, period: Period, target: Option<Decimal>) -> Result<Option<Forecast>, Error> {
        self.line(period, &[period], Decimal::ZERO, target)
    }

    /// What was observed, and the line for the periods that were not.
    fn forecast_sum(
        &self,
        from: Period,
        by: Period,
        current: Decimal,
        target: Decimal,
    ) -> Result<Option<Forecast>, Error> {
        let periods = by.since(from).unwrap_or(0).min(3_000);
        let all = (0..=periods).map(|passed| from.plus(passed));
        let seen: std::collections::BTreeSet<_> =
            self.points.iter().map(|(period, _)| *period).collect();
        let open: Vec<_> = all.filter(|period| !seen.contains(period)).collect();
        self.line(by, &open, current, Some(target))
    }

    fn line(
        &self,
        period: Period,
        open: &[Period],
        known: Decimal,
        target: Option<Decimal>,
    ) -> Result<Option<Forecast>, Error> {
        if self.points.len() < 2 {
            return Ok(None);
        }
        let place = |period: &Period| period.since(self.points[0].0).unwrap_or(0);
        let points: Vec<_> =
            self.points.iter().map(|(period, value)| (place(period), *value)).collect();
        let trend = Trend::of(&points)?;
        let (value, error) = trend.sum(&open.iter().map(place).collect::<Vec<_>>())?;
        let value = (Exact::of(value) + known).value("observations")?;
        let quantile = self.terms.quantiles.get(points.len().saturating_sub(3));
        let quantile = *quantile.unwrap_or(&self.terms.quantile_beyond);
        let wide =
            error.map(|error| (Exact::of(error) * quantile).value("observations")).transpose()?;
        let end = |sign: Decimal| {
            let end = wide.map(|wide| (Exact::of(wide) * sign + value).value("observations"));
            end.transpose().map(|end| end.map(|end| half_up(end, 4)))
        };
        Ok(Some(Forecast {
            period,
            value: half_up(value, 4),
            low: end(Decimal::NEGATIVE_ONE)?,
            high: end(Decimal::ONE)?,
            level: self.terms.forecast_level,
            reaches: target.map(|target| self.input.direction.reached(settled(value), target)),
        }))
    }
}

fn cumulative_path(from: Period, periods: u64, target: Decimal) -> Result<Vec<Point>, Error> {
    let point = |passed: u64| {
        let value = (Exact::of(target) * (passed + 1) / periods).value("target.value")?;
        let period = from.plus(i32::try_from(passed).unwrap_or(i32::MAX));
        Ok(Point { period, value: half_up(value, 4) })
    };
    (0..periods.min(1_000)).map(point).collect()
}

fn gcd(one: u32, other: u32) -> u32 {
    if other == 0 { one.max(1) } else { gcd(other, one % other) }
}
