//! A small chart of what was observed, year by year, with the line of the target: drawn without scripts.

use luoshi_delivery::{Indicator, Observation, Target};
use luoshi_service::Measured;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

/// Height of the drawing in its own units.
const HEIGHT: u32 = 96;
/// Height of the plot: above it stand values, below it years.
const PLOT: u32 = 62;
/// Where the plot begins.
const TOP: u32 = 16;
/// Width a bar has to itself.
const STEP: u32 = 62;
/// Width of a bar.
const BAR: u32 = 30;
/// The most bars that can be told apart.
const MOST: usize = 8;

/// The chart.
pub(crate) struct Spark {
    pub(crate) width: u32,
    pub(crate) bars: Vec<Bar>,
    /// Where the target's value stands; none where it is one of a sum.
    pub(crate) target: Option<u32>,
}

/// A value of a period.
pub(crate) struct Bar {
    pub(crate) period: String,
    /// The value as people read it; none for one that was not found.
    pub(crate) value: Option<String>,
    /// Whether the verdict rests on it.
    pub(crate) counts: bool,
    pub(crate) left: u32,
    pub(crate) middle: u32,
    pub(crate) top: u32,
    pub(crate) height: u32,
}

impl Bar {
    /// Where its value is written: just above it.
    pub(crate) fn label(&self) -> u32 {
        self.top.saturating_sub(4)
    }

    pub(crate) const WIDTH: u32 = BAR;
}

impl Spark {
    pub(crate) const HEIGHT: u32 = HEIGHT;
    /// Where bars stand.
    pub(crate) const GROUND: u32 = TOP + PLOT;
    /// Where years are written.
    pub(crate) const YEARS: u32 = HEIGHT - 3;

    /// The chart of a target; none where there is nothing to draw.
    pub(crate) fn of(target: &Target, measured: &Measured) -> Option<Self> {
        let series = measured.series.as_ref()?;
        let best = series.best();
        let shown = &best[best.len().saturating_sub(MOST)..];
        let in_unit = |value: Decimal| in_unit(&series.indicator, target, value);
        let line = target.value.filter(|_| !measured.outcome.is_sum());
        let values = shown.iter().filter_map(|it| in_unit(it.value?));
        let most = values.chain(line).max().filter(|most| *most > Decimal::ZERO)?;
        let bars = shown.iter().zip(0u32..).map(|(observation, at)| {
            let value = observation.value.and_then(in_unit);
            let height = value.map_or(0, |value| height(value, most));
            let left = at * STEP + (STEP - BAR) / 2;
            Bar {
                period: observation.period.to_string(),
                value: value.map(|value| value.normalize().to_string()),
                counts: counts(measured, observation),
                left,
                middle: left + BAR / 2,
                top: Self::GROUND - height,
                height,
            }
        });
        let bars: Vec<Bar> = bars.collect();
        let width = STEP * u32::try_from(bars.len()).unwrap_or(1);
        let target = line.map(|line| Self::GROUND - height(line, most));
        Some(Self { width, bars, target })
    }
}

fn in_unit(indicator: &Indicator, target: &Target, value: Decimal) -> Option<Decimal> {
    match &target.unit {
        Some(unit) => indicator.in_unit(value, unit),
        None => Some(value),
    }
}

fn counts(measured: &Measured, observation: &Observation) -> bool {
    measured.outcome.inputs.iter().any(|input| input.period == observation.period)
}

/// The height of a value where the greatest fills the plot.
fn height(value: Decimal, most: Decimal) -> u32 {
    let share = value.max(Decimal::ZERO).checked_div(most).unwrap_or_default();
    (share * Decimal::from(PLOT)).round().to_u32().unwrap_or(PLOT).min(PLOT)
}
