//! Taxes of a month paid together, against a guarantee 汇总征税.
//!
//! Source: 海关总署公告2017年第45号: goods are released when the tax can be deducted from the guarantee; the taxes of a
//! month are paid by the fifth working day of the next, and the payment restores the guarantee. Payment dates since
//! 2022-07-15: 公告2022年第61号. The fee for paying late is that of `rules/customs.tax.yaml`.

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Month;
use super::ledger::Ledger;
use crate::{Amount, Dated, Error, Explained, Parameters, Rule, half_up};

/// `customs.aggregate`: the ledger of a guarantee: deducted, refused, restored, due, late.
#[derive(Debug)]
pub struct Aggregate;

/// A guarantee and what is posted to it, by date. What is posted twice counts once.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Posted {
    /// The day the ledger is looked at; the day of the last posting when left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
    /// The guarantee 总担保.
    pub guarantee: Guarantee,
    /// What is posted, at most 1,000,000 lines, no date before the one ahead of it.
    pub postings: Vec<Posting>,
}

/// A guarantee for all customs houses it names.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Guarantee {
    /// Its number 备案编号.
    #[serde(default)]
    pub no: Option<String>,
    /// How much it covers, in yuan 额度.
    pub amount: Amount,
    /// Its first day.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub valid_from: Option<Date>,
    /// Its last day.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub valid_to: Option<Date>,
    /// Whether the holder is on the customs' list of dishonest enterprises 失信企业, who may not use it.
    #[serde(default)]
    pub dishonest: bool,
}

/// A line to be posted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Posting {
    /// What happened; a deduction when left out.
    #[serde(default)]
    pub reason: Reason,
    /// The declaration 报关单; a payment may name a month instead.
    #[serde(default)]
    pub entry_id: Option<String>,
    /// The month whose declarations are paid; when neither is given, the oldest month unpaid.
    #[serde(default)]
    pub month: Option<Month>,
    /// Yuan: the tax of a deduction, the new tax of an adjustment; of a payment it must be what is owed.
    #[serde(default)]
    pub amount: Option<Amount>,
    /// The day it happened.
    #[schemars(with = "String")]
    pub at: Date,
}

/// Why a guarantee changes.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "UPPERCASE")]
pub enum Reason {
    /// A declaration takes its tax from the guarantee 扣减.
    #[default]
    Deduct,
    /// Its tax reached the treasury 缴库: the guarantee is free again 恢复.
    Restore,
    /// The tax of a declaration was corrected 调整.
    Adjust,
    /// Customs took the tax from the guarantor 索赔: paid, but the guarantee is smaller by it.
    Claim,
}

/// The ledger after all postings; money in yuan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct State {
    /// Every posting in the order given, with what came of it.
    pub ledger: Vec<Line>,
    /// What the guarantee covers, after claims.
    #[schemars(with = "String")]
    pub amount: Decimal,
    /// Taxes deducted and not yet paid.
    #[schemars(with = "String")]
    pub used: Decimal,
    /// What is left.
    #[schemars(with = "String")]
    pub balance: Decimal,
    /// Whether declarations can use it.
    pub status: Status,
    /// What each month owes.
    pub months: Vec<Owed>,
    /// Fees for late payments that were made.
    #[schemars(with = "String")]
    pub late_fee: Decimal,
}

/// What came of a posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Line {
    /// What happened.
    pub reason: Reason,
    /// The declaration.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry_id: Option<String>,
    /// The month it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<Month>,
    /// The day.
    #[schemars(with = "String")]
    pub at: Date,
    /// Posted, refused, or known already.
    pub outcome: Outcome,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Refusal>,
    /// What it added to the taxes that are used.
    #[schemars(with = "String")]
    pub delta: Decimal,
    /// What is left of the guarantee after it.
    #[schemars(with = "String")]
    pub balance: Decimal,
    /// The last day to pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub due_date: Option<Date>,
    /// The last day to hand in papers of a declaration that has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub papers_due: Option<Date>,
    /// Days the payment came too late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late_days: Option<i32>,
    /// The fee for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub late_fee: Option<Decimal>,
}

/// What became of a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It changed the ledger.
    Posted,
    /// It changed nothing, because of its `code`.
    Refused,
    /// It is in the ledger already and changed nothing.
    Repeated,
}

/// Why a posting is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Refusal {
    /// Less is left than the tax 额度不足: pay this declaration by itself, or add to the guarantee.
    Insufficient,
    /// A month is overdue 暂停.
    Suspended,
    /// The guarantee does not hold on that day.
    NotValid,
    /// The holder is on the list of dishonest enterprises.
    Dishonest,
    /// The declaration was posted with another tax.
    Conflict,
    /// No such declaration was deducted, or nothing of that month is owed.
    Unknown,
    /// The declaration is paid.
    Paid,
    /// The amount is not what is owed.
    Amount,
}

/// Whether a guarantee can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Before its first day 备案中.
    Pending,
    /// 有效
    Active,
    /// A month is overdue, or the holder is not honest 暂停.
    Suspended,
    /// After its last day 到期.
    Expired,
}

/// What a month owes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Owed {
    /// The month.
    pub month: Month,
    /// Its taxes.
    #[schemars(with = "String")]
    pub amount: Decimal,
    /// What of them is not paid.
    #[schemars(with = "String")]
    pub unpaid: Decimal,
    /// The last day to pay.
    #[schemars(with = "String")]
    pub due_date: Date,
}

impl Refusal {
    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::Insufficient => "less is left than the tax 额度不足",
            Self::Suspended => "a month is overdue 额度暂停",
            Self::NotValid => "the guarantee does not hold on that day 不在有效期",
            Self::Dishonest => "the holder is listed as dishonest 失信企业",
            Self::Conflict => "posted before with another tax",
            Self::Unknown => "nothing of that name is owed",
            Self::Paid => "paid already 已缴库",
            Self::Amount => "the amount is not what is owed",
        }
    }
}

#[derive(Debug, Deserialize)]
struct Terms {
    aggregate: Dated<Collection>,
}

/// How taxes are collected together.
#[derive(Debug, Deserialize)]
pub(super) struct Collection {
    pub(super) pay_by_working_day: u32,
    pub(super) papers_days: u16,
}

/// How taxes were collected together on a day.
pub(super) fn collection(on: Date) -> Result<&'static Collection, Error> {
    static TERMS: Parameters<Terms> = Parameters::of(Aggregate::NAME, Aggregate::FILE);
    Ok(TERMS.get()?.aggregate.on(on)?)
}

const MOST_POSTINGS: usize = 1_000_000;

impl Rule for Aggregate {
    const NAME: &'static str = "customs.aggregate";
    const FILE: &'static str = include_str!("../../../../rules/customs.aggregate.yaml");
    type Input = Posted;
    type Output = State;

    fn evaluate(input: &Posted) -> Result<Explained<State>, Error> {
        if input.postings.len() > MOST_POSTINGS {
            return Err(Error::input("postings", format!("more than {MOST_POSTINGS}")));
        }
        let mut ledger = Ledger::new(&input.guarantee);
        let mut steps = Explained::new(());
        let mut lines = Vec::with_capacity(input.postings.len());
        steps.push("the guarantee covers 额度", half_up(input.guarantee.amount.value(), 2));
        for (at, posting) in input.postings.iter().enumerate() {
            let line =
                ledger.post(posting).map_err(|wrong| wrong.within(&format!("postings[{at}]")))?;
            steps = steps.and(line.steps);
            lines.push(line.value);
        }
        let on = input.on.or(ledger.last_day());
        if let Some(on) = on {
            collection(on)?;
        }
        let steps = steps.step("taxes deducted and not paid 占用", ledger.used());
        Ok(steps.map(|()| State {
            amount: ledger.amount(),
            used: ledger.used(),
            balance: ledger.balance(),
            status: ledger.status(on),
            months: ledger.months(),
            late_fee: half_up(lines.iter().filter_map(|line| line.late_fee).sum(), 2),
            ledger: lines,
        }))
    }
}
