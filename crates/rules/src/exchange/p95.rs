//! Billing of a port by the 95th percentile 95 计费.
//!
//! Source: the custom of carriers and exchanges; no regulation. Samples every five minutes, sorted; the one at place
//! ⌈0.95 N⌉ counts, so 5 % of the month may exceed it without cost. Missing samples are missing, not zero; too many
//! of them, and nothing is billed. Worked examples: `rules/ix.p95.yaml`.

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::{Dated, Error, Exact, Explained, Parameters, Rule, half_up};

/// `ix.p95`: the 95th percentile of a port's traffic and what the traffic above the commitment costs.
#[derive(Debug)]
pub struct P95;

/// A month of samples of one port; or its percentile, when only the charge is asked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// A day of the month that is billed; with it the number of samples to expect is known.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
    /// Samples of one direction, in the unit of `commit` (M: Mbit/s); `null` where one is missing.
    #[serde(default)]
    pub samples: Option<Vec<Option<Amount>>>,
    /// Samples of incoming traffic, instead of `samples`.
    #[serde(default, rename = "in")]
    pub incoming: Option<Vec<Option<Amount>>>,
    /// Samples of outgoing traffic, instead of `samples`.
    #[serde(default, rename = "out")]
    pub outgoing: Option<Vec<Option<Amount>>>,
    /// The percentile itself, instead of samples.
    #[serde(default)]
    pub p95: Option<Amount>,
    /// How many samples there should be; when left out, those of the month of `on`, else as many as are listed.
    #[serde(default)]
    pub expected: Option<u64>,
    /// The commitment 保底带宽.
    #[serde(default)]
    pub commit: Option<Amount>,
    /// Price in yuan of one unit above the commitment.
    #[serde(default)]
    pub price: Option<Amount>,
}

/// The percentile and the charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Output {
    /// What is billed: the larger of both directions.
    pub p95: Amount,
    /// The percentile of incoming traffic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p95_in: Option<Amount>,
    /// The percentile of outgoing traffic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p95_out: Option<Amount>,
    /// The share of samples that are there, of the direction that misses more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub coverage: Option<Decimal>,
    /// Whether there are enough samples to bill.
    pub billable: bool,
    /// Units above the commitment.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub overage: Option<Decimal>,
    /// Yuan to pay for them; nothing when not billable.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub amount: Option<Decimal>,
}

#[derive(Debug, Deserialize)]
struct Terms {
    billing: Dated<Billing>,
}

#[derive(Debug, Deserialize)]
struct Billing {
    percentile: Decimal,
    minutes: u64,
    least_coverage: Decimal,
}

type Samples<'a> = &'a [Option<Amount>];

/// What the samples of one direction give.
struct Direction {
    p95: Amount,
    coverage: Decimal,
}

/// More than a year of samples every minute.
const MOST_SAMPLES: usize = 1_000_000;

impl Rule for P95 {
    const NAME: &'static str = "ix.p95";
    const FILE: &'static str = include_str!("../../../../rules/ix.p95.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        static TERMS: Parameters<Terms> = Parameters::of(P95::NAME, P95::FILE);
        let billing = TERMS.get()?.billing.on_or_last(input.on)?;
        let measured = measured(input, billing)?;
        charged(input, measured)
    }
}

/// The percentile, from whatever is given.
fn measured(input: &Input, billing: &Billing) -> Result<Explained<Output>, Error> {
    let mut explained = Explained::new(());
    let mut directions = Vec::new();
    for (field, samples) in given(input)? {
        let direction = percentile(field, samples, input, billing)?;
        explained = explained.and(direction.steps);
        directions.push(direction.value);
    }
    let p95 = directions.iter().map(|direction| direction.p95).max().or(input.p95);
    let p95 = p95.ok_or_else(|| Error::input("p95", "is missing"))?;
    let coverage = directions.iter().map(|direction| direction.coverage).min();
    let billable = coverage.is_none_or(|coverage| coverage >= billing.least_coverage);
    if coverage.is_some() {
        let least = billing.least_coverage;
        explained = explained
            .step("95th percentile that counts, the larger direction 取大", p95)
            .step(format!("enough samples to bill, at least {least} 达到计费覆盖率"), billable);
    }
    let both = if input.incoming.is_some() { directions.as_slice() } else { &[] };
    Ok(explained.map(|()| Output {
        p95,
        p95_in: both.first().map(|direction| direction.p95),
        p95_out: both.last().map(|direction| direction.p95),
        coverage: coverage.map(|coverage| half_up(coverage, 4)),
        billable,
        overage: None,
        amount: None,
    }))
}

/// The lists of samples that are given, each with its field; none beside a percentile.
fn given(input: &Input) -> Result<Vec<(&'static str, Samples<'_>)>, Error> {
    let Input { samples, incoming, outgoing, p95, .. } = input;
    match (samples, incoming, outgoing, p95) {
        (None, None, None, Some(_)) => Ok(Vec::new()),
        (Some(samples), None, None, None) => Ok(vec![("samples", samples)]),
        (None, Some(incoming), Some(outgoing), None) => {
            Ok(vec![("in", incoming), ("out", outgoing)])
        }
        (None, None, None, None) => {
            Err(Error::input("samples", "is missing (or give `in` and `out`, or `p95`)"))
        }
        (.., Some(_)) => Err(Error::input("p95", "cannot be given beside samples")),
        (Some(_), ..) => Err(Error::input("samples", "cannot be given beside `in` and `out`")),
        (None, None, ..) => Err(Error::input("in", "is missing beside `out`")),
        (None, ..) => Err(Error::input("out", "is missing beside `in`")),
    }
}

/// The sample at place ⌈percentile × N⌉ of the samples there are, in rising order.
fn percentile(
    field: &str,
    samples: &[Option<Amount>],
    input: &Input,
    billing: &Billing,
) -> Result<Explained<Direction>, Error> {
    if samples.len() > MOST_SAMPLES {
        return Err(Error::input(field, format!("more than {MOST_SAMPLES} samples")));
    }
    let mut present: Vec<Amount> = samples.iter().flatten().copied().collect();
    present.sort_unstable();
    let count = present.len();
    let place = (Exact::of(Decimal::from(count)) * billing.percentile).value(field)?.ceil();
    let at = usize::try_from(place).ok().and_then(|place| place.checked_sub(1));
    let p95 = at.and_then(|at| present.get(at).copied());
    let p95 = p95.ok_or_else(|| Error::input(field, "holds no sample"))?;
    let expected = expected(samples.len(), input, billing)?;
    if u64::try_from(count).is_ok_and(|count| count > expected) {
        return Err(Error::input(field, format!("{count} samples, more than {expected} expected")));
    }
    let coverage = (Exact::of(Decimal::from(count)) / expected).value("expected")?;
    let explained = Explained::new(())
        .step(format!("{field}: samples there are, of {expected} 样本数"), count)
        .step(format!("{field}: coverage 覆盖率 {count} / {expected}"), half_up(coverage, 4))
        .step(format!("{field}: place {} × {count}, rounded up 进一", billing.percentile), place)
        .step(format!("{field}: sample at that place, in rising order 升序"), p95);
    Ok(explained.map(|()| Direction { p95, coverage }))
}

/// How many samples there should be.
fn expected(listed: usize, input: &Input, billing: &Billing) -> Result<u64, Error> {
    let month = input.on.map(|on| i64::from(on.days_in_month()).unsigned_abs());
    let of_month = month.and_then(|days| (days * 24 * 60).checked_div(billing.minutes));
    let expected = input.expected.or(of_month).or(u64::try_from(listed).ok());
    expected.filter(|expected| *expected > 0).ok_or_else(|| Error::input("expected", "is zero"))
}

/// What the traffic above the commitment costs.
fn charged(input: &Input, measured: Explained<Output>) -> Result<Explained<Output>, Error> {
    let Some(commit) = input.commit else {
        return match input.price {
            Some(_) => Err(Error::input("commit", "is missing beside `price`")),
            None => Ok(measured),
        };
    };
    let p95 = measured.value.p95;
    let (p95, commit) = (p95.value(), commit.value());
    let measured = if p95 <= commit {
        measured.step(format_args!("within the commitment of {commit} 未超量"), Decimal::ZERO)
    } else {
        measured.step(format_args!("above the commitment 超量 {p95} − {commit}"), p95 - commit)
    };
    let overage = (p95 - commit).max(Decimal::ZERO);
    let Some(price) = input.price else {
        return Ok(measured.map(|output| Output { overage: Some(overage), ..output }));
    };
    let billed = if measured.value.billable { overage } else { Decimal::ZERO };
    let amount = half_up((Exact::of(billed) * price.value()).value("price")?, 2);
    let step = format!("charge in yuan 超量费 {billed} × {}, to the fen", price.value());
    Ok(measured.step(step, amount).map(|output| Output {
        overage: Some(overage),
        amount: Some(amount),
        ..output
    }))
}
