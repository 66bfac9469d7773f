//! A search of a register as it stands in the address: `words`, `sort`, `page`, and for each field `is.…`,
//! `from.…` and `to.…`.

use std::collections::BTreeMap;

use luoshi_packs::{Cell, Field, Kind, Register};
use luoshi_service::KeptRegister;
use luoshi_store::{Search, Within};
use serde::Deserialize;

use crate::stretch::query;

/// No list has more pages.
const LAST_PAGE: usize = 1_000_000;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Asked(BTreeMap<String, String>);

impl Asked {
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |text| text.trim())
    }

    pub(crate) fn words(&self) -> &str {
        self.get("words")
    }

    /// What the address says of a field: `is`, `from` or `to`.
    pub(crate) fn bound(&self, which: &str, field: &Field) -> &str {
        self.get(&format!("{which}.{}", field.name()))
    }

    pub(crate) fn page(&self) -> usize {
        self.get("page").parse().unwrap_or(1).min(LAST_PAGE)
    }

    /// The field to sort by, and whether the greatest comes first.
    pub(crate) fn sort(&self) -> (&str, bool) {
        let sort = self.get("sort");
        sort.strip_prefix('-').map_or((sort, false), |name| (name, true))
    }

    /// Whether a list is narrowed to some of its records.
    pub(crate) fn is_narrowed(&self) -> bool {
        self.0
            .iter()
            .any(|(name, text)| (name == "words" || name.contains('.')) && !text.trim().is_empty())
    }

    /// The search over the fields at `shown`. Bounds that a field cannot hold ask for nothing.
    pub(crate) fn search(&self, kept: &KeptRegister, shown: &[usize]) -> Search {
        let register = kept.register();
        let (sort, descending) = self.sort();
        let is_text = |at: &&usize| register.fields[**at].kind == Kind::String;
        Search {
            words: self.words().split_whitespace().map(str::to_owned).collect(),
            texts: shown.iter().filter(is_text).copied().collect(),
            within: shown.iter().filter_map(|at| self.within(register, *at)).collect(),
            by: register.fields.iter().position(|field| field.name() == sort),
            descending,
        }
    }

    fn within(&self, register: &Register, at: usize) -> Option<Within> {
        let field = &register.fields[at];
        let read = |which| field.value(self.bound(which, field));
        let same: Option<Cell> = read("is");
        let (least, most) = (same.clone().or_else(|| read("from")), same.or_else(|| read("to")));
        (least.is_some() || most.is_some()).then_some(Within { field: at, least, most })
    }

    /// The query of a link that keeps everything but what `without` names, and adds `with`.
    pub(crate) fn query(&self, without: &[&str], with: &[(&str, &str)]) -> String {
        let kept = self.0.iter().filter(|(name, _)| !without.contains(&name.as_str()));
        let kept = kept.map(|(name, text)| (name.as_str(), text.trim()));
        query(&kept.chain(with.iter().copied()).collect::<Vec<_>>())
    }
}
