//! Case types 办件: workflows as state machines, checked before they run.

use std::collections::BTreeSet;

use luoshi_rules::Title;
use serde::Deserialize;
use toml::Spanned;

use crate::fault::Known;
use crate::files::File;
use crate::manifest::Role;
use crate::{Fault, Field, Thing, Wrong};

/// A case type: `cases/NAME.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseType {
    /// Its name: that of its file.
    #[serde(skip)]
    pub name: String,
    /// Its name for people.
    pub title: Title,
    /// The state it starts in.
    pub start: Spanned<String>,
    /// How long the whole may take, where that is limited.
    #[serde(default)]
    pub limit: Option<TimeLimit>,
    /// Its states, in the order in which they mostly come.
    pub states: Vec<State>,
    /// What leads from one to another.
    pub transitions: Vec<Transition>,
    /// What its form asks.
    #[serde(default)]
    pub fields: Vec<Field>,
}

/// A state of a case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Its name.
    pub name: Spanned<String>,
    /// Its name for people.
    pub title: Title,
    /// Whether the case has ended.
    #[serde(default, rename = "final")]
    pub is_final: bool,
    /// Whether the time of the whole case runs on in it: it stops while an applicant corrects 补正.
    #[serde(default)]
    pub clock: Clock,
    /// How long it may take.
    #[serde(default)]
    pub limit: Option<TimeLimit>,
}

/// Whether time runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Clock {
    /// It counts.
    #[default]
    Runs,
    /// It does not.
    Stops,
}

/// A time limit in working days 工作日.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeLimit {
    /// Working days.
    pub days: Spanned<u32>,
    /// What happens when it is over.
    #[serde(default)]
    pub late: Late,
    /// The state an expired limit leads to, where it leads on by itself.
    #[serde(default)]
    pub leads_to: Option<Spanned<String>>,
}

/// What happens when a time limit is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Late {
    /// Those who must act are reminded.
    #[default]
    Remind,
    /// The office is told as well.
    Escalate,
}

/// What leads from one state to another.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    /// Its name.
    pub name: Spanned<String>,
    /// Its name for people: 提交.
    pub title: Title,
    /// The states it starts from.
    pub from: Vec<Spanned<String>>,
    /// The state it leads to.
    pub to: Spanned<String>,
    /// Who may.
    pub role: Spanned<String>,
    /// Fields of the form that must be filled in before.
    #[serde(default)]
    pub requires: Vec<Spanned<String>>,
}

/// Why a transition does not happen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It does not start here.
    #[error("`{transition}` does not start in state `{state}`")]
    NotFromHere {
        /// The transition.
        transition: String,
        /// The state the case is in.
        state: String,
    },
    /// Somebody else's.
    #[error("`{transition}` is for the role `{role}`")]
    NotYours {
        /// The transition.
        transition: String,
        /// Who may.
        role: String,
    },
    /// The form is not complete.
    #[error("`{transition}` needs {}", fields.join(", "))]
    Incomplete {
        /// The transition.
        transition: String,
        /// What is missing.
        fields: Vec<String>,
    },
}

impl CaseType {
    /// The state of that name.
    pub fn state(&self, name: &str) -> Option<&State> {
        self.states.iter().find(|state| state.name.get_ref() == name)
    }

    /// What can be done in a state.
    pub fn transitions_from(&self, state: &str) -> impl Iterator<Item = &Transition> {
        self.transitions.iter().filter(move |it| it.from.iter().any(|from| from.get_ref() == state))
    }

    /// The state `transition` leads to from `state`, for somebody in `roles`, with these fields filled in.
    pub fn after(
        &self,
        state: &str,
        transition: &str,
        roles: &[&str],
        filled: &BTreeSet<String>,
    ) -> Result<&str, Refusal> {
        let named = || transition.to_owned();
        let found = self.transitions_from(state).find(|it| it.name.get_ref() == transition);
        let Some(found) = found else {
            return Err(Refusal::NotFromHere { transition: named(), state: state.to_owned() });
        };
        if !roles.contains(&found.role.get_ref().as_str()) {
            let role = found.role.get_ref().clone();
            return Err(Refusal::NotYours { transition: named(), role });
        }
        let missing =
            found.requires.iter().map(Spanned::get_ref).filter(|it| !filled.contains(*it));
        let fields: Vec<String> = missing.cloned().collect();
        if fields.is_empty() {
            return Ok(found.to.get_ref());
        }
        Err(Refusal::Incomplete { transition: named(), fields })
    }

    /// What is wrong in it.
    pub(crate) fn check(&mut self, file: File<'_>, roles: &[Role], faults: &mut Vec<Fault>) {
        for field in &mut self.fields {
            field.prepare(file, faults);
        }
        let before = faults.len();
        self.check_names(file, roles, faults);
        if faults.len() == before {
            self.check_ways(file, faults);
        }
    }

    /// Every name leads somewhere, and no name twice.
    fn check_names(&self, file: File<'_>, roles: &[Role], faults: &mut Vec<Fault>) {
        let names = |all: &mut dyn Iterator<Item = &Spanned<String>>| -> Vec<String> {
            all.map(|name| name.get_ref().clone()).collect()
        };
        let states = names(&mut self.states.iter().map(|state| &state.name));
        let fields = names(&mut self.fields.iter().map(|field| &field.name));
        let roles = names(&mut roles.iter().map(|role| &role.name));
        let mut known = |thing: Thing, name: &Spanned<String>, among: &[String]| {
            if !among.contains(name.get_ref()) {
                let known = Known(among.to_vec());
                let wrong = Wrong::NoSuch(thing, name.get_ref().clone(), known);
                faults.push(file.fault(name.span(), wrong));
            }
        };
        known(Thing::State, &self.start, &states);
        for transition in &self.transitions {
            transition.from.iter().for_each(|from| known(Thing::State, from, &states));
            known(Thing::State, &transition.to, &states);
            known(Thing::Role, &transition.role, &roles);
            transition.requires.iter().for_each(|field| known(Thing::Field, field, &fields));
        }
        let limits = self.states.iter().filter_map(|state| state.limit.as_ref()).chain(&self.limit);
        let limits: Vec<&TimeLimit> = limits.collect();
        for leads_to in limits.iter().filter_map(|limit| limit.leads_to.as_ref()) {
            known(Thing::State, leads_to, &states);
        }
        for limit in limits.iter().filter(|limit| *limit.days.get_ref() == 0) {
            faults.push(file.fault(limit.days.span(), Wrong::NoDays));
        }
        twice(file, Thing::State, self.states.iter().map(|it| &it.name), faults);
        twice(file, Thing::Transition, self.transitions.iter().map(|it| &it.name), faults);
        twice(file, Thing::Field, self.fields.iter().map(|it| &it.name), faults);
    }

    /// Every state can be reached, and from every state an end.
    fn check_ways(&self, file: File<'_>, faults: &mut Vec<Fault>) {
        let mut arrows: Vec<(&str, &str)> = Vec::new();
        for transition in &self.transitions {
            let to = transition.to.get_ref().as_str();
            arrows.extend(transition.from.iter().map(|from| (from.get_ref().as_str(), to)));
        }
        let limited = self.states.iter().filter_map(|state| {
            let to = state.limit.as_ref()?.leads_to.as_ref()?;
            Some((state.name.get_ref().as_str(), to.get_ref().as_str()))
        });
        arrows.extend(limited);
        let backwards: Vec<(&str, &str)> = arrows.iter().map(|(from, to)| (*to, *from)).collect();
        let reached = reach([self.start.get_ref().as_str()], &arrows);
        let ends = self.states.iter().filter(|state| state.is_final);
        let ending = reach(ends.map(|state| state.name.get_ref().as_str()), &backwards);
        for state in &self.states {
            let name = state.name.get_ref().as_str();
            let leaves = self.transitions_from(name).next();
            let wrong = match leaves {
                _ if !reached.contains(name) => Wrong::Unreachable(name.to_owned()),
                Some(leaves) if state.is_final => {
                    Wrong::FinalGoesOn(name.to_owned(), leaves.name.get_ref().clone())
                }
                _ if state.is_final && state.limit.is_some() => Wrong::LimitAtEnd(name.to_owned()),
                _ if !state.is_final && !arrows.iter().any(|(from, _)| *from == name) => {
                    Wrong::DeadEnd(name.to_owned())
                }
                _ if !ending.contains(name) => Wrong::NoEnd(name.to_owned()),
                _ => continue,
            };
            faults.push(file.fault(state.name.span(), wrong));
        }
    }
}

/// Everything that can be reached from `starts` along `arrows`.
fn reach<'a>(
    starts: impl IntoIterator<Item = &'a str>,
    arrows: &[(&'a str, &'a str)],
) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = starts.into_iter().collect();
    while let Some(here) = next.pop() {
        if reached.insert(here) {
            next.extend(arrows.iter().filter(|(from, _)| *from == here).map(|(_, to)| *to));
        }
    }
    reached
}

/// Says which names stand there twice.
pub(crate) fn twice<'a>(
    file: File<'_>,
    thing: Thing,
    names: impl Iterator<Item = &'a Spanned<String>>,
    faults: &mut Vec<Fault>,
) {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name.get_ref()) {
            faults.push(file.fault(name.span(), Wrong::Twice(thing, name.get_ref().clone())));
        }
    }
}
