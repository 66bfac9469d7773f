use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Scale;
use crate::{Error, Exact};

/// An enterprise with its figures of the year: amounts, or indicators where the amounts are not at hand.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    description = "Money in 万元, land in 亩, energy in 吨标准煤, power in 万千瓦时. Indicators, when given, \
    take the place of amounts."
)]
pub struct Enterprise {
    /// How it is called in the result; else its name, its code, its place in the list.
    #[serde(default)]
    pub id: Option<String>,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// Its unified social credit code, checked.
    #[serde(default)]
    pub uscc: Option<String>,
    /// Above or below the statistical threshold 规上、规下; they are ranked apart.
    #[serde(default)]
    pub scale: Scale,
    /// Why it is not graded by its score: a public utility, newly founded.
    #[serde(default)]
    pub exempt: Option<String>,
    /// A grade it cannot exceed, and why 一票否决.
    #[serde(default)]
    pub veto: Option<Veto>,
    /// Points added or taken away 加减分.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub adjustment: Option<Decimal>,
    /// Land used, own and leased 用地 (亩).
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub land_mu: Option<Decimal>,
    /// Tax that counts 评价税收.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub tax: Option<Decimal>,
    /// Value added 增加值.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub value_added: Option<Decimal>,
    /// Energy used, equivalent value 综合能耗.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub energy_tce: Option<Decimal>,
    /// Main pollutants discharged 主要污染物排放量 (吨).
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub emission_t: Option<Decimal>,
    /// Average staff of the year 年平均职工.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub staff_avg: Option<Decimal>,
    /// Revenue of the main business 主营收入.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub revenue: Option<Decimal>,
    /// Spending on research and development 研发支出.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub rd: Option<Decimal>,
    /// Power used 用电.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub power: Option<Decimal>,
    /// Investment in technical renovation 技术改造投资.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub renovation: Option<Decimal>,
    /// 亩均税收
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub tax_per_mu: Option<Decimal>,
    /// 亩均增加值
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub value_added_per_mu: Option<Decimal>,
    /// 亩均销售（营业）收入
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub revenue_per_mu: Option<Decimal>,
    /// 亩均技术改造投资
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub renovation_per_mu: Option<Decimal>,
    /// 单位能耗增加值
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub value_added_per_energy: Option<Decimal>,
    /// 单位排放增加值
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub value_added_per_emission: Option<Decimal>,
    /// 全员劳动生产率
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub labour_productivity: Option<Decimal>,
    /// 研发支出占主营收入之比
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub rd_ratio: Option<Decimal>,
    /// 单位电耗税收
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub tax_per_power: Option<Decimal>,
    /// 单位能耗税收
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub tax_per_energy: Option<Decimal>,
    /// 单位能耗营业收入
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub revenue_per_energy: Option<Decimal>,
    /// 单位污染物排放营业收入
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub revenue_per_emission: Option<Decimal>,
}

/// A grade that an enterprise cannot exceed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Veto {
    /// The best class it can get.
    pub class: String,
    /// Why.
    pub reason: String,
}

/// An indicator: one amount over another.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// 亩均税收
    TaxPerMu,
    /// 亩均增加值
    ValueAddedPerMu,
    /// 亩均销售（营业）收入
    RevenuePerMu,
    /// 亩均技术改造投资
    RenovationPerMu,
    /// 单位能耗增加值
    ValueAddedPerEnergy,
    /// 单位排放增加值
    ValueAddedPerEmission,
    /// 全员劳动生产率
    LabourProductivity,
    /// 研发支出占主营收入之比
    RdRatio,
    /// 单位电耗税收
    TaxPerPower,
    /// 单位能耗税收
    TaxPerEnergy,
    /// 单位能耗营业收入
    RevenuePerEnergy,
    /// 单位污染物排放营业收入
    RevenuePerEmission,
}

/// An amount and the name of its field.
type Amount = (&'static str, Option<Decimal>);

impl Figure {
    /// Its name in the regulations.
    pub fn name(self) -> &'static str {
        match self {
            Self::TaxPerMu => "亩均税收",
            Self::ValueAddedPerMu => "亩均增加值",
            Self::RevenuePerMu => "亩均销售收入",
            Self::RenovationPerMu => "亩均技术改造投资",
            Self::ValueAddedPerEnergy => "单位能耗增加值",
            Self::ValueAddedPerEmission => "单位排放增加值",
            Self::LabourProductivity => "全员劳动生产率",
            Self::RdRatio => "研发支出占主营收入之比",
            Self::TaxPerPower => "单位电耗税收",
            Self::TaxPerEnergy => "单位能耗税收",
            Self::RevenuePerEnergy => "单位能耗营业收入",
            Self::RevenuePerEmission => "单位污染物排放营业收入",
        }
    }

    /// The indicator as it was given, the amount above the line, the amount below it.
    fn of(self, e: &Enterprise) -> (Option<Decimal>, Amount, Amount) {
        let (tax, added) = (("tax", e.tax), ("value_added", e.value_added));
        let (revenue, land) = (("revenue", e.revenue), ("land_mu", e.land_mu));
        let (energy, emission) = (("energy_tce", e.energy_tce), ("emission_t", e.emission_t));
        match self {
            Self::TaxPerMu => (e.tax_per_mu, tax, land),
            Self::ValueAddedPerMu => (e.value_added_per_mu, added, land),
            Self::RevenuePerMu => (e.revenue_per_mu, revenue, land),
            Self::RenovationPerMu => (e.renovation_per_mu, ("renovation", e.renovation), land),
            Self::ValueAddedPerEnergy => (e.value_added_per_energy, added, energy),
            Self::ValueAddedPerEmission => (e.value_added_per_emission, added, emission),
            Self::LabourProductivity => (e.labour_productivity, added, ("staff_avg", e.staff_avg)),
            Self::RdRatio => (e.rd_ratio, ("rd", e.rd), revenue),
            Self::TaxPerPower => (e.tax_per_power, tax, ("power", e.power)),
            Self::TaxPerEnergy => (e.tax_per_energy, tax, energy),
            Self::RevenuePerEnergy => (e.revenue_per_energy, revenue, energy),
            Self::RevenuePerEmission => (e.revenue_per_emission, revenue, emission),
        }
    }

    /// The indicator of an enterprise as a fraction (above, below); `Err` names the field that is missing.
    pub(super) fn fraction(self, enterprise: &Enterprise) -> Result<(Decimal, Decimal), Error> {
        let (given, (above_name, above), (below_name, below)) = self.of(enterprise);
        if let Some(given) = given {
            return Ok((given, Decimal::ONE));
        }
        let missing = |name| Error::input(name, format!("is missing for {}", self.name()));
        let above = above.ok_or_else(|| missing(above_name))?;
        let below = below.ok_or_else(|| missing(below_name))?;
        if below.is_zero() {
            return Err(missing(below_name));
        }
        Ok((above, below))
    }

    /// Refuses an amount below the line that is negative.
    pub(super) fn check(self, enterprise: &Enterprise) -> Result<(), Error> {
        match self.of(enterprise) {
            (None, _, (name, Some(below))) if below < Decimal::ZERO => {
                Err(Error::input(name, "is negative"))
            }
            (None, _, ("land_mu", Some(land))) if land.is_zero() => {
                Err(Error::input("land_mu", "is zero"))
            }
            _ => Ok(()),
        }
    }
}

/// The value of a fraction.
pub(super) fn quotient(
    (above, below): (Decimal, Decimal),
    field: impl FnOnce() -> String,
) -> Result<Decimal, Error> {
    (Exact::of(above) / below).value_of(field)
}
