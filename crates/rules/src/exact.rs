use std::ops::{Add, Div, Mul, Sub};

use rust_decimal::{Decimal, RoundingStrategy};

use crate::Error;

/// A decimal computation that remembers having left what a decimal can hold, instead of panicking.
///
/// Sums and products are exact up to 28 digits, quotients are rounded there. Multiply before dividing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact(Option<Decimal>);

/// Half away from zero 四舍五入, to so many places: the rounding of every rule that does not say otherwise.
pub fn half_up(value: Decimal, places: u32) -> Decimal {
    let mut value = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    value.rescale(places);
    if value.is_zero() {
        value.set_sign_positive(true); // There is no -0.00 on paper.
    }
    value
}

/// Takes away the noise of quotients (20 places stay), so that equal scores are equal and limits are met.
pub fn settled(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(20, RoundingStrategy::MidpointAwayFromZero).normalize()
}

impl Exact {
    /// A computation that starts with this value.
    pub fn of(value: impl Into<Self>) -> Self {
        value.into()
    }

    /// The result. `field` names the input that made it too large, or that it was divided by.
    pub fn value(self, field: &str) -> Result<Decimal, Error> {
        self.value_of(|| field.to_owned())
    }

    /// The result; the field is only named when there is none.
    pub fn value_of(self, field: impl FnOnce() -> String) -> Result<Decimal, Error> {
        self.0.ok_or_else(|| {
            Error::input(field(), "too large (or too small to divide by) to compute exactly")
        })
    }

    /// Not more than `most`.
    #[must_use]
    pub fn min(self, most: Decimal) -> Self {
        Self(self.0.map(|value| value.min(most)))
    }

    /// Not less than `least`.
    #[must_use]
    pub fn max(self, least: Decimal) -> Self {
        Self(self.0.map(|value| value.max(least)))
    }

    fn with(self, other: impl Into<Self>, how: fn(Decimal, Decimal) -> Option<Decimal>) -> Self {
        Self(self.0.zip(other.into().0).and_then(|(one, other)| how(one, other)))
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        Self(Some(value))
    }
}

impl From<u64> for Exact {
    fn from(value: u64) -> Self {
        Self(Some(value.into()))
    }
}

impl<T: Into<Self>> Add<T> for Exact {
    type Output = Self;
    fn add(self, other: T) -> Self {
        self.with(other, Decimal::checked_add)
    }
}

impl<T: Into<Self>> Sub<T> for Exact {
    type Output = Self;
    fn sub(self, other: T) -> Self {
        self.with(other, Decimal::checked_sub)
    }
}

impl<T: Into<Self>> Mul<T> for Exact {
    type Output = Self;
    fn mul(self, other: T) -> Self {
        self.with(other, Decimal::checked_mul)
    }
}

impl<T: Into<Self>> Div<T> for Exact {
    type Output = Self;
    fn div(self, other: T) -> Self {
        self.with(other, Decimal::checked_div)
    }
}
