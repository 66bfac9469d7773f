use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Organisation, OrganisationCode};

/// The organisations of a jurisdiction on one day, as a tree 组织架构.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationChart {
    /// Those that stood on the day, in the order they were recorded in.
    organisations: Vec<Organisation>,
    by_code: BTreeMap<OrganisationCode, usize>,
    /// What those are called that stood on other days only: the last name before the day, else the last.
    elsewhen: BTreeMap<OrganisationCode, String>,
}

/// An organisation with those under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch<'c> {
    /// The organisation.
    pub organisation: &'c Organisation,
    /// Those directly under it.
    pub under: Vec<Branch<'c>>,
}

impl OrganisationChart {
    /// Those of `all` that stood on `day`.
    pub fn on(day: Date, all: Vec<Organisation>) -> Self {
        let (organisations, mut others): (Vec<Organisation>, Vec<Organisation>) =
            all.into_iter().partition(|organisation| organisation.stands_on(day));
        others.sort_by_key(|other| (other.from.is_none_or(|from| from <= day), other.from));
        let elsewhen = others.into_iter().map(|it| (it.code.clone(), it.shown().to_owned()));
        let elsewhen = elsewhen.collect();
        let numbered = organisations.iter().enumerate();
        let by_code = numbered.map(|(at, found)| (found.code.clone(), at)).collect();
        Self { organisations, by_code, elsewhen }
    }

    /// All of them.
    pub fn all(&self) -> &[Organisation] {
        &self.organisations
    }

    /// The organisation of that code.
    pub fn get(&self, code: &OrganisationCode) -> Option<&Organisation> {
        self.by_code.get(code).map(|at| &self.organisations[*at])
    }

    /// How an organisation is called: on the day, else when it last stood; its code where it never did.
    pub fn called<'c>(&'c self, code: &'c OrganisationCode) -> &'c str {
        let elsewhen = self.elsewhen.get(code).map_or(code.as_str(), String::as_str);
        self.get(code).map_or(elsewhen, Organisation::shown)
    }

    /// Those that go by this name: none, one, or several where a short name is not enough.
    pub fn named(&self, name: &str) -> Vec<&Organisation> {
        let name = name.trim();
        self.organisations.iter().filter(|found| found.names().any(|it| it == name)).collect()
    }

    /// The organisation a name means, where it means one only.
    pub fn the_only(&self, name: &str) -> Option<&Organisation> {
        match self.named(name).as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Those one of whose names holds every word of `words`.
    pub fn search(&self, words: &str) -> Vec<&Organisation> {
        let holds = |found: &&Organisation| {
            let in_one = |name: &str| words.split_whitespace().all(|word| name.contains(word));
            found.names().any(in_one)
        };
        self.organisations.iter().filter(holds).collect()
    }

    /// The organisation and all above it, the nearest first. Empty for a code that is not here; one
    /// that stands in a circle, which no file can bring, is told once round.
    pub fn line(&self, code: &OrganisationCode) -> Vec<&Organisation> {
        let mut line: Vec<&Organisation> = Vec::new();
        let mut next = self.get(code);
        while let Some(found) = next.filter(|found| line.iter().all(|it| it.code != found.code)) {
            line.push(found);
            next = found.parent.as_ref().and_then(|parent| self.get(parent));
        }
        line
    }

    /// Whether the way up from it never ends.
    pub(super) fn stands_under_itself(&self, code: &OrganisationCode) -> bool {
        let top = self.line(code).pop().and_then(|top| top.parent.as_ref());
        top.is_some_and(|above| self.get(above).is_some())
    }

    /// The tree: those without a parent on this day, each with those under it.
    pub fn tree(&self) -> Vec<Branch<'_>> {
        branches(None, &self.children())
    }

    /// An organisation with those under it.
    pub fn branch(&self, code: &OrganisationCode) -> Option<Branch<'_>> {
        let organisation = self.get(code)?;
        let under = branches(Some(&organisation.code), &self.children());
        Some(Branch { organisation, under })
    }

    fn children(&self) -> BTreeMap<Option<&OrganisationCode>, Vec<&Organisation>> {
        let mut children: BTreeMap<Option<&OrganisationCode>, Vec<&Organisation>> = BTreeMap::new();
        for organisation in &self.organisations {
            let parent = organisation.parent.as_ref();
            let parent = parent.filter(|code| self.by_code.contains_key(*code));
            children.entry(parent).or_default().push(organisation);
        }
        children
    }
}

fn branches<'c>(
    parent: Option<&OrganisationCode>,
    children: &BTreeMap<Option<&OrganisationCode>, Vec<&'c Organisation>>,
) -> Vec<Branch<'c>> {
    let here = children.get(&parent).into_iter().flatten();
    here.map(|organisation| Branch {
        organisation,
        under: branches(Some(&organisation.code), children),
    })
    .collect()
}
