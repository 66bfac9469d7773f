//! The dated parameters of `rules/customs.tax.yaml`, and what the rules of customs share of them.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::{Dated, Error, Parameters, Rule as _};

/// The parameters of the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Terms {
    pub(crate) assessment: Dated<Assessment>,
    pub(crate) vat: Dated<Vat>,
    pub(crate) payment: Dated<Payment>,
    pub(crate) late_fee: Dated<LateFee>,
    pub(crate) late_declaration: Dated<LateDeclaration>,
}

/// How the value is made and from where a tax is collected.
#[derive(Debug, Deserialize)]
pub(crate) struct Assessment {
    /// Insurance that is not known, as a share of price and freight.
    pub(crate) insurance: Decimal,
    /// A tax below this is not collected 起征点.
    pub(crate) least_tax: Decimal,
}

/// Rates of value-added tax 增值税.
#[derive(Debug, Deserialize)]
pub(crate) struct Vat {
    pub(crate) standard: Decimal,
    pub(crate) reduced: Decimal,
}

/// The time to pay 缴款期限.
#[derive(Debug, Deserialize)]
pub(crate) struct Payment {
    pub(crate) days: u16,
    pub(crate) begins: String,
}

/// The fee for paying late 滞纳金.
#[derive(Debug, Deserialize)]
pub(crate) struct LateFee {
    pub(crate) rate: Decimal,
    pub(crate) least: Decimal,
}

/// The fee for declaring late 滞报金.
#[derive(Debug, Deserialize)]
pub(crate) struct LateDeclaration {
    pub(crate) first_day: u16,
    pub(crate) rate: Decimal,
    pub(crate) least: Decimal,
}

/// The standard rate of value-added tax on a day.
pub(crate) fn vat_rate(on: Date) -> Result<Decimal, Error> {
    Ok(terms()?.vat.on(on)?.standard)
}

/// The parameters, read once.
pub(crate) fn terms() -> Result<&'static Terms, Error> {
    static TERMS: Parameters<Terms> = Parameters::of(super::Tax::NAME, super::Tax::FILE);
    TERMS.get()
}
