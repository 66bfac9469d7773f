//! Multilateral netting 多边净额清算, with failure and unwind.
//!
//! net_i = Σ_j (x_ji − x_ij); all nets together are zero, and only Σ max(net, 0) is settled. Whoever owes more than
//! their liquidity and margin fails: all payments from and to them are taken out (unwind 解退), and the rest is netted
//! anew, until nobody fails. All who fail in one round are taken out together. A simulation: no regulation is
//! applied. Worked examples: `rules/finance.netting.yaml`.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Amount, Error, Exact, Explained, Parameters, Rule, half_up, money};

/// `finance.netting`: who pays and who receives when all obligations are set off against each other.
#[derive(Debug)]
pub struct Netting;

/// What is owed, and what the parties can pay; one currency.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Obligations {
    /// Who owes whom how much; at most 1,000,000.
    pub obligations: Vec<Obligation>,
    /// What a party can pay; whoever is not named can pay all.
    #[serde(default)]
    pub liquidity: BTreeMap<String, Amount>,
    /// Margin 保证金 of a party, used when its liquidity does not suffice.
    #[serde(default)]
    pub margin: BTreeMap<String, Amount>,
}

/// A payment that is owed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Obligation {
    /// Who owes.
    pub from: String,
    /// To whom.
    pub to: String,
    /// How much.
    pub amount: Amount,
}

/// The netting that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Netted {
    /// The last round: the one that is settled.
    #[serde(flatten)]
    pub settled: Round,
    /// Who was taken out, in all rounds.
    pub failed: Vec<String>,
    /// What is taken from the margin of whoever is short.
    #[schemars(with = "BTreeMap<String, String>")]
    pub margin_used: BTreeMap<String, Decimal>,
    /// Every round; the first is before anybody fails.
    pub rounds: Vec<Round>,
}

/// A netting of some obligations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Round {
    /// All obligations together.
    #[schemars(with = "String")]
    pub gross: Decimal,
    /// What each party receives, or pays when negative.
    #[schemars(with = "BTreeMap<String, String>")]
    pub net: BTreeMap<String, Decimal>,
    /// What is settled: all that is received.
    #[schemars(with = "String")]
    pub settlement: Decimal,
    /// The share that need not be paid, 1 − settlement ÷ gross, to four places.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub saving: Option<Decimal>,
    /// Who cannot pay in this round.
    pub short: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Terms {
    most_obligations: usize,
}

impl Rule for Netting {
    const NAME: &'static str = "finance.netting";
    const FILE: &'static str = include_str!("../../../../rules/finance.netting.yaml");
    type Input = Obligations;
    type Output = Netted;

    fn evaluate(input: &Obligations) -> Result<Explained<Netted>, Error> {
        checked(input)?;
        let mut steps = Explained::new(());
        let mut failed = BTreeSet::new();
        let mut rounds = Vec::new();
        loop {
            bounded(input, &rounds)?;
            let round = round(input, &failed, rounds.len() + 1)?;
            steps = steps.and(round.steps);
            let short: Vec<_> = round.value.short.clone();
            rounds.push(round.value);
            if short.is_empty() {
                break;
            }
            steps.push("cannot pay: taken out with all their payments 解退", &short);
            failed.extend(short);
        }
        let settled = rounds.last().cloned();
        let settled = settled.ok_or_else(|| Error::input("obligations", "is missing"))?;
        let margin_used = margin_used(input, &settled);
        Ok(steps.map(|()| Netted {
            settled,
            failed: failed.into_iter().collect(),
            margin_used,
            rounds,
        }))
    }
}

fn checked(input: &Obligations) -> Result<(), Error> {
    static TERMS: Parameters<Terms> = Parameters::of(Netting::NAME, Netting::FILE);
    let most = TERMS.get()?.most_obligations;
    if input.obligations.is_empty() || input.obligations.len() > most {
        return Err(Error::input("obligations", format!("takes 1 to {most} obligations")));
    }
    for (at, Obligation { from, to, .. }) in input.obligations.iter().enumerate() {
        if from.trim().is_empty() || to.trim().is_empty() {
            let field = if to.trim().is_empty() { "to" } else { "from" };
            return Err(Error::input(format!("obligations[{at}].{field}"), "names nobody"));
        }
        if from == to {
            let problem = format!("{to} cannot owe to themselves");
            return Err(Error::input(format!("obligations[{at}].to"), problem));
        }
    }
    Ok(())
}

/// Refuses a chain of failures so long that its rounds would fill the memory.
fn bounded(input: &Obligations, rounds: &[Round]) -> Result<(), Error> {
    const MOST_NETS: usize = 2_000_000;
    const MOST_READ: usize = 100_000_000;
    let nets = rounds.last().map_or(0, |round| round.net.len());
    let read = rounds.len().saturating_mul(input.obligations.len());
    if nets.saturating_mul(rounds.len()) > MOST_NETS || read > MOST_READ {
        return Err(Error::input("liquidity", "too many parties fail one after another"));
    }
    Ok(())
}

/// Nets what is left without the parties that failed.
fn round(
    input: &Obligations,
    failed: &BTreeSet<String>,
    number: usize,
) -> Result<Explained<Round>, Error> {
    let mut flows: BTreeMap<&str, (Exact, Exact)> = BTreeMap::new();
    let mut gross = Exact::of(Decimal::ZERO);
    let nothing = || (Exact::of(Decimal::ZERO), Exact::of(Decimal::ZERO));
    for Obligation { from, to, amount } in &input.obligations {
        if failed.contains(from) || failed.contains(to) {
            continue;
        }
        gross = gross + amount.value();
        let payer = flows.entry(from).or_insert_with(nothing);
        payer.1 = payer.1 + amount.value();
        let payee = flows.entry(to).or_insert_with(nothing);
        payee.0 = payee.0 + amount.value();
    }
    let gross = gross.value("obligations")?;
    let mut steps = Explained::new(());
    steps.push(format!("round {number}: all obligations together 总额"), money(gross));
    let mut net = BTreeMap::new();
    let mut settlement = Exact::of(Decimal::ZERO);
    for (party, (received, paid)) in flows {
        let (received, paid) = (received.value("obligations")?, paid.value("obligations")?);
        let balance = (Exact::of(received) - paid).value("obligations")?;
        steps.push(format!("net of {party} 净额 {received} − {paid}"), money(balance));
        settlement = settlement + balance.max(Decimal::ZERO);
        net.insert(party.to_owned(), money(balance));
    }
    let settlement = settlement.value("obligations")?;
    let saving = match gross.is_zero() {
        true => None,
        false => Some((Exact::of(gross) - settlement).value("obligations")?),
    };
    let saving = saving.map(|saved| (Exact::of(saved) / gross).value("obligations")).transpose()?;
    let saving = saving.map(|saving| half_up(saving, 4));
    let short = net.iter().filter(|(party, net)| is_short(input, party, **net));
    let short = short.map(|(party, _)| party.clone()).collect();
    steps.push("settled 结算额 (all that is received)", money(settlement));
    steps.push(format!("saved 节省率 1 − {settlement} ÷ {gross}"), saving);
    Ok(steps.map(|()| Round {
        gross: money(gross),
        net,
        settlement: money(settlement),
        saving,
        short,
    }))
}

/// Whether a party owes more than its liquidity and its margin.
fn is_short(input: &Obligations, party: &str, net: Decimal) -> bool {
    let margin = input.margin.get(party).map_or(Decimal::ZERO, |margin| margin.value());
    let liquidity = input.liquidity.get(party);
    liquidity.is_some_and(|liquidity| -net > liquidity.value() + margin)
}

/// What is taken from margins: what is owed above the liquidity.
fn margin_used(input: &Obligations, settled: &Round) -> BTreeMap<String, Decimal> {
    let missing = |party: &String, net: &Decimal| {
        let liquidity = input.liquidity.get(party)?;
        let missing = -*net - liquidity.value();
        (missing > Decimal::ZERO).then(|| (party.clone(), money(missing)))
    };
    settled.net.iter().filter_map(|(party, net)| missing(party, net)).collect()
}
