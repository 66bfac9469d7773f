//! Tax on retail imports bought online 跨境电商零售进口税, and the limits of buying so.
//!
//! Source: 财关税〔2016〕18号, in force from 2016-04-08; limits since 2019-01-01: 财关税〔2018〕49号. Within the limits duty is
//! zero and 70 % of consumption tax and VAT are due, rounded once at the end; beyond them the whole is. There is no
//! least amount. Worked examples: `rules/ecommerce.retail_tax.yaml`.

use jiff::ToSpan as _;
use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::customs::vat_rate;
use crate::{Amount, Dated, Error, Exact, Explained, Parameters, Rate, Rule, half_up, money};

/// `ecommerce.retail_tax`: which way an order goes, and what it costs in tax.
#[derive(Debug)]
pub struct RetailTax;

/// An order; money in yuan. Give `cv`, or `goods` with freight and insurance.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Goods {
    /// The day of the order's declaration.
    #[schemars(with = "String")]
    pub on: Date,
    /// Price of the goods 零售价.
    #[serde(default)]
    pub goods: Option<Amount>,
    /// Freight 运费.
    #[serde(default)]
    pub freight: Option<Amount>,
    /// Insurance 保费.
    #[serde(default)]
    pub insurance: Option<Amount>,
    /// The value that is taxed 完税价格, instead of its parts.
    #[serde(default)]
    pub cv: Option<Amount>,
    /// Duty as a share; needed beyond the limits only.
    #[serde(default)]
    pub rate_duty: Option<Rate>,
    /// Consumption tax as a share.
    #[serde(default)]
    pub rate_ct: Option<Rate>,
    /// VAT as a share; the standard rate of the day when left out.
    #[serde(default)]
    pub rate_vat: Option<Rate>,
    /// How many goods the order has 件数.
    #[serde(default = "one")]
    pub items: u32,
    /// What the buyer has bought this year so 年度累计.
    #[serde(default)]
    pub used: Option<Amount>,
    /// The day customs let the order go 放行之日.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub released: Option<Date>,
    /// The day it was sent back to where it was released 退运.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub returned: Option<Date>,
}

/// The way an order goes and its taxes; money in yuan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Taxed {
    /// The way it goes.
    pub channel: Channel,
    /// The limit it exceeds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<LimitCode>,
    /// The value that is taxed.
    #[schemars(with = "String")]
    pub cv: Decimal,
    /// Duty.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub duty: Option<Decimal>,
    /// Consumption tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub ct: Option<Decimal>,
    /// Value-added tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub vat: Option<Decimal>,
    /// All taxes; missing when the order is refused, or goes as general trade and its duty was not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub tax: Option<Decimal>,
    /// Taxes as a share of the value within the limits 综合税率, to five places.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub rate: Option<Decimal>,
    /// What the buyer has bought this year after it.
    #[schemars(with = "String")]
    pub used_after: Decimal,
    /// The first and the last day on which the collector declares and pays the tax.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<(String, String)>")]
    pub pay_between: Option<(Date, Date)>,
}

/// The way an order goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Retail import, reduced taxes 跨境电商零售进口.
    Retail,
    /// Retail import of one good above the limit, taxes in full.
    RetailFull,
    /// General trade, taxes in full 一般贸易.
    GeneralTrade,
    /// Not as one order.
    Refused,
    /// Sent back in time: no tax, and the year's sum is as before.
    Returned,
}

/// Which limit an order exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LimitCode {
    /// That of one order 单次限值.
    LimitOnce,
    /// That of a year 年度限值.
    LimitYear,
}

#[derive(Debug, Deserialize)]
struct Terms {
    limits: Dated<Limits>,
}

/// What may be bought, and what share of the taxes is due.
#[derive(Debug, Deserialize)]
pub(super) struct Limits {
    once: Decimal,
    year: Decimal,
    share: Decimal,
    above_once: AboveOnce,
    return_days: u16,
    pay_days: (u16, u16),
}

/// What becomes of an order above the limit of one.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum AboveOnce {
    /// It is general trade.
    GeneralTrade,
    /// A single good is taxed in full, several are refused.
    SingleInFull,
}

fn one() -> u32 {
    1
}

/// The limits of a day.
pub(super) fn limits(on: Date) -> Result<&'static Limits, Error> {
    static TERMS: Parameters<Terms> = Parameters::of(RetailTax::NAME, RetailTax::FILE);
    Ok(TERMS.get()?.limits.on(on)?)
}

impl Limits {
    /// The way an order goes and the limit it exceeds.
    pub(super) fn channel(
        &self,
        cv: Decimal,
        used_after: Decimal,
        items: u32,
    ) -> (Channel, Option<LimitCode>) {
        let once = (cv > self.once).then_some(LimitCode::LimitOnce);
        let year = (used_after > self.year).then_some(LimitCode::LimitYear);
        match (once, year, self.above_once) {
            (None, None, _) => (Channel::Retail, None),
            (Some(once), _, AboveOnce::SingleInFull) if items > 1 => (Channel::Refused, Some(once)),
            (_, Some(year), AboveOnce::SingleInFull) => (Channel::GeneralTrade, Some(year)),
            (Some(_), None, AboveOnce::SingleInFull) => (Channel::RetailFull, None),
            (once, year, AboveOnce::GeneralTrade) => (Channel::GeneralTrade, once.or(year)),
        }
    }
}

impl Rule for RetailTax {
    const NAME: &'static str = "ecommerce.retail_tax";
    const FILE: &'static str = include_str!("../../../../rules/ecommerce.retail_tax.yaml");
    type Input = Goods;
    type Output = Taxed;

    fn evaluate(input: &Goods) -> Result<Explained<Taxed>, Error> {
        let limits = limits(input.on)?;
        if input.items == 0 {
            return Err(Error::input("items", "an order has one good at least"));
        }
        let value = value(input)?;
        let cv = value.value;
        let used = input.used.unwrap_or(Amount::ZERO).value();
        let after = (Exact::of(used) + cv).value("used")?;
        let (channel, code) = limits.channel(cv, after, input.items);
        let steps = value
            .step(
                format!("above the limit of one order 单次限值 {}", limits.once),
                cv > limits.once,
            )
            .step(format!("with this order in the year 年度累计 {used} + {cv}"), money(after))
            .step(
                format!("above the limit of a year 年度限值 {}", limits.year),
                after > limits.year,
            )
            .step("the way it goes", channel);
        let steps = steps.map(|_| Taxed {
            channel,
            code,
            cv,
            duty: None,
            ct: None,
            vat: None,
            tax: None,
            rate: None,
            used_after: used,
            pay_between: None,
        });
        let taxed = match channel {
            Channel::Retail => reduced(input, limits, after, steps)?,
            Channel::RetailFull | Channel::GeneralTrade => in_full(input, after, steps)?,
            Channel::Refused | Channel::Returned => steps,
        };
        let taxed = released(input, limits, used, taxed)?;
        Ok(taxed.map(|taxed| Taxed { used_after: money(taxed.used_after), ..taxed }))
    }
}

/// Price, freight and insurance.
fn value(input: &Goods) -> Result<Explained<Decimal>, Error> {
    let Goods { goods, freight, insurance, cv, .. } = input;
    let parts = [("goods", goods), ("freight", freight), ("insurance", insurance)];
    if let Some(cv) = cv {
        if let Some((field, _)) = parts.into_iter().find(|(_, part)| part.is_some()) {
            return Err(Error::input(field, "is part of `cv` already"));
        }
        let cv = half_up(cv.value(), 2);
        return Ok(Explained::new(cv).step("value that is taxed 完税价格", cv));
    }
    let goods = goods.ok_or_else(|| Error::input("goods", "is missing (or give `cv`)"))?;
    let [freight, insurance] =
        [freight, insurance].map(|part| part.unwrap_or(Amount::ZERO).value());
    let cv = (Exact::of(goods.value()) + freight + insurance).value("goods")?;
    let step = format!("value that is taxed 完税价格 {} + {freight} + {insurance}", goods.value());
    let cv = half_up(cv, 2);
    Ok(Explained::new(cv).step(step, cv))
}

/// The rates of consumption tax and VAT.
fn rates(input: &Goods) -> Result<(Decimal, Decimal), Error> {
    let ct = input.rate_ct.map(Rate::value).unwrap_or_default();
    if ct >= Decimal::ONE {
        return Err(Error::input("rate_ct", format!("{ct} is not a share below 1")));
    }
    let vat = match input.rate_vat {
        Some(rate) => rate.value(),
        None => vat_rate(input.on)?,
    };
    Ok((ct, vat))
}

/// Within the limits: no duty, a share of the rest.
fn reduced(
    input: &Goods,
    limits: &Limits,
    after: Decimal,
    steps: Explained<Taxed>,
) -> Result<Explained<Taxed>, Error> {
    let (c, v) = rates(input)?;
    let (cv, share, net) = (steps.value.cv, limits.share, Decimal::ONE - c);
    let ct = half_up((Exact::of(cv) * c * share / net).value("rate_ct")?, 2);
    let vat = half_up((Exact::of(cv) * v * share / net).value("rate_vat")?, 2);
    let rate = ((Exact::of(c) + v) * share / net).value("rate_vat")?;
    let tax = (Exact::of(ct) + vat).value("cv")?;
    let steps = steps
        .step("duty 关税 0", half_up(Decimal::ZERO, 2))
        .step(format!("consumption tax 消费税 {cv} × {c} ÷ (1 − {c}) × {share}"), ct)
        .step(format!("value-added tax 增值税 {cv} ÷ (1 − {c}) × {v} × {share}"), vat)
        .step("taxes together 税款合计", tax)
        .step(format!("as a share 综合税率 ({c} + {v}) ÷ (1 − {c}) × {share}"), half_up(rate, 5));
    Ok(steps.map(|taxed| Taxed {
        duty: Some(half_up(Decimal::ZERO, 2)),
        ct: Some(ct),
        vat: Some(vat),
        tax: Some(tax),
        rate: Some(half_up(rate, 5)),
        used_after: after,
        ..taxed
    }))
}

/// Beyond the limits: duty, consumption tax and VAT in full. Only a retail import counts for the year.
fn in_full(
    input: &Goods,
    after: Decimal,
    steps: Explained<Taxed>,
) -> Result<Explained<Taxed>, Error> {
    let retail = steps.value.channel == Channel::RetailFull;
    let steps = steps
        .map(|taxed| Taxed { used_after: if retail { after } else { taxed.used_after }, ..taxed });
    let Some(rate) = input.rate_duty.map(Rate::value) else {
        if retail {
            return Err(Error::input(
                "rate_duty",
                "is missing: above the limit of one order it is due",
            ));
        }
        return Ok(steps.step("taxes of general trade need `rate_duty`: see customs.tax", ()));
    };
    let (c, v) = rates(input)?;
    let (cv, net) = (steps.value.cv, Decimal::ONE - c);
    let duty = half_up((Exact::of(cv) * rate).value("rate_duty")?, 2);
    let ct = half_up(((Exact::of(cv) + duty) * c / net).value("rate_ct")?, 2);
    let vat = half_up(((Exact::of(cv) + duty + ct) * v).value("rate_vat")?, 2);
    let tax = (Exact::of(duty) + ct + vat).value("cv")?;
    let steps = steps
        .step(format!("duty 关税 {cv} × {rate}"), duty)
        .step(format!("consumption tax 消费税 ({cv} + {duty}) ÷ (1 − {c}) × {c}"), ct)
        .step(format!("value-added tax 增值税 ({cv} + {duty} + {ct}) × {v}"), vat)
        .step("taxes together 税款合计", tax);
    Ok(steps.map(|taxed| Taxed {
        duty: Some(duty),
        ct: Some(ct),
        vat: Some(vat),
        tax: Some(tax),
        ..taxed
    }))
}

/// After release: when the tax is paid, or that nothing is because the order was sent back in time.
fn released(
    input: &Goods,
    limits: &Limits,
    used: Decimal,
    steps: Explained<Taxed>,
) -> Result<Explained<Taxed>, Error> {
    if !matches!(steps.value.channel, Channel::Retail | Channel::RetailFull) {
        return Ok(steps);
    }
    let Some(released) = input.released else {
        return match input.returned {
            Some(_) => Err(Error::input("released", "is missing beside `returned`")),
            None => Ok(steps),
        };
    };
    let day = |days: u16| {
        released
            .checked_add(i64::from(days).days())
            .map_err(|_| Error::input("released", format!("{released} is too far in the future")))
    };
    let last = day(limits.return_days)?;
    let steps = steps.step("last day to send it back without tax 退货期限", last);
    let nothing = half_up(Decimal::ZERO, 2);
    match input.returned {
        Some(returned) if returned < released => {
            let problem = format!("{returned} lies before released ({released})");
            Err(Error::input("returned", problem))
        }
        Some(returned) if returned <= last => {
            Ok(steps.step("sent back in time: no tax 不征税", nothing).map(|taxed| Taxed {
                channel: Channel::Returned,
                duty: Some(nothing),
                ct: Some(nothing),
                vat: Some(nothing),
                tax: Some(nothing),
                used_after: used,
                ..taxed
            }))
        }
        _ => {
            let between = (day(limits.pay_days.0)?, day(limits.pay_days.1)?);
            let steps = steps.step("tax is declared and paid between 汇总申报", between);
            Ok(steps.map(|taxed| Taxed { pay_between: Some(between), ..taxed }))
        }
    }
}
