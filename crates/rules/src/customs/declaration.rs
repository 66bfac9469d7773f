//! What a declaration says 报关单: the goods with their rates, and the days that count.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Amount, Rate};

/// Goods with their rates (give one of `cif`, `cfr`, `ci`, `fob`, `cv`), or the `bills` of taxes already known.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The day of the declaration 申报之日; the day of the notice when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
    /// The customs value in yuan 完税价格, when it is known.
    #[serde(default)]
    pub cv: Option<Amount>,
    /// Price with insurance and freight, in the currency of `fx_rate`.
    #[serde(default)]
    pub cif: Option<Amount>,
    /// Price with freight (C&F).
    #[serde(default)]
    pub cfr: Option<Amount>,
    /// Price with insurance (C&I).
    #[serde(default)]
    pub ci: Option<Amount>,
    /// Price free on board; needs `freight`.
    #[serde(default)]
    pub fob: Option<Amount>,
    /// Freight to the place of entry 运费.
    #[serde(default)]
    pub freight: Option<Amount>,
    /// Insurance 保险费; when it is not known it is computed from price and freight.
    #[serde(default)]
    pub insurance: Option<Amount>,
    /// Yuan for one unit of the currency 汇率; 1 when left out.
    #[serde(default)]
    pub fx_rate: Option<Rate>,
    /// What the customs value is rounded to.
    #[serde(default)]
    pub cv_rounding: CvRounding,
    /// Duty as a share of the value 从价税率.
    #[serde(default)]
    pub rate_duty: Option<Rate>,
    /// Duty in yuan a unit 从量税额; with `rate_duty` both are added.
    #[serde(default)]
    pub unit_duty: Option<Amount>,
    /// Consumption tax as a share 消费税税率.
    #[serde(default)]
    pub rate_ct: Option<Rate>,
    /// Consumption tax in yuan a unit.
    #[serde(default)]
    pub unit_ct: Option<Amount>,
    /// Units of the goods 数量, for duty and consumption tax a unit.
    #[serde(default)]
    pub qty: Option<Amount>,
    /// VAT as a share 增值税税率; when left out, the rate of `vat_class` on the day.
    #[serde(default)]
    pub rate_vat: Option<Rate>,
    /// Which rate of VAT holds when `rate_vat` is left out.
    #[serde(default)]
    pub vat_class: VatClass,
    /// The same taxes on the other lines of the declaration: one below 50 yuan is waived by its sum.
    #[serde(default)]
    pub other_lines: Taxes,
    /// The day of the payment notice 填发之日.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub issued: Option<Date>,
    /// The day of payment 缴清之日.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub paid: Option<Date>,
    /// Taxes of notices already issued, instead of goods; needs `issued`.
    #[serde(default)]
    pub bills: Vec<Due>,
    /// The day the means of transport was declared to enter 申报进境之日.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub entered: Option<Date>,
    /// Days the goods were declared too late 滞报天数; when left out, counted from `entered` to `on`.
    #[serde(default)]
    pub late_declaration_days: Option<u16>,
}

/// What the customs value is rounded to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CvRounding {
    /// To the fen, as the rule says.
    #[default]
    Fen,
    /// To the yuan, as payment notices are printed.
    Yuan,
}

/// Which rate of VAT holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum VatClass {
    /// The standard rate 标准税率.
    #[default]
    Standard,
    /// The rate of farm products, books and others 低税率.
    Reduced,
}

/// Amounts of the three taxes.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Taxes {
    /// Duty.
    pub duty: Amount,
    /// Consumption tax.
    pub ct: Amount,
    /// Value-added tax.
    pub vat: Amount,
}

impl Default for Taxes {
    fn default() -> Self {
        Self { duty: Amount::ZERO, ct: Amount::ZERO, vat: Amount::ZERO }
    }
}

/// A tax to be paid.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// Which tax.
    pub tax_kind: TaxKind,
    /// How much, in yuan.
    pub amount: Amount,
}

/// The letter of a tax on its notice 税种.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum TaxKind {
    /// Duty 关税.
    A,
    /// Value-added tax 增值税.
    L,
    /// Consumption tax 消费税.
    Y,
    /// Anti-dumping duty 反倾销税.
    I,
}

impl TaxKind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::A => "duty 关税",
            Self::L => "value-added tax 增值税",
            Self::Y => "consumption tax 消费税",
            Self::I => "anti-dumping duty 反倾销税",
        }
    }
}
