use rust_decimal::Decimal;

use crate::power::square_root;
use crate::{Error, Exact};

/// A straight line through observations, by least squares, with what a forecast's interval needs.
pub(super) struct Trend {
    count: Decimal,
    mean_x: Decimal,
    squares_x: Decimal,
    /// Where the line is at `mean_x`.
    mean_y: Decimal,
    /// How much it rises a period.
    pub(super) slope: Decimal,
    /// The variance around the line; `None` with fewer than three observations.
    variance: Option<Decimal>,
}

const FIELD: &str = "observations";

impl Trend {
    /// The line through points (period, value); at least two, of different periods.
    pub(super) fn of(points: &[(i32, Decimal)]) -> Result<Self, Error> {
        let count = points.len() as u64;
        let sum = |of: &dyn Fn(&(i32, Decimal)) -> Exact| {
            points.iter().fold(Exact::of(Decimal::ZERO), |sum, point| sum + of(point))
        };
        let mean_x = (sum(&|point| Exact::of(Decimal::from(point.0))) / count).value(FIELD)?;
        let mean_y = (sum(&|point| Exact::of(point.1)) / count).value(FIELD)?;
        let x = |point: &(i32, Decimal)| Exact::of(Decimal::from(point.0)) - mean_x;
        let y = |point: &(i32, Decimal)| Exact::of(point.1) - mean_y;
        let squares_x = sum(&|point| x(point) * x(point)).value(FIELD)?;
        let slope = (sum(&|point| x(point) * y(point)) / squares_x).value(FIELD)?;
        let off = |point: &(i32, Decimal)| y(point) - x(point) * slope;
        let variance = match count {
            ..3 => None,
            _ => Some((sum(&|point| off(point) * off(point)) / (count - 2)).value(FIELD)?),
        };
        Ok(Self { count: count.into(), mean_x, squares_x, mean_y, slope, variance })
    }

    /// The sum of the line over periods, and its standard error as a forecast.
    ///
    /// For one period that is the usual forecast and its error s · √(1 + 1/n + (x − x̄)² / Σ(x − x̄)²).
    pub(super) fn sum(&self, periods: &[i32]) -> Result<(Decimal, Option<Decimal>), Error> {
        let count = Decimal::from(periods.len() as u64);
        let away = periods.iter().fold(Exact::of(Decimal::ZERO), |sum, period| {
            sum + (Exact::of(Decimal::from(*period)) - self.mean_x)
        });
        let value = (Exact::of(self.mean_y) * count + away * self.slope).value(FIELD)?;
        let Some(variance) = self.variance else { return Ok((value, None)) };
        let spread =
            Exact::of(count) + Exact::of(count) * count / self.count + away * away / self.squares_x;
        let error = square_root((spread * variance).value(FIELD)?);
        Ok((value, Some(error.ok_or_else(|| Error::input(FIELD, "too large to forecast"))?)))
    }
}
