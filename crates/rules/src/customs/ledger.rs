//! The ledger of a guarantee 总担保台账.
//!
//! | posting | changes `used` by | refused when |
//! |---|---|---|
//! | DEDUCT | + tax | not valid, dishonest, a month overdue, less left than the tax, another tax before |
//! | ADJUST | new tax − old tax | no such declaration, paid, less left than the difference |
//! | RESTORE | − taxes of the declaration or month | nothing owed, amount is not what is owed |
//! | CLAIM | the same, and the guarantee shrinks with it | the same |
//!
//! Always 0 ≤ used ≤ amount, and used is the sum of all taxes not paid. A posting that stands in the ledger already
//! is told so and changes nothing: the same line again, or the same declaration with the same tax.
//! Amounts are bounded and lines are few enough, so sums cannot leave a decimal.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::aggregate::{
    Guarantee, Line, Outcome, Owed, Posting, Reason, Refusal, Status, collection,
};
use super::{Month, late, terms::terms};
use crate::{Error, Explained, half_up, money};

pub(super) struct Ledger<'a> {
    guarantee: &'a Guarantee,
    amount: Decimal,
    used: Decimal,
    entries: BTreeMap<&'a str, Entry>,
    months: BTreeMap<Month, Owed>,
    seen: BTreeSet<&'a Posting>,
    last_day: Option<Date>,
}

/// A declaration whose tax was deducted.
struct Entry {
    tax: Decimal,
    month: Month,
    paid: bool,
}

/// What a posting comes to.
enum Verdict {
    Posted(Explained<Line>),
    Refused(Refusal),
    Repeated,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(guarantee: &'a Guarantee) -> Self {
        Self {
            guarantee,
            amount: guarantee.amount.value(),
            used: Decimal::ZERO,
            entries: BTreeMap::new(),
            months: BTreeMap::new(),
            seen: BTreeSet::new(),
            last_day: None,
        }
    }

    pub(super) fn amount(&self) -> Decimal {
        money(self.amount)
    }

    pub(super) fn used(&self) -> Decimal {
        money(self.used)
    }

    pub(super) fn balance(&self) -> Decimal {
        money(self.amount - self.used)
    }

    pub(super) fn last_day(&self) -> Option<Date> {
        self.last_day
    }

    pub(super) fn months(&self) -> Vec<Owed> {
        let printed = |owed: &Owed| Owed {
            amount: money(owed.amount),
            unpaid: money(owed.unpaid),
            ..owed.clone()
        };
        self.months.values().map(printed).collect()
    }

    pub(super) fn status(&self, on: Option<Date>) -> Status {
        let Some(on) = on else { return Status::Active };
        if self.guarantee.valid_from.is_some_and(|from| on < from) {
            Status::Pending
        } else if self.guarantee.valid_to.is_some_and(|to| to < on) {
            Status::Expired
        } else if self.guarantee.dishonest || self.is_overdue(on) {
            Status::Suspended
        } else {
            Status::Active
        }
    }

    /// Posts a line; what came of it is part of the result.
    pub(super) fn post(&mut self, posting: &'a Posting) -> Result<Explained<Line>, Error> {
        let known = !self.seen.insert(posting);
        let verdict = if known {
            Verdict::Repeated
        } else {
            if let Some(last) = self.last_day.filter(|last| posting.at < *last) {
                let problem = format!("{} lies before the line ahead of it ({last})", posting.at);
                return Err(Error::input("at", problem));
            }
            self.last_day = Some(posting.at);
            match posting.reason {
                Reason::Deduct => self.deduct(posting)?,
                Reason::Adjust => self.adjust(posting)?,
                Reason::Restore | Reason::Claim => self.settle(posting)?,
            }
        };
        let balance = self.balance();
        let line = match verdict {
            Verdict::Posted(line) => line.map(|line| Line { balance, ..line }),
            Verdict::Refused(code) => {
                Explained::new(self.line(posting, Outcome::Refused, Some(code)))
            }
            Verdict::Repeated => Explained::new(self.line(posting, Outcome::Repeated, None)),
        };
        let step = in_words(&line.value);
        Ok(line.step(step, balance))
    }

    fn deduct(&mut self, posting: &'a Posting) -> Result<Verdict, Error> {
        let (id, tax) = (entry_id(posting)?, amount(posting)?);
        let terms = collection(posting.at)?;
        if let Some(entry) = self.entries.get(id) {
            let same = entry.tax == tax;
            return Ok(if same { Verdict::Repeated } else { Verdict::Refused(Refusal::Conflict) });
        }
        let refusal = match self.status(Some(posting.at)) {
            Status::Pending | Status::Expired => Some(Refusal::NotValid),
            Status::Suspended if self.guarantee.dishonest => Some(Refusal::Dishonest),
            Status::Suspended => Some(Refusal::Suspended),
            Status::Active if self.amount - self.used < tax => Some(Refusal::Insufficient),
            Status::Active => None,
        };
        if let Some(refusal) = refusal {
            return Ok(Verdict::Refused(refusal));
        }
        let month = Month::of(posting.at);
        let due_date = month.due(terms.pay_by_working_day)?;
        let owed = self.months.entry(month).or_insert(Owed {
            month,
            amount: Decimal::ZERO,
            unpaid: Decimal::ZERO,
            due_date,
        });
        owed.amount += tax;
        owed.unpaid += tax;
        self.used += tax;
        self.entries.insert(id, Entry { tax, month, paid: false });
        let papers = posting.at.checked_add(i64::from(terms.papers_days).days()).ok();
        let line = Line {
            month: Some(month),
            delta: money(tax),
            due_date: Some(due_date),
            papers_due: Some(papers.map_or(month.last_day(), |day| day.min(month.last_day()))),
            ..self.line(posting, Outcome::Posted, None)
        };
        Ok(Verdict::Posted(Explained::new(line)))
    }

    fn adjust(&mut self, posting: &'a Posting) -> Result<Verdict, Error> {
        let (id, tax) = (entry_id(posting)?, amount(posting)?);
        let left = self.amount - self.used;
        let Some(entry) = self.entries.get_mut(id) else {
            return Ok(Verdict::Refused(Refusal::Unknown));
        };
        let delta = tax - entry.tax;
        if entry.paid || delta > left {
            let refusal = if entry.paid { Refusal::Paid } else { Refusal::Insufficient };
            return Ok(Verdict::Refused(refusal));
        }
        entry.tax = tax;
        let month = entry.month;
        if let Some(owed) = self.months.get_mut(&month) {
            owed.amount += delta;
            owed.unpaid += delta;
        }
        self.used += delta;
        let line = self.line(posting, Outcome::Posted, None);
        let line = Line { month: Some(month), delta: money(delta), ..line };
        Ok(Verdict::Posted(Explained::new(line)))
    }

    /// A payment, or a claim on the guarantor: the taxes of one declaration or of one month.
    fn settle(&mut self, posting: &'a Posting) -> Result<Verdict, Error> {
        if posting.entry_id.is_some() && posting.month.is_some() {
            return Err(Error::input("month", "cannot be given beside `entry_id`"));
        }
        let oldest = || self.months.values().find(|owed| !owed.unpaid.is_zero()).map(|o| o.month);
        let found = match &posting.entry_id {
            Some(id) => self.entries.get(id.as_str()).map(|entry| (entry.month, entry.paid)),
            None => posting.month.or_else(oldest).map(|month| (month, false)),
        };
        let Some((month, paid)) = found else { return Ok(Verdict::Refused(Refusal::Unknown)) };
        let Some(owed) = self.months.get_mut(&month) else {
            return Ok(Verdict::Refused(Refusal::Unknown));
        };
        let one = posting.entry_id.as_deref().and_then(|id| self.entries.get(id));
        let tax = one.map_or(owed.unpaid, |entry| entry.tax);
        if paid || (one.is_none() && tax.is_zero()) {
            return Ok(Verdict::Refused(Refusal::Paid));
        }
        if posting.amount.is_some_and(|amount| amount.value() != tax) {
            return Ok(Verdict::Refused(Refusal::Amount));
        }
        owed.unpaid -= tax;
        let due = owed.due_date;
        let days = late::days_late(due, posting.at);
        let fee = late::late_fee("taxes 税款", tax, days, terms()?.late_fee.on(posting.at)?)?;
        self.mark_paid(posting, month);
        self.used -= tax;
        if posting.reason == Reason::Claim {
            self.amount -= tax;
        }
        let line = Line {
            month: Some(month),
            delta: money(-tax),
            due_date: Some(due),
            late_days: Some(days),
            late_fee: Some(half_up(fee.value, 2)),
            ..self.line(posting, Outcome::Posted, None)
        };
        let steps = if days > 0 { fee.map(|_| line) } else { Explained::new(line) };
        Ok(Verdict::Posted(steps))
    }

    fn mark_paid(&mut self, posting: &Posting, month: Month) {
        let named = posting.entry_id.as_deref();
        let meant = |id: &str, entry: &Entry| match named {
            Some(named) => named == id,
            None => entry.month == month,
        };
        self.entries
            .iter_mut()
            .filter(|(id, entry)| meant(id, entry))
            .for_each(|(_, entry)| entry.paid = true);
    }

    fn is_overdue(&self, on: Date) -> bool {
        self.months.values().any(|owed| !owed.unpaid.is_zero() && owed.due_date < on)
    }

    /// A line that changed nothing.
    fn line(&self, posting: &Posting, outcome: Outcome, code: Option<Refusal>) -> Line {
        Line {
            reason: posting.reason,
            entry_id: posting.entry_id.clone(),
            month: posting.month,
            at: posting.at,
            outcome,
            code,
            delta: money(Decimal::ZERO),
            balance: self.balance(),
            due_date: None,
            papers_due: None,
            late_days: None,
            late_fee: None,
        }
    }
}

fn entry_id(posting: &Posting) -> Result<&str, Error> {
    let id = posting.entry_id.as_deref();
    let id = id.ok_or_else(|| Error::input("entry_id", "is missing"))?;
    match posting.month {
        None => Ok(id),
        Some(_) => Err(Error::input("month", "is that of the day: leave it out")),
    }
}

fn amount(posting: &Posting) -> Result<Decimal, Error> {
    let amount = posting.amount.ok_or_else(|| Error::input("amount", "is missing"))?;
    Ok(amount.value())
}

/// The line in words; the value beside it is what is left.
fn in_words(line: &Line) -> String {
    let what = line.entry_id.clone().or(line.month.map(|month| month.to_string()));
    let reason = match line.reason {
        Reason::Deduct => "deducted 扣减",
        Reason::Restore => "paid, restored 缴库恢复",
        Reason::Adjust => "adjusted 调整",
        Reason::Claim => "claimed from the guarantor 索赔",
    };
    let outcome = match (line.outcome, line.code) {
        (Outcome::Posted, _) => format!("used changes by {}", line.delta),
        (Outcome::Refused, Some(code)) => format!("refused 拒绝 ({})", code.in_words()),
        (Outcome::Refused, None) => "refused 拒绝".to_owned(),
        (Outcome::Repeated, _) => "posted before, nothing changes 幂等".to_owned(),
    };
    let due = line.due_date.map(|due| format!(", due 届满日 {due}")).unwrap_or_default();
    format!("{} {} {reason}: {outcome}{due}; left 余额", line.at, what.unwrap_or_default())
}
