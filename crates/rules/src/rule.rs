//! What every rule is: a function from JSON to JSON with an explanation and its legal source.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Error, Explained, Step};

/// A published regulation as a pure function 规则.
///
/// The input carries `on`, the date the rule is asked for, wherever the regulation changes with time.
pub trait Rule {
    /// Its name on the command line: `land.per_mu`.
    const NAME: &'static str;
    /// Its YAML file in `rules/`, embedded: title, sources, parameters, worked examples.
    const FILE: &'static str;
    /// What it takes.
    type Input: DeserializeOwned + JsonSchema;
    /// What it gives.
    type Output: Serialize + JsonSchema;

    /// Reads the input; a refusal names the field.
    fn parse(input: &Value) -> Result<Self::Input, Error> {
        if !input.is_object() {
            return Err(Error::input("input", "is not a JSON object: {\"field\": value, …}"));
        }
        serde_path_to_error::deserialize(input)
            .map_err(|wrong| unreadable(&wrong.path().to_string(), &wrong.inner().to_string()))
    }

    /// Computes the result and explains it by the same lines.
    fn evaluate(input: &Self::Input) -> Result<Explained<Self::Output>, Error>;
}

/// What `luoshi rule run` prints.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The result.
    pub result: Value,
    /// Every step, so that somebody with a pocket calculator can follow.
    pub explanation: Vec<Step>,
    /// Where the rule comes from.
    pub source: Vec<Source>,
}

/// A regulation, standard or notice a rule follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Its number, where it has one.
    #[serde(default)]
    pub number: Option<String>,
    /// The article or section that is followed.
    #[serde(default)]
    pub article: Option<String>,
    /// From when to when it is in force; an open end is `null`.
    pub in_force: (Option<Date>, Option<Date>),
    /// How sure we are of what it says.
    #[serde(default)]
    pub sureness: Sureness,
}

/// How sure a statement of a source is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    /// The text itself was seen.
    #[default]
    Seen,
    /// Computed from what was seen.
    Computed,
    /// From memory: to be verified 待核.
    ToVerify,
    /// Our own choice, a parameter 约定.
    Design,
}

/// Says which field could not be read; a missing one is named itself, not the object it is missing in.
fn unreadable(path: &str, problem: &str) -> Error {
    let missing = problem.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
    match (path, missing) {
        (".", Some(field)) => Error::input(field, "is missing"),
        (path, Some(field)) => Error::input(format!("{path}.{field}"), "is missing"),
        (".", None) => Error::input("input", problem),
        (path, None) => Error::input(path, problem),
    }
}

impl Sureness {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Seen, Self::Computed, Self::ToVerify, Self::Design];

    /// Its name in files, in the store and in translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Computed => "computed",
            Self::ToVerify => "to_verify",
            Self::Design => "design",
        }
    }

    /// The sureness of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sureness| sureness.name() == name)
    }
}
