//! Organisations 单位: who leads, answers and reports, as they stood on any day.

mod change;
mod chart;
mod file;
mod kind;
mod mirror;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use change::{Histories, NotReorganised, Wording};
pub use chart::{Branch, OrganisationChart};
pub use file::{FaultyOrganisations, read_organisations};
pub use kind::OrganisationKind;

/// The code an organisation keeps whatever it is called: `fgw`, `330106`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrganisationCode(String);

impl TryFrom<String> for OrganisationCode {
    type Error = NotACode;

    fn try_from(text: String) -> Result<Self, NotACode> {
        text.parse()
    }
}

impl From<OrganisationCode> for String {
    fn from(code: OrganisationCode) -> Self {
        code.0
    }
}

/// A text that is no code of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no code of an organisation: write small letters, digits and `-`, such as fgw")]
pub struct NotACode(pub String);

impl OrganisationCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OrganisationCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_code = (1..=40).contains(&text.len()) && text.bytes().all(allowed);
        if is_code { Ok(Self(text.to_owned())) } else { Err(NotACode(text.to_owned())) }
    }
}

impl fmt::Display for OrganisationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An organisation 单位 as it stood for a time. After a change of name or place in the tree it goes on
/// under the same code as another value, so that what was said in 2018 names what there was in 2018.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its code.
    pub code: OrganisationCode,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its full name.
    pub name: String,
    /// What it is called in documents and on pages, where that is shorter.
    pub short_name: Option<String>,
    /// What else it is called.
    pub aliases: Vec<String>,
    /// The organisation it belongs to; none for the root.
    pub parent: Option<OrganisationCode>,
    /// The first day; none where it is older than the records.
    pub from: Option<Date>,
    /// The last day; none as long as it lasts.
    pub until: Option<Date>,
    /// What its work went to when it ended for good.
    pub successors: Vec<OrganisationCode>,
    /// The document it rests on, or what is not certain about it.
    pub note: Option<String>,
}

impl Organisation {
    /// Whether it stood like this on that day.
    pub fn stands_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// The name pages print.
    pub fn shown(&self) -> &str {
        self.short_name.as_deref().unwrap_or(&self.name)
    }

    /// Everything it is called, the full name first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let others = self.short_name.iter().chain(&self.aliases);
        std::iter::once(&self.name).chain(others).map(String::as_str)
    }
}
