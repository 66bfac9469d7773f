//! Days too late, and what they cost 滞纳金、滞报金.
//!
//! Source: 进出口货物征收税款办法 (before it 征税管理办法, article 20); 海关征收进口货物滞报金办法 (海关总署令第128号).

use jiff::ToSpan as _;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::terms::{LateDeclaration, LateFee, Payment};
use crate::calendar::Calendar;
use crate::{Error, Exact, Explained, half_up};

/// The last day to pay: so many days after the notice, moved to a working day where it falls on a day off.
pub(super) fn due_date(issued: Date, terms: &Payment) -> Result<Explained<Date>, Error> {
    let end = later("issued", issued, terms.days)?;
    let due = working("issued", end)?;
    let explained = Explained::new(due)
        .step(format_args!("{}, not counted", terms.begins), issued)
        .step(format_args!("{} days later 缴款期限", terms.days), end);
    let moved = "a day off: the time to pay moves to the next working day 顺延";
    Ok(if due == end { explained } else { explained.step(moved, due) })
}

/// Days after the due date, the day of payment counted and days off too.
pub(super) fn days_late(due: Date, paid: Date) -> i32 {
    paid.since(due).map_or(0, |span| span.get_days()).max(0)
}

/// What so many days too late cost, tax by tax; less than the least is not collected.
pub(super) fn late_fee(
    name: &str,
    amount: Decimal,
    days: i32,
    terms: &LateFee,
) -> Result<Explained<Decimal>, Error> {
    let fee = (Exact::of(amount) * terms.rate * Decimal::from(days)).value("bills")?;
    let fee = half_up(fee, 2);
    let (rate, least, nothing) = (terms.rate, terms.least, half_up(Decimal::ZERO, 2));
    Ok(if days == 0 {
        Explained::new(nothing).step(format_args!("{name}: paid in time 按期缴纳"), nothing)
    } else if fee < least {
        let step = format_args!(
            "late fee on {name} 滞纳金 {amount} × {rate} × {days} = {fee}, below {least}: not collected 起征点"
        );
        Explained::new(nothing).step(step, nothing)
    } else {
        let step = format_args!("late fee on {name} 滞纳金 {amount} × {rate} × {days}");
        Explained::new(fee).step(step, fee)
    })
}

/// Days of a declaration that came too late: from the first day that costs to the day of the declaration, both
/// counted.
pub(super) fn days_undeclared(
    entered: Date,
    declared: Date,
    terms: &LateDeclaration,
) -> Result<Explained<i32>, Error> {
    let begins = working("entered", later("entered", entered, terms.first_day)?)?;
    let days = declared.since(begins).map_or(0, |span| span.get_days()).saturating_add(1).max(0);
    Ok(Explained::new(days)
        .step(format_args!("first day that costs, the {}th 起征日", terms.first_day), begins)
        .step("days declared too late 滞报天数", days))
}

/// What they cost: whole yuan, the rest is dropped; less than the least is not collected.
pub(super) fn late_declaration_fee(
    value: Decimal,
    days: i32,
    terms: &LateDeclaration,
) -> Result<Explained<Decimal>, Error> {
    let fee =
        (Exact::of(value) * terms.rate * Decimal::from(days)).value("late_declaration_days")?;
    let collected = if fee < terms.least { Decimal::ZERO } else { fee.trunc() };
    let step = format_args!(
        "fee for declaring late 滞报金 {value} × {} × {days} = {}, whole yuan from {} on",
        terms.rate,
        fee.normalize(),
        terms.least
    );
    let collected = half_up(collected, 2);
    Ok(Explained::new(collected).step(step, collected))
}

fn later(field: &str, day: Date, days: u16) -> Result<Date, Error> {
    day.checked_add(i64::from(days).days())
        .map_err(|_| Error::input(field, format!("{day} is too far in the future")))
}

fn working(field: &str, day: Date) -> Result<Date, Error> {
    let calendar = Calendar::latest()?;
    calendar.on_or_after(day).ok_or_else(|| {
        let (first, last) = (calendar.first(), calendar.last());
        Error::input(field, format!("leads to {day}, outside of the calendars, {first} to {last}"))
    })
}
