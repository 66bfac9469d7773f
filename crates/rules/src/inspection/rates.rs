//! Sample sizes by credit class 差异化抽查比例.
//!
//! Source: 企业公示信息抽查办法 (at least 3 % of the enterprises) and the rates that places publish for each credit
//! class. Each stratum gives ceiling(size × rate) objects, computed exactly.

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Dated, Error, Explained, Parameters, Rule};

/// `inspection.rates`: how many objects are drawn of each stratum.
#[derive(Debug)]
pub struct Rates;

/// The strata, each with its size and its rate.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The date of the draw; needed for a preset.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub on: Option<Date>,
    /// A place's published rates, taken for strata that give none: `bayannur`.
    #[serde(default)]
    pub preset: Option<String>,
    /// The strata, at most 10,000.
    pub strata: Vec<Stratum>,
}

/// Objects of one credit class 分类.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stratum {
    /// Its name: `A`.
    pub name: String,
    /// How many objects it has.
    pub size: u64,
    /// The share that is drawn, from 0 to 1: `0.02`.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub rate: Option<Decimal>,
}

/// How many are drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Output {
    /// Each stratum in the order given.
    pub strata: Vec<Sample>,
    /// Objects drawn of all strata.
    pub total: u64,
    /// Objects of all strata.
    pub population: u64,
}

/// How many of one stratum are drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sample {
    /// The stratum.
    pub name: String,
    /// Its objects.
    pub size: u64,
    /// The share asked for.
    #[schemars(with = "String")]
    pub rate: Decimal,
    /// How many are drawn: the share, rounded up.
    pub sample: u64,
}

#[derive(Debug, Deserialize)]
struct Terms {
    presets: Dated<Preset>,
}

#[derive(Debug, Deserialize)]
struct Preset {
    preset: String,
    rates: std::collections::BTreeMap<String, Decimal>,
}

const MOST_STRATA: usize = 10_000;
const MOST_OBJECTS: u64 = 1_000_000_000_000;

/// The smallest number of objects that is not less than the share: ceiling(size × rate), exactly.
pub fn sample_size(size: u64, rate: Decimal) -> Option<u64> {
    Decimal::from(size).checked_mul(rate)?.ceil().try_into().ok()
}

impl Rule for Rates {
    const NAME: &'static str = "inspection.rates";
    const FILE: &'static str = include_str!("../../../../rules/inspection.rates.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        if input.strata.is_empty() || input.strata.len() > MOST_STRATA {
            return Err(Error::input("strata", format!("takes 1 to {MOST_STRATA} strata")));
        }
        let preset = preset(input)?;
        let mut explained = Explained::new(());
        let mut strata = Vec::with_capacity(input.strata.len());
        for (at, stratum) in input.strata.iter().enumerate() {
            let sample = sample(stratum, preset, at)?;
            let share = Decimal::from(sample.size) * sample.rate;
            explained = explained.step(
                format!(
                    "{}: {} × {} = {}, rounded up 进一取整",
                    sample.name,
                    sample.size,
                    sample.rate,
                    share.normalize()
                ),
                sample.sample,
            );
            strata.push(sample);
        }
        let total = strata.iter().map(|sample| sample.sample).sum();
        let population = strata.iter().map(|sample| sample.size).sum();
        Ok(explained.step("objects drawn 抽查总数", total).map(|()| Output {
            strata,
            total,
            population,
        }))
    }
}

fn sample(stratum: &Stratum, preset: Option<&Preset>, at: usize) -> Result<Sample, Error> {
    let field = |name: &str| format!("strata[{at}].{name}");
    if stratum.size > MOST_OBJECTS {
        return Err(Error::input(field("size"), format!("more than {MOST_OBJECTS}")));
    }
    let preset = preset.and_then(|preset| preset.rates.get(&stratum.name).copied());
    let rate = stratum.rate.or(preset).ok_or_else(|| Error::input(field("rate"), "is missing"))?;
    if rate < Decimal::ZERO || rate > Decimal::ONE {
        return Err(Error::input(field("rate"), format!("{rate} is not a share from 0 to 1")));
    }
    let sample = sample_size(stratum.size, rate)
        .ok_or_else(|| Error::input(field("rate"), "has too many digits to compute exactly"))?;
    Ok(Sample { name: stratum.name.clone(), size: stratum.size, rate, sample })
}

fn preset(input: &Input) -> Result<Option<&'static Preset>, Error> {
    static TERMS: Parameters<Terms> = Parameters::of(Rates::NAME, Rates::FILE);
    let Some(name) = &input.preset else { return Ok(None) };
    let on = input.on.ok_or_else(|| Error::input("on", "is needed for a preset"))?;
    let presets = &TERMS.get()?.presets;
    let known: Vec<_> = presets.iter().map(|entry| entry.value.preset.as_str()).collect();
    if !known.contains(&name.as_str()) {
        return Err(Error::input("preset", format!("`{name}` is none of {}", known.join(", "))));
    }
    Ok(Some(presets.find(on, |preset| preset.preset == *name)?))
}
