//! Indices of congestion 延时指数、交通拥堵指数.
//!
//! Delay index TTI = Σ travel time ÷ Σ free-flow travel time. Traffic performance index TPI, 0 to 10: a function of the
//! share of severely congested road, weighted over classes of roads; linear between the points of its table.
//! Source: GB/T 33171-2016, DB11/T 785-2011 (annex C); tables and worked examples in `rules/traffic.tpi.yaml`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Amount, Dated, Error, Exact, Explained, Parameters, Rate, Rule, half_up, settled};

/// `traffic.tpi`: delay index, congestion index, and their levels.
#[derive(Debug)]
pub struct Tpi;

/// Segments for the delay index, classes of roads for the congestion index, or both.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Observed {
    /// The day of the observation; the latest tables when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
    /// Segments of roads, at most 100,000.
    #[serde(default)]
    pub segments: Vec<Segment>,
    /// Classes of roads with their weights, which sum to 1.
    #[serde(default)]
    pub classes: Vec<ClassShare>,
}

/// A segment of a road.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// Its length in km.
    #[serde(alias = "l")]
    pub length: Amount,
    /// The mean speed in km/h.
    #[serde(alias = "v")]
    pub speed: Amount,
    /// The speed of free flow in km/h 自由流速度; needed for the delay index.
    #[serde(default, alias = "vf")]
    pub free_speed: Option<Amount>,
    /// Its class, for its state.
    #[serde(default)]
    pub class: Option<RoadClass>,
}

/// A class of roads 道路等级.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RoadClass {
    /// 快速路
    #[serde(alias = "快速路")]
    Expressway,
    /// 主干路
    #[serde(alias = "主干路")]
    Arterial,
    /// 次干路
    #[serde(alias = "次干路")]
    Secondary,
    /// 支路
    #[serde(alias = "支路")]
    Branch,
}

/// How much of a class is severely congested.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassShare {
    /// The class.
    pub class: RoadClass,
    /// The share of its length that is severely congested; when left out, that of the segments of the class.
    #[serde(default)]
    pub share: Option<Rate>,
    /// Its weight, by vehicle kilometres.
    pub weight: Rate,
}

/// The indices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Congestion {
    /// The delay index, to three places.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub tti: Option<Decimal>,
    /// Its level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tti_level: Option<&'static str>,
    /// The weighted share of severely congested road.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub share: Option<Decimal>,
    /// The congestion index, to two places.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub tpi: Option<Decimal>,
    /// Its level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tpi_level: Option<&'static str>,
    /// The state of every segment whose class is given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<SegmentState>,
}

/// The state of a segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SegmentState {
    /// Its place in the input, from 0.
    pub segment: usize,
    /// Its state.
    pub state: &'static str,
}

#[derive(Debug, Deserialize)]
struct Terms {
    tables: Dated<Tables>,
}

#[derive(Debug, Deserialize)]
struct Tables {
    tti_levels: Levels,
    tpi_levels: Levels,
    tpi_points: Vec<(Decimal, Decimal)>,
    states: Vec<String>,
    speeds: BTreeMap<RoadClass, Vec<Decimal>>,
}

/// Levels by the largest value of each; the last has none.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
struct Levels(Vec<(Option<Decimal>, String)>);

const MOST_SEGMENTS: usize = 100_000;

impl Rule for Tpi {
    const NAME: &'static str = "traffic.tpi";
    const FILE: &'static str = include_str!("../../../../rules/traffic.tpi.yaml");
    type Input = Observed;
    type Output = Congestion;

    fn evaluate(input: &Observed) -> Result<Explained<Congestion>, Error> {
        static TERMS: Parameters<Terms> = Parameters::of(Tpi::NAME, Tpi::FILE);
        let tables = TERMS.get()?.tables.on_or_last(input.on)?;
        if input.segments.is_empty() && input.classes.is_empty() {
            return Err(Error::input("segments", "is missing (or give `classes`)"));
        }
        if input.segments.len() > MOST_SEGMENTS {
            return Err(Error::input("segments", format!("more than {MOST_SEGMENTS}")));
        }
        let delay = delay(input)?;
        let weighted = weighted(input, tables)?;
        let congestion = Congestion {
            tti: delay.value.map(|tti| half_up(tti, 3).normalize()),
            tti_level: delay.value.and_then(|tti| tables.tti_levels.of(tti)),
            share: weighted.value.map(|(share, _)| share.normalize()),
            tpi: weighted.value.map(|(_, tpi)| half_up(tpi, 2).normalize()),
            tpi_level: weighted.value.and_then(|(_, tpi)| tables.tpi_levels.of(tpi)),
            segments: states(input, tables),
        };
        let mut steps = Explained::new(()).and(delay.steps).and(weighted.steps);
        if let Some(level) = congestion.tti_level {
            steps.push("level of the delay index 延时等级", level);
        }
        if let Some(level) = congestion.tpi_level {
            steps.push("level of the congestion index 拥堵等级", level);
        }
        Ok(steps.map(|()| congestion))
    }
}

/// Σ L ÷ v over Σ L ÷ v of free flow; nothing when no segment has a free speed.
fn delay(input: &Observed) -> Result<Explained<Option<Decimal>>, Error> {
    let mut steps = Explained::new(None);
    if input.segments.iter().all(|segment| segment.free_speed.is_none()) {
        return Ok(steps);
    }
    let (mut actual, mut free) = (Exact::of(Decimal::ZERO), Exact::of(Decimal::ZERO));
    for (at, segment) in input.segments.iter().enumerate() {
        let field = |name: &str| format!("segments[{at}].{name}");
        let free_speed = segment.free_speed.ok_or_else(|| {
            Error::input(field("free_speed"), "is missing (other segments have one)")
        })?;
        let (length, speed) = (segment.length.value(), segment.speed.value());
        let minutes = |speed: Decimal, name: &str| {
            if speed.is_zero() {
                return Err(Error::input(field(name), "is zero"));
            }
            (Exact::of(length) * Decimal::from(60) / speed).value(&field(name))
        };
        let (now, then) = (minutes(speed, "speed")?, minutes(free_speed.value(), "free_speed")?);
        steps.push(
            format!(
                "segment {at}: minutes 60 × {length} ÷ {speed}, free 60 × {length} ÷ {}",
                free_speed.value()
            ),
            [half_up(now, 4), half_up(then, 4)],
        );
        (actual, free) = (actual + now, free + then);
    }
    let (actual, free) = (actual.value("segments")?, free.value("segments")?);
    let tti = settled((Exact::of(actual) / free).value("segments")?);
    let step = format!("delay index 延时指数 {} ÷ {}", half_up(actual, 4), half_up(free, 4));
    Ok(steps.step(step, half_up(tti, 3)).map(|_| Some(tti)))
}

/// The weighted share of severely congested road, and the index it gives.
fn weighted(
    input: &Observed,
    tables: &Tables,
) -> Result<Explained<Option<(Decimal, Decimal)>>, Error> {
    let steps = Explained::new(None);
    if input.classes.is_empty() {
        return Ok(steps);
    }
    let (mut sum, mut weights) = (Exact::of(Decimal::ZERO), Exact::of(Decimal::ZERO));
    let (mut seen, mut terms) = (BTreeSet::new(), Vec::new());
    for (at, class) in input.classes.iter().enumerate() {
        let field = |name: &str| format!("classes[{at}].{name}");
        if !seen.insert(class.class) {
            return Err(Error::input(field("class"), format!("{:?} stands twice", class.class)));
        }
        let share = match class.share {
            Some(share) => share.value(),
            None => severe_share(input, class.class, tables, &field("share"))?,
        };
        if share > Decimal::ONE {
            return Err(Error::input(field("share"), format!("{share} is more than the whole")));
        }
        terms.push(format!("{share} × {}", class.weight.value()));
        sum = sum + Exact::of(share) * class.weight.value();
        weights = weights + class.weight.value();
    }
    let (share, weights) = (sum.value("classes")?, weights.value("classes")?);
    if weights != Decimal::ONE {
        return Err(Error::input("classes", format!("weights sum to {weights}, not to 1")));
    }
    let share = settled(share);
    let steps = steps.step(
        format!("share of severely congested road 严重拥堵里程比例 {}", terms.join(" + ")),
        share,
    );
    let index = tables.index(share)?;
    Ok(steps.and(index.steps).map(|_| Some((share, index.value))))
}

/// The share of a class' length whose state is the worst.
fn severe_share(
    input: &Observed,
    class: RoadClass,
    tables: &Tables,
    field: &str,
) -> Result<Decimal, Error> {
    let (mut severe, mut all) = (Exact::of(Decimal::ZERO), Exact::of(Decimal::ZERO));
    for segment in input.segments.iter().filter(|segment| segment.class == Some(class)) {
        all = all + segment.length.value();
        if tables.state(class, segment.speed.value()) == tables.states.last().map(String::as_str) {
            severe = severe + segment.length.value();
        }
    }
    let (severe, all) = (severe.value(field)?, all.value(field)?);
    if all.is_zero() {
        return Err(Error::input(field, "is missing, and no segment is of this class"));
    }
    Ok(settled((Exact::of(severe) / all).value(field)?))
}

fn states(input: &Observed, tables: &'static Tables) -> Vec<SegmentState> {
    let segments = input.segments.iter().enumerate();
    segments
        .filter_map(|(at, segment)| {
            let state = tables.state(segment.class?, segment.speed.value())?;
            Some(SegmentState { segment: at, state })
        })
        .collect()
}

impl Levels {
    fn of(&self, value: Decimal) -> Option<&str> {
        let level = self.0.iter().find(|(most, _)| most.is_none_or(|most| value <= most));
        level.map(|(_, name)| name.as_str())
    }
}

impl Tables {
    /// The state of a road at a speed: the first whose speed it exceeds, else the worst.
    fn state(&self, class: RoadClass, speed: Decimal) -> Option<&str> {
        let speeds = self.speeds.get(&class)?;
        let at = speeds.iter().position(|above| speed > *above).unwrap_or(speeds.len());
        self.states.get(at).map(String::as_str)
    }

    /// The index of a share: linear between the points of the table, the last beyond it.
    fn index(&self, share: Decimal) -> Result<Explained<Decimal>, Error> {
        let pair = self.tpi_points.windows(2).find_map(|pair| match pair {
            [from, to] if share < to.0 => Some((from, to)),
            _ => None,
        });
        let Some(((from, low), (to, high))) = pair else {
            let most = self.tpi_points.last().map_or(Decimal::TEN, |(_, index)| *index);
            return Ok(Explained::new(most).step("congestion index, beyond the table", most));
        };
        let rise = (Exact::of(share) - *from) * (*high - *low) / (*to - *from);
        let index = settled((rise + *low).value("classes")?);
        let step = format!(
            "congestion index 拥堵指数 {low} + ({share} − {from}) × ({high} − {low}) ÷ ({to} − {from})"
        );
        Ok(Explained::new(index).step(step, half_up(index, 2)))
    }
}
