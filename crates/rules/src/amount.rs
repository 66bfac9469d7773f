use std::borrow::Cow;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use crate::half_up;

/// An amount or a quantity 金额、数量: zero or more, at most 14 digits before the point and 5 after it, the D19,5 of
/// customs messages.
///
/// Products of an [`Amount`] and a [`Rate`] are exact in a [`Decimal`] as long as both together have 28 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Decimal")]
pub struct Amount(Decimal);

/// A rate or a factor 率: zero or more, at most 100,000 and 10 places after the point. `0.13` for 13 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Decimal")]
pub struct Rate(Decimal);

/// Why a number is no amount or no rate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAmount {
    /// It is negative.
    #[error("{0} is below zero")]
    BelowZero(Decimal),
    /// It is larger than any there is.
    #[error("{0} is more than {1}")]
    TooLarge(Decimal, Decimal),
    /// It has digits nobody counts in.
    #[error("{0} has more than {1} places after the point")]
    TooFine(Decimal, u32),
}

/// Money as it is printed: two places at least, and no digit lost.
pub fn money(value: Decimal) -> Decimal {
    let value = value.normalize();
    half_up(value, value.scale().max(2))
}

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// The number.
    pub fn value(self) -> Decimal {
        self.0
    }
}

impl Rate {
    /// One, the rate of a currency to itself.
    pub const ONE: Self = Self(Decimal::ONE);

    /// The number.
    pub fn value(self) -> Decimal {
        self.0
    }
}

impl TryFrom<Decimal> for Amount {
    type Error = NoAmount;

    fn try_from(value: Decimal) -> Result<Self, NoAmount> {
        within(value, 99_999_999_999_999, 5).map(Self)
    }
}

impl TryFrom<Decimal> for Rate {
    type Error = NoAmount;

    fn try_from(value: Decimal) -> Result<Self, NoAmount> {
        within(value, 100_000, 10).map(Self)
    }
}

fn within(value: Decimal, most: u64, places: u32) -> Result<Decimal, NoAmount> {
    let most = Decimal::from(most);
    match value.normalize() {
        value if value < Decimal::ZERO => Err(NoAmount::BelowZero(value)),
        value if value > most => Err(NoAmount::TooLarge(value, most)),
        value if value.scale() > places => Err(NoAmount::TooFine(value, places)),
        value => Ok(value),
    }
}

impl JsonSchema for Amount {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Decimal::json_schema(generator)
    }
}

impl JsonSchema for Rate {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Rate".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Decimal::json_schema(generator)
    }
}
