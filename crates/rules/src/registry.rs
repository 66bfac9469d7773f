//! All rules by name, each behind JSON.

use schemars::schema_for;
use serde::Deserialize;
use serde_json::Value;

use crate::{Answer, Error, Rule, Source};

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
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Its name, unique in the file.
    pub name: String,
    /// Where it comes from.
    pub source: String,
    /// The input.
    pub input: Value,
    /// The result; fields that it leaves out are not compared.
    #[serde(default)]
    pub result: Option<Value>,
    /// What the error must say, for an input that must be refused.
    #[serde(default)]
    pub error: Option<String>,
}

/// Every rule, in the order of the alphabet.
pub static RULES: &[Entry] = &[];

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
    let input: R::Input = serde_path_to_error::deserialize(input)
        .map_err(|wrong| Error::input(wrong.path().to_string(), wrong.inner().to_string()))?;
    let explained = R::evaluate(&input)?;
    let result = serde_json::to_value(&explained.value)
        .map_err(|wrong| Error::input("result", wrong.to_string()))?;
    Ok(Answer { result, explanation: explained.steps, source: head(R::NAME, R::FILE)?.sources })
}

fn head(file: &'static str, text: &str) -> Result<Head, Error> {
    serde_saphyr::from_str(text).map_err(|wrong| Error::File { file, problem: wrong.to_string() })
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
        Ok(head(self.name, self.file)?.title)
    }

    /// Where it comes from.
    pub fn sources(&self) -> Result<Vec<Source>, Error> {
        Ok(head(self.name, self.file)?.sources)
    }

    /// Its worked examples.
    pub fn examples(&self) -> Result<Vec<Example>, Error> {
        Ok(head(self.name, self.file)?.examples)
    }
}
