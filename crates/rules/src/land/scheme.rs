use std::collections::BTreeMap;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Figure;

/// A scheme by name, or one of your own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected the name of a scheme, or a scheme (form, groups, classes)")]
pub enum SchemeChoice {
    /// A published one: `huangyan-2022`.
    Named(String),
    /// Your own.
    Own(Box<Scheme>),
}

/// How a place computes scores and grades 评价办法.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// How an indicator becomes points.
    pub form: Form,
    /// The items for enterprises above and below the threshold.
    pub groups: BTreeMap<Scale, Vec<ItemRule>>,
    /// The most an item can give, in multiples of its weight.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub cap: Option<Decimal>,
    /// The least an item can give, in multiples of its weight.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub floor: Option<Decimal>,
    /// Bases and weights that the county sets each year must be given with the call.
    #[serde(default)]
    pub set_by_county: bool,
    /// The classes from the best down, each up to a share of the ranks, the share included.
    #[serde(default)]
    pub classes: Vec<Class>,
    /// The class of those that are not graded by their score.
    #[serde(default)]
    pub exempt_class: Option<String>,
}

/// How an indicator becomes points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// weight × value ÷ base; the base is the group's mean when none is set.
    Base,
    /// weight × (20 + 80 × (value − min) ÷ (max − min)) ÷ 100 within the group; the weight when all are equal.
    Range,
}

/// Above or below the statistical threshold.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// 规模以上
    #[default]
    Above,
    /// 规模以下
    Below,
}

/// An item of a scheme.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemRule {
    /// The indicator.
    pub item: Figure,
    /// Its points.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub weight: Option<Decimal>,
    /// The value that gives all its points.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub base: Option<Decimal>,
    /// What happens when an enterprise has no such figure.
    #[serde(default)]
    pub missing: Missing,
}

/// What happens when an enterprise has no figure for an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Missing {
    /// The input is refused.
    #[default]
    Refuse,
    /// It gets the mean of the group's points.
    Mean,
    /// It gets nothing.
    Zero,
}

/// A class and the share of ranks up to which it reaches.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Class {
    /// Its name: `A`.
    pub class: String,
    /// The share of the ranks up to which it reaches, counted from the first, included: `0.20`.
    #[schemars(with = "String")]
    pub up_to: Decimal,
}
