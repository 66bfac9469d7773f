//! Charts of series and counts, drawn as SVG without scripts. Beside each stands its table.

use luoshi_delivery::{Observation, Period, Series};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

/// Size of the drawing in its own units.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 260.0;
/// Room around the plot: for numbers at the left, for periods below.
const LEFT: f64 = 64.0;
const RIGHT: f64 = 24.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 34.0;
/// The most periods that can be read below the plot.
const MOST_LABELS: usize = 12;
/// The share of a column that its bars fill.
const FILLED: f64 = 0.7;

/// What is drawn.
#[derive(Clone, Debug)]
pub(crate) struct Chart {
    pub(crate) ticks: Vec<Mark>,
    pub(crate) labels: Vec<Mark>,
    pub(crate) lines: Vec<Line>,
    pub(crate) bars: Vec<Bar>,
    /// The line of a target, with its value.
    pub(crate) goal: Option<Mark>,
}

/// A place on an axis and what is written there.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) at: String,
    pub(crate) text: String,
}

/// One series as a line.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Which of the series, from 1: its colour and dash.
    pub(crate) number: usize,
    pub(crate) points: String,
    pub(crate) dots: Vec<Dot>,
}

/// A value of a line.
#[derive(Clone, Debug)]
pub(crate) struct Dot {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) told: String,
}

/// A value as a bar.
#[derive(Clone, Debug)]
pub(crate) struct Bar {
    pub(crate) number: usize,
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) width: String,
    pub(crate) height: String,
    pub(crate) told: String,
}

/// Some values over the same columns: what is drawn of one series.
pub(crate) type Values = Vec<Option<Decimal>>;

/// How values become places.
struct Plane {
    columns: usize,
    low: f64,
    high: f64,
}

impl Plane {
    fn of<'v>(columns: usize, values: impl Iterator<Item = &'v Decimal>) -> Option<(Self, f64)> {
        let values: Vec<f64> = values.filter_map(Decimal::to_f64).collect();
        if columns == 0 || values.is_empty() {
            return None;
        }
        let most = values.iter().copied().fold(0.0, f64::max);
        let least = values.iter().copied().fold(0.0, f64::min);
        let step = step((most - least) / 4.0);
        let low = (least / step).floor() * step;
        let high = ((most / step).ceil() * step).max(low + step);
        Some((Self { columns, low, high }, step))
    }

    fn width(&self) -> f64 {
        (WIDTH - LEFT - RIGHT) / self.columns as f64
    }

    fn x(&self, column: usize) -> f64 {
        LEFT + self.width() * (column as f64 + 0.5)
    }

    fn y(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - share)
    }
}

/// A round step near `rough`: 1, 2 or 5 times a power of ten.
fn step(rough: f64) -> f64 {
    if rough <= 0.0 {
        return 1.0;
    }
    let mut power = 1.0;
    while power * 10.0 <= rough {
        power *= 10.0;
    }
    while power > rough {
        power /= 10.0;
    }
    let round = [1.0, 2.0, 5.0, 10.0].into_iter().find(|it| it * power >= rough);
    round.unwrap_or(10.0) * power
}

fn place(value: f64) -> String {
    format!("{value:.1}")
}

impl Chart {
    pub(crate) const WIDTH: f64 = WIDTH;
    pub(crate) const HEIGHT: f64 = HEIGHT;
    pub(crate) const LEFT: f64 = LEFT;
    /// Where the plot ends at the right.
    pub(crate) const END: f64 = WIDTH - RIGHT;
    /// Where periods are written.
    pub(crate) const FOOT: f64 = HEIGHT - 12.0;

    /// Lines over columns; none where there is nothing to draw.
    pub(crate) fn lines(columns: &[String], all: &[Values], goal: Option<Decimal>) -> Option<Self> {
        let mut chart = Self::ground(columns, all, goal)?;
        let (plane, _) = chart.0;
        chart.1.lines = all.iter().zip(1..).map(|(it, at)| line(&plane, columns, it, at)).collect();
        Some(chart.1)
    }

    /// Bars over columns, those of several series side by side.
    pub(crate) fn bars(columns: &[String], all: &[Values]) -> Option<Self> {
        let (plane, mut chart) =
            Self::ground(columns, all, None).map(|((plane, _), it)| (plane, it))?;
        let width = plane.width() * FILLED / all.len().max(1) as f64;
        for (values, series) in all.iter().zip(0usize..) {
            for (column, value) in values.iter().enumerate() {
                let Some((number, shown)) = value.and_then(|it| Some((it.to_f64()?, it))) else {
                    continue;
                };
                let (y, zero) = (plane.y(number), plane.y(0.0));
                let left = plane.x(column) - plane.width() * FILLED / 2.0;
                chart.bars.push(Bar {
                    number: series + 1,
                    x: place(left + width * series as f64),
                    y: place(y.min(zero)),
                    width: place(width),
                    height: place((zero - y).abs()),
                    told: format!("{} {}", columns[column], shown.normalize()),
                });
            }
        }
        Some(chart)
    }

    /// The plane with its axes.
    fn ground(
        columns: &[String],
        all: &[Values],
        goal: Option<Decimal>,
    ) -> Option<((Plane, f64), Self)> {
        let values = all.iter().flatten().flatten().chain(goal.as_ref());
        let (plane, step) = Plane::of(columns.len(), values)?;
        let count = ((plane.high - plane.low) / step).round() as usize;
        let ticks = (0..=count).map(|at| {
            let value = plane.low + step * at as f64;
            Mark { at: place(plane.y(value)), text: tick(value, step) }
        });
        let every = columns.len().div_ceil(MOST_LABELS).max(1);
        let labels = columns.iter().enumerate().rev().step_by(every);
        let labels = labels.map(|(at, text)| Mark { at: place(plane.x(at)), text: text.clone() });
        let goal = goal.and_then(|goal| {
            let at = place(plane.y(goal.to_f64()?));
            Some(Mark { at, text: goal.normalize().to_string() })
        });
        let (ticks, labels) = (ticks.collect(), labels.collect());
        let chart = Self { ticks, labels, lines: Vec::new(), bars: Vec::new(), goal };
        Some(((plane, step), chart))
    }
}

fn tick(value: f64, step: f64) -> String {
    let mut places = 0;
    let mut least = step;
    while least < 1.0 && places < 6 {
        least *= 10.0;
        places += 1;
    }
    format!("{value:.places$}")
}

fn line(plane: &Plane, columns: &[String], values: &Values, number: usize) -> Line {
    let known = values.iter().enumerate().filter_map(|(at, value)| {
        let shown = (*value)?;
        let (x, y) = (place(plane.x(at)), place(plane.y(shown.to_f64()?)));
        Some(Dot { x, y, told: format!("{} {}", columns[at], shown.normalize()) })
    });
    let dots: Vec<Dot> = known.collect();
    let points = dots.iter().map(|dot| format!("{},{}", dot.x, dot.y)).collect::<Vec<_>>();
    Line { number, points: points.join(" "), dots }
}

/// The periods any of the series speaks of, in the order of time, and the best value of each series there.
pub(crate) fn over_time(all: &[&Series]) -> (Vec<String>, Vec<Values>) {
    let mut periods: Vec<_> =
        all.iter().flat_map(|it| it.observations.iter().map(|of| of.period)).collect();
    periods.sort_by_key(|period| (period.last_day(), period.first_day()));
    periods.dedup();
    let values = all.iter().map(|series| {
        let best: Vec<&Observation> = series.best();
        let value =
            |period: &Period| best.iter().find(|it| it.period == *period).and_then(|it| it.value);
        periods.iter().map(value).collect()
    });
    let values = values.collect();
    (periods.iter().map(ToString::to_string).collect(), values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_ticks_hold_every_value() {
        for (rough, expected) in [(0.03, 0.05), (0.9, 1.0), (3.0, 5.0), (700.0, 1000.0)] {
            assert!((step(rough) - expected).abs() < 1e-9, "{rough}: {}", step(rough));
        }
        let columns: Vec<String> = (2010..2021).map(|year| year.to_string()).collect();
        let values: Values = (0..11).map(|at| Some(Decimal::from(at * 37 - 40))).collect();
        let chart = Chart::bars(&columns, &[values]).unwrap();
        assert_eq!(chart.bars.len(), 11);
        assert_eq!(chart.ticks.first().unwrap().text, "-100");
        assert_eq!(chart.labels.len(), 11);
        assert!(Chart::lines(&columns, &[vec![None; 11]], None).is_none());
    }
}
