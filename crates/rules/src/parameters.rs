use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Error;

/// What a rule's file holds under `parameters`: read once, at the first use.
///
/// ```ignore
/// static TERMS: Parameters<Terms> = Parameters::of("credit.retention", Retention::FILE);
/// let years = TERMS.get()?.years;
/// ```
#[derive(Debug)]
pub struct Parameters<P> {
    rule: &'static str,
    text: &'static str,
    read: OnceLock<Result<P, String>>,
}

#[derive(Deserialize)]
struct Only<P> {
    parameters: P,
}

impl<P: DeserializeOwned> Parameters<P> {
    /// The parameters of the rule `rule`, whose file is `text`.
    pub const fn of(rule: &'static str, text: &'static str) -> Self {
        Self { rule, text, read: OnceLock::new() }
    }

    /// The parameters; refused when the file is not what the rule expects.
    pub fn get(&self) -> Result<&P, Error> {
        let read = || {
            serde_saphyr::from_str(self.text)
                .map(|only: Only<P>| only.parameters)
                .map_err(|wrong| wrong.to_string())
        };
        self.read
            .get_or_init(read)
            .as_ref()
            .map_err(|problem| Error::File { file: self.rule, problem: problem.clone() })
    }
}
