//! All rules by name, each behind JSON.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::schema_for;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Answer, Error, Rule, Source};
use crate::{
    access, appraisal, bizenv, calendar, credit, customs, delivery, draw, ecommerce, evidence,
    exchange, fairness, finance, inspection, land, permit, progress, traffic,
};

/// A rule behind JSON.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Its name: `land.per_mu`.
    pub name: &'static str,
    file: &'static str,
    run: fn(&Value) -> Result<Answer, Error>,
    input: fn() -> Value,
    output: fn() -> Value,
}

/// What every file in `rules/` starts with.
#[derive(Debug, Deserialize)]
struct Head {
    title: Title,
    sources: Vec<Source>,
    #[serde(default)]
    examples: Vec<Example>,
}

/// A rule's name for people.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// 中文
    pub zh: String,
    /// English
    pub en: String,
}

/// A worked example of a rule's file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Its name, unique in the file.
    pub name: String,
    /// Where it comes from.
    pub source: String,
    /// The input.
    pub input: Value,
    /// The result; fields that it leaves out are not compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    /// What the error must say, for an input that must be refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Every rule, in the order of the alphabet.
pub static RULES: &[Entry] = &[
    entry::<access::NegativeList>(),
    entry::<appraisal::Score>(),
    entry::<bizenv::DoingBusiness>(),
    entry::<bizenv::Steps>(),
    entry::<calendar::Workdays>(),
    entry::<credit::Retention>(),
    entry::<credit::Uscc>(),
    entry::<customs::Aggregate>(),
    entry::<customs::Tax>(),
    entry::<delivery::Light>(),
    entry::<delivery::Order>(),
    entry::<draw::Draw>(),
    entry::<ecommerce::Match>(),
    entry::<ecommerce::RetailTax>(),
    entry::<evidence::Merkle>(),
    entry::<fairness::Review>(),
    entry::<finance::Netting>(),
    entry::<inspection::Rates>(),
    entry::<exchange::P95>(),
    entry::<land::PerMu>(),
    entry::<permit::Points>(),
    entry::<progress::Sdg>(),
    entry::<traffic::Tpi>(),
    entry::<traffic::Webster>(),
];

/// The rule of that name.
pub fn find(name: &str) -> Result<&'static Entry, Error> {
    RULES.iter().find(|entry| entry.name == name).ok_or_else(|| Error::Unknown(name.to_owned()))
}

/// The registry entry of a rule.
const fn entry<R: Rule>() -> Entry {
    Entry {
        name: R::NAME,
        file: R::FILE,
        run: run::<R>,
        input: || schema_for!(R::Input).to_value(),
        output: || schema_for!(R::Output).to_value(),
    }
}

fn run<R: Rule>(input: &Value) -> Result<Answer, Error> {
    let explained = R::evaluate(&R::parse(input)?)?;
    let result = serde_json::to_value(&explained.value)
        .map_err(|wrong| Error::input("result", wrong.to_string()))?;
    Ok(Answer { result, explanation: explained.steps, source: head(R::NAME)?.sources.clone() })
}

/// The heads of all files, read once.
static HEADS: LazyLock<BTreeMap<&str, Result<Head, String>>> = LazyLock::new(|| {
    let read = |file| serde_saphyr::from_str(file).map_err(|wrong| wrong.to_string());
    RULES.iter().map(|entry| (entry.name, read(entry.file))).collect()
});

fn head(rule: &str) -> Result<&'static Head, Error> {
    let entry = find(rule)?;
    match HEADS.get(entry.name) {
        Some(Ok(head)) => Ok(head),
        Some(Err(problem)) => Err(Error::File { file: entry.name, problem: problem.clone() }),
        None => Err(Error::Unknown(rule.to_owned())),
    }
}

impl Entry {
    /// Computes the rule for a JSON input.
    pub fn run(&self, input: &Value) -> Result<Answer, Error> {
        (self.run)(input)
    }

    /// JSON Schema of the input.
    pub fn input_schema(&self) -> Value {
        (self.input)()
    }

    /// JSON Schema of the result.
    pub fn output_schema(&self) -> Value {
        (self.output)()
    }

    /// Its name for people.
    pub fn title(&self) -> Result<Title, Error> {
        Ok(head(self.name)?.title.clone())
    }

    /// Where it comes from.
    pub fn sources(&self) -> Result<Vec<Source>, Error> {
        Ok(head(self.name)?.sources.clone())
    }

    /// Its worked examples.
    pub fn examples(&self) -> Result<Vec<Example>, Error> {
        Ok(head(self.name)?.examples.clone())
    }
}
