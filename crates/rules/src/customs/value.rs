//! The customs value 完税价格: price, freight and insurance to the place of entry, in yuan.
//!
//! Source: 海关审定进出口货物完税价格办法 (海关总署令第213号). The exchange rate is that of the third Wednesday of the month
//! before (a holiday: of the fourth).

use std::fmt::Display;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use rust_decimal::Decimal;

use super::declaration::{CvRounding, Input};
use super::terms::Assessment;
use crate::calendar::Calendar;
use crate::{Amount, Error, Exact, Explained, Rate, half_up, money};

/// The value, in the currency of the price and in yuan.
pub(super) struct Value {
    pub(super) cif: Option<Decimal>,
    pub(super) cv: Decimal,
}

/// What the price covers 成交方式.
struct Term {
    field: &'static str,
    price: Amount,
    freight: bool,
    insurance: bool,
}

/// The customs value; `None` when no goods are given.
pub(super) fn customs_value(
    input: &Input,
    terms: &Assessment,
) -> Result<Option<Explained<Value>>, Error> {
    let Some(term) = term(input)? else { return Ok(None) };
    if term.field == "cv" {
        let explained = Explained::new(());
        return Ok(Some(printed(explained, "", None, term.price.value(), input.cv_rounding)));
    }
    let (cif, explained) = with_carriage(input, &term, terms)?;
    let rate = input.fx_rate.unwrap_or(Rate::ONE).value();
    let cv = (Exact::of(cif) * rate).value(term.field)?;
    let cif = money(cif);
    let product = format_args!("{cif} × {rate}");
    Ok(Some(printed(explained, product, Some(cif), cv, input.cv_rounding)))
}

/// The value as notices print it, rounded once.
fn printed(
    explained: Explained<()>,
    product: impl Display,
    cif: Option<Decimal>,
    exact: Decimal,
    rounding: CvRounding,
) -> Explained<Value> {
    let words = format_args!("customs value in yuan 完税价格 {product}");
    let (explained, cv) = match rounding {
        CvRounding::Fen => {
            let cv = half_up(exact, 2);
            (explained.step(words, cv), cv)
        }
        CvRounding::Yuan => {
            let cv = half_up(half_up(exact, 0), 2);
            (explained.step(words, money(exact)).step("to the yuan 取整到元", cv), cv)
        }
    };
    explained.map(|()| Value { cif, cv })
}

/// The Wednesday whose exchange rate holds on a day, where the calendars reach.
pub(super) fn fx_date(on: Date) -> Option<Date> {
    let month = on.first_of_month().checked_sub(1.month()).ok()?;
    let third = month.nth_weekday_of_month(3, Weekday::Wednesday).ok()?;
    let worked = Calendar::latest().ok()?.is_working(third)?;
    if worked { Some(third) } else { month.nth_weekday_of_month(4, Weekday::Wednesday).ok() }
}

/// The one price that is given.
fn term(input: &Input) -> Result<Option<Term>, Error> {
    let terms = [
        ("cv", input.cv, true, true),
        ("cif", input.cif, true, true),
        ("cfr", input.cfr, true, false),
        ("ci", input.ci, false, true),
        ("fob", input.fob, false, false),
    ];
    let mut given = terms.into_iter().filter_map(|(field, price, freight, insurance)| {
        Some(Term { field, price: price?, freight, insurance })
    });
    match (given.next(), given.next()) {
        (Some(one), Some(two)) => {
            Err(Error::input(two.field, format!("cannot be given beside `{}`", one.field)))
        }
        (one, _) => Ok(one),
    }
}

/// The price with freight and insurance.
fn with_carriage(
    input: &Input,
    term: &Term,
    terms: &Assessment,
) -> Result<(Decimal, Explained<()>), Error> {
    let price = term.price.value();
    let mut explained =
        Explained::new(()).step(format_args!("price {} 成交价", term.field), money(price));
    let mut sum = Exact::of(price);
    match (term.freight, input.freight) {
        (true, Some(_)) => return Err(covered(term, "freight")),
        (true, None) => {}
        (false, None) => {
            return Err(Error::input("freight", format!("is missing beside `{}`", term.field)));
        }
        (false, Some(freight)) => {
            sum = sum + freight.value();
            explained.push("freight 运费", money(freight.value()));
        }
    }
    match (term.insurance, input.insurance) {
        (true, Some(_)) => return Err(covered(term, "insurance")),
        (true, None) => {}
        (false, Some(insurance)) => {
            sum = sum + insurance.value();
            explained.push("insurance 保险费", money(insurance.value()));
        }
        (false, None) => {
            let insured = sum.value(term.field)?;
            let insurance = (sum * terms.insurance).value(term.field)?;
            sum = sum + insurance;
            let share = terms.insurance;
            explained.push(
                format_args!("insurance not known 保费不明 {insured} × {share}"),
                money(insurance),
            );
        }
    }
    let cif = sum.value(term.field)?;
    Ok((cif, explained.step("price, freight and insurance CIF", money(cif))))
}

fn covered(term: &Term, field: &str) -> Error {
    Error::input(field, format!("is part of `{}` already", term.field))
}
