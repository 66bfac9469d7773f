//! Duties and taxes on import, declared and paid by the importer 自报自缴.
//!
//! Source: 海关总署公告2016年第62号, in force from 2016-11-01; formulas of the regulations on duties listed in
//! `rules/customs.tax.yaml`, which holds the worked examples. Every tax is rounded to the fen, half up.

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use super::declaration::{Input, TaxKind, VatClass};
use super::terms::{Assessment, Vat, terms};
use super::{late, value};
use crate::{Amount, Error, Exact, Explained, Rate, Rule, half_up};

/// `customs.tax`: customs value, duty, consumption tax and VAT of imported goods, and the fees for being late.
#[derive(Debug)]
pub struct Tax;

/// The taxes and the fees; money in yuan.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Output {
    /// Price with freight and insurance, in its currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub cif: Option<Decimal>,
    /// The day whose exchange rate holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub fx_date: Option<Date>,
    /// The taxes of the goods.
    #[serde(flatten)]
    pub taxes: Option<Assessed>,
    /// The last day to pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub due_date: Option<Date>,
    /// Days after it, the day of payment counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late_days: Option<i32>,
    /// Fees for paying late, all taxes together.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub late_fee: Option<Decimal>,
    /// What is paid for each tax.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bills: Vec<Bill>,
    /// Days the goods were declared too late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late_declaration_days: Option<i32>,
    /// The fee for declaring late.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub late_declaration_fee: Option<Decimal>,
}

/// The taxes of the goods, in yuan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Assessed {
    /// Customs value.
    #[schemars(with = "String")]
    pub cv: Decimal,
    /// Duty.
    #[schemars(with = "String")]
    pub duty: Decimal,
    /// Consumption tax.
    #[schemars(with = "String")]
    pub ct: Decimal,
    /// Value-added tax.
    #[schemars(with = "String")]
    pub vat: Decimal,
    /// All three.
    #[schemars(with = "String")]
    pub total: Decimal,
    /// Taxes that were computed but are too small to be collected.
    pub waived: Vec<TaxKind>,
}

/// A tax with its fee for paying late.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Bill {
    /// Which tax.
    pub tax_kind: TaxKind,
    /// How much, in yuan.
    #[schemars(with = "String")]
    pub amount: Decimal,
    /// The fee for paying it late.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub late_fee: Option<Decimal>,
}

impl Rule for Tax {
    const NAME: &'static str = "customs.tax";
    const FILE: &'static str = include_str!("../../../../rules/customs.tax.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        let assessment = terms()?.assessment.on_or_last(input.on.or(input.issued))?;
        let goods = value::customs_value(input, assessment)?;
        let explained = match (goods, input.bills.is_empty()) {
            (None, true) => {
                return Err(Error::input("cif", "is missing (or cfr, ci, fob, cv, or `bills`)"));
            }
            (Some(_), false) => {
                return Err(Error::input("bills", "cannot be given beside goods"));
            }
            (None, false) => Explained::new(Output::default()),
            (Some(goods), true) => taxes(input, goods, assessment)?,
        };
        declared_late(input, paid_late(input, explained)?)
    }
}

/// Duty, consumption tax and VAT, each on what the ones before it left.
fn taxes(
    input: &Input,
    goods: Explained<value::Value>,
    terms: &Assessment,
) -> Result<Explained<Output>, Error> {
    let value::Value { cif, cv } = goods.value;
    let mut steps = goods.map(|_| ());
    let fx_date = input.fx_rate.and(input.on).and_then(value::fx_date);
    if let Some(day) = fx_date {
        steps.push("exchange rate of the third Wednesday of the month before 汇率日", day);
    }
    let mut waived = Vec::new();
    let mut collect = |kind, tax: Explained<Decimal>, others: Amount, steps: Explained<()>| {
        let (computed, steps) = (tax.value, steps.and(tax.steps));
        let sum = (Exact::of(computed) + others.value()).value("other_lines")?;
        if computed.is_zero() || sum >= terms.least_tax {
            return Ok::<_, Error>((computed, steps));
        }
        waived.push(kind);
        let nothing = half_up(Decimal::ZERO, 2);
        let step = format_args!("{sum} is below {}: not collected 免征", terms.least_tax);
        Ok((nothing, steps.step(step, nothing)))
    };
    let others = &input.other_lines;
    let (duty, steps) = collect(TaxKind::A, duty(input, cv)?, others.duty, steps)?;
    let (ct, steps) = collect(TaxKind::Y, consumption(input, cv, duty)?, others.ct, steps)?;
    let (vat, steps) = collect(TaxKind::L, added_value(input, cv, duty, ct)?, others.vat, steps)?;
    let total = (Exact::of(duty) + ct + vat).value("cv")?;
    let steps = steps.step("taxes together 税款合计", total);
    Ok(steps.map(|()| Output {
        cif,
        fx_date,
        taxes: Some(Assessed { cv, duty, ct, vat, total, waived }),
        ..Output::default()
    }))
}

/// D = CV × r + Q × t.
fn duty(input: &Input, cv: Decimal) -> Result<Explained<Decimal>, Error> {
    let rate = input.rate_duty.map(Rate::value);
    let by_value = (Exact::of(cv) * rate.unwrap_or_default()).value("rate_duty")?;
    let duty = match (rate, input.unit_duty) {
        (None, None) => {
            return Err(Error::input("rate_duty", "is missing (`0` for goods free of duty)"));
        }
        (Some(rate), None) => {
            let duty = half_up(by_value, 2);
            Explained::new(duty).step(format_args!("duty 关税 {cv} × {rate}"), duty)
        }
        (rate, Some(unit)) => {
            let (qty, unit) = (qty(input, "unit_duty")?, unit.value());
            let duty = Exact::of(by_value) + Exact::of(qty) * unit;
            let duty = half_up(duty.value("unit_duty")?, 2);
            let rate = rate.unwrap_or_default();
            let step = format_args!("duty 关税 {cv} × {rate} + {qty} × {unit}");
            Explained::new(duty).step(step, duty)
        }
    };
    Ok(duty)
}

/// C = (CV + D + Q × u) / (1 − c) × c + Q × u.
fn consumption(input: &Input, cv: Decimal, duty: Decimal) -> Result<Explained<Decimal>, Error> {
    let (rate, unit) = (input.rate_ct.map(Rate::value), input.unit_ct.map(Amount::value));
    let rate = rate.unwrap_or_default();
    if rate.is_zero() && unit.is_none() {
        return Ok(Explained::new(half_up(Decimal::ZERO, 2)));
    }
    if rate >= Decimal::ONE {
        return Err(Error::input("rate_ct", format!("{rate} is not a share below 1")));
    }
    let by_unit = match unit {
        Some(unit) => (Exact::of(qty(input, "unit_ct")?) * unit).value("unit_ct")?,
        None => Decimal::ZERO,
    };
    let base = Exact::of(cv) + duty + by_unit;
    let tax = base * rate / (Decimal::ONE - rate) + by_unit;
    let tax = half_up(tax.value("rate_ct")?, 2);
    let units = by_unit.normalize();
    let step = format_args!(
        "consumption tax 消费税 ({cv} + {duty} + {units}) ÷ (1 − {rate}) × {rate} + {units}"
    );
    Ok(Explained::new(tax).step(step, tax))
}

/// V = (CV + D + C) × v.
fn added_value(
    input: &Input,
    cv: Decimal,
    duty: Decimal,
    ct: Decimal,
) -> Result<Explained<Decimal>, Error> {
    let rate = match (input.rate_vat, input.on.or(input.issued)) {
        (Some(rate), _) => rate.value(),
        (None, Some(on)) => {
            let Vat { standard, reduced } = terms()?.vat.on(on)?;
            match input.vat_class {
                VatClass::Standard => *standard,
                VatClass::Reduced => *reduced,
            }
        }
        (None, None) => {
            return Err(Error::input("rate_vat", "is missing (or give `on`, the day it is of)"));
        }
    };
    let tax = ((Exact::of(cv) + duty + ct) * rate).value("rate_vat")?;
    let tax = half_up(tax, 2);
    let step = format_args!("value-added tax 增值税 ({cv} + {duty} + {ct}) × {rate}");
    Ok(Explained::new(tax).step(step, tax))
}

fn qty(input: &Input, beside: &str) -> Result<Decimal, Error> {
    let qty = input.qty.map(Amount::value);
    qty.ok_or_else(|| Error::input("qty", format!("is missing beside `{beside}`")))
}

/// The last day to pay, and the fee of every tax when it was paid later.
fn paid_late(input: &Input, explained: Explained<Output>) -> Result<Explained<Output>, Error> {
    let Some(issued) = input.issued else {
        return match (input.paid, input.bills.is_empty()) {
            (None, true) => Ok(explained),
            _ => Err(Error::input("issued", "is missing beside `paid` or `bills`")),
        };
    };
    let due = late::due_date(issued, terms()?.payment.on(issued)?)?;
    let due_date = due.value;
    let mut output = explained.value;
    let mut steps = Explained { value: (), steps: explained.steps }.and(due.steps);
    output.due_date = Some(due_date);
    output.bills = bills(input, output.taxes.as_ref());
    if let Some(paid) = input.paid {
        if paid < issued {
            return Err(Error::input("paid", format!("{paid} lies before issued ({issued})")));
        }
        let days = late::days_late(due_date, paid);
        steps.push("days too late, the day of payment counted 滞纳天数", days);
        let mut sum = Exact::of(Decimal::ZERO);
        for bill in &mut output.bills {
            let name = bill.tax_kind.name();
            let fee = late::late_fee(name, bill.amount, days, terms()?.late_fee.on(paid)?)?;
            steps = steps.and(fee.steps);
            sum = sum + fee.value;
            bill.late_fee = Some(half_up(fee.value, 2));
        }
        output.late_days = Some(days);
        output.late_fee = Some(half_up(sum.value("bills")?, 2));
    }
    Ok(steps.map(|()| output))
}

/// The notices: those given, or one for each tax that is collected.
fn bills(input: &Input, taxes: Option<&Assessed>) -> Vec<Bill> {
    let bill = |tax_kind, amount| Bill { tax_kind, amount: half_up(amount, 2), late_fee: None };
    let Some(taxes) = taxes else {
        return input.bills.iter().map(|due| bill(due.tax_kind, due.amount.value())).collect();
    };
    let each = [(TaxKind::A, taxes.duty), (TaxKind::Y, taxes.ct), (TaxKind::L, taxes.vat)];
    let collected = each.into_iter().filter(|(_, amount)| !amount.is_zero());
    collected.map(|(kind, amount)| bill(kind, amount)).collect()
}

/// The fee for declaring late, on the customs value.
fn declared_late(input: &Input, explained: Explained<Output>) -> Result<Explained<Output>, Error> {
    let fee = terms()?.late_declaration.on_or_last(input.on)?;
    let days = match (input.late_declaration_days, input.entered, input.on) {
        (Some(days), None, _) => Explained::new(i32::from(days)),
        (None, Some(entered), Some(declared)) => late::days_undeclared(entered, declared, fee)?,
        (None, Some(_), None) => return Err(Error::input("on", "is missing beside `entered`")),
        (Some(_), Some(_), _) => {
            return Err(Error::input("entered", "cannot be given beside late_declaration_days"));
        }
        (None, None, _) => return Ok(explained),
    };
    let Some(cv) = explained.value.taxes.as_ref().map(|taxes| taxes.cv) else {
        return Err(Error::input("cv", "is missing: the fee for declaring late is a share of it"));
    };
    let collected = late::late_declaration_fee(cv, days.value, fee)?;
    let explained = explained.and(days.steps).and(collected.steps);
    Ok(explained.map(|output| Output {
        late_declaration_days: Some(days.value),
        late_declaration_fee: Some(collected.value),
        ..output
    }))
}
