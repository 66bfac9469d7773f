//! Whether order, payment, waybill and inventory of an online purchase agree 三单比对.
//!
//! Source: 海关总署公告2018年第194号 and the customs messages' own notes; the numbers R1–R10 and the failure codes are
//! ours. A check that lacks what it looks at is skipped and says so; it is never passed silently.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::checks::{self, Finding, Matching};
use super::documents::Documents;
use crate::{Dated, Error, Explained, Parameters, Rule};

/// `ecommerce.match`: the ten checks, and what fails.
#[derive(Debug)]
pub struct Match;

/// What the checks found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Matched {
    /// Whether nothing fails.
    pub verdict: Verdict,
    /// Codes of what fails, in the order of the checks.
    pub codes: Vec<Code>,
    /// Every check.
    pub checks: Vec<Check>,
}

/// Whether the documents agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Verdict {
    /// Nothing fails.
    Pass,
    /// Something does.
    Fail,
}

/// A check and its outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Check {
    /// Which one: `R3`.
    pub rule: &'static str,
    /// Passed, failed or skipped.
    pub outcome: CheckOutcome,
    /// What fails.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    /// What was compared with what, or what is missing.
    pub detail: String,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CheckOutcome {
    /// It agrees.
    Pass,
    /// It does not.
    Fail,
    /// What it looks at is not given.
    Skipped,
}

/// What can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Code {
    /// R1: there is no order.
    MissingOrder,
    /// R1: there is no payment of that order.
    MissingPayment,
    /// R1: there is no waybill of that order.
    MissingWaybill,
    /// R1: there is no inventory of that order.
    MissingInventory,
    /// R2: what was paid is not price and freight and tax less discount.
    AmtFormula,
    /// R3: what was paid is not what the payment says.
    AmtPay,
    /// R4: who ordered is not who paid.
    BuyerPayer,
    /// R5: who receives differs on the waybill.
    Consignee,
    /// R6: the goods differ, or do not add up.
    Item,
    /// R7: a good is not on the list.
    NotOnList,
    /// R8: above the limit of one order.
    LimitOnce,
    /// R8: above the limit of a year.
    LimitYear,
    /// R9: currency, kind or number of the identity card.
    Format,
    /// R10: an enterprise is not registered.
    Unreg,
}

#[derive(Debug, Deserialize)]
struct Terms {
    matching: Dated<Matching>,
}

const MOST_ITEMS: usize = 10_000;

impl Rule for Match {
    const NAME: &'static str = "ecommerce.match";
    const FILE: &'static str = include_str!("../../../../rules/ecommerce.match.yaml");
    type Input = Documents;
    type Output = Matched;

    fn evaluate(input: &Documents) -> Result<Explained<Matched>, Error> {
        static TERMS: Parameters<Terms> = Parameters::of(Match::NAME, Match::FILE);
        let terms = TERMS.get()?.matching.on_or_last(input.on)?;
        bounded(input)?;
        let mut found: Vec<_> =
            checks::presence(input).into_iter().map(|found| ("R1", found)).collect();
        if let Some(order) = &input.order {
            let inventory = input.inventory.as_ref();
            found.push(("R2", checks::formula(order, terms)?));
            found.push(("R3", checks::paid(order, input.payment.as_ref())));
            found.push(("R4", checks::payer(order, input.payment.as_ref())));
            found.push(("R5", checks::consignee(order, input.waybill.as_ref())));
            found.push(("R6", checks::items(order, inventory, terms)?));
            found.push(("R7", checks::listed(inventory, input)));
            found.push(("R8", checks::within_limits(order, input)?));
            found.push(("R9", checks::format(order, input, terms)));
            found.push(("R10", checks::registered(order, input)));
        }
        let checks: Vec<_> = found.into_iter().map(|(rule, found)| check(rule, found)).collect();
        let codes: Vec<_> = checks.iter().filter_map(|check| check.code).collect();
        let verdict = if codes.is_empty() { Verdict::Pass } else { Verdict::Fail };
        let steps = checks.iter().fold(Explained::new(()), |steps, check| {
            steps.step(format!("{} {}", check.rule, check.detail), check.outcome)
        });
        Ok(steps.step("verdict 比对结果", verdict).map(|()| Matched { verdict, codes, checks }))
    }
}

fn check(rule: &'static str, found: Finding) -> Check {
    let (outcome, code, detail) = match found {
        Finding::Pass(detail) => (CheckOutcome::Pass, None, detail),
        Finding::Fail(code, detail) => (CheckOutcome::Fail, Some(code), detail),
        Finding::Skipped(detail) => (CheckOutcome::Skipped, None, detail),
    };
    Check { rule, outcome, code, detail }
}

fn bounded(input: &Documents) -> Result<(), Error> {
    let order = input.order.as_ref().map_or(0, |order| order.items.len());
    let inventory = input.inventory.as_ref().map_or(0, |inventory| inventory.items.len());
    for (field, items) in [("order.items", order), ("inventory.items", inventory)] {
        if items > MOST_ITEMS {
            return Err(Error::input(field, format!("more than {MOST_ITEMS}")));
        }
    }
    Ok(())
}
