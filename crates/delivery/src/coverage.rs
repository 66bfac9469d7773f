//! Coverage 覆盖: the proof that every provision has its tasks or is marked as needing none.

use std::collections::BTreeMap;

use crate::{Heading, PlanContents, Target, Task};

/// A provision that orders nothing 原则性条款, as somebody marked it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principle {
    /// Address of the provision.
    pub eid: String,
    /// Why it needs no task.
    pub reason: String,
    /// Who says so: a user's name.
    pub marked_by: String,
}

/// How a provision is accounted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Account<'p> {
    /// It has tasks.
    Tasks(Vec<&'p Task>),
    /// It has targets and no tasks: what they measure is done under other provisions.
    Targets(usize),
    /// Somebody marked it as needing none.
    Principle(&'p Principle),
    /// Nobody accounts for it: an error.
    Nothing,
}

impl<'p> Account<'p> {
    /// Its tasks.
    pub fn tasks(&self) -> &[&'p Task] {
        match self {
            Self::Tasks(tasks) => tasks,
            Self::Targets(_) | Self::Principle(_) | Self::Nothing => &[],
        }
    }

    /// Whether something is left to do: nothing accounts for it, or nobody leads one of its tasks.
    pub fn is_open(&self) -> bool {
        *self == Self::Nothing || self.tasks().iter().any(|it| it.assignments.lead().is_none())
    }
}

/// Every provision of a plan with how it is accounted for.
#[derive(Clone, Debug)]
pub struct Coverage<'p> {
    /// The provisions in reading order: articles 条, and chapters without any.
    pub provisions: Vec<(&'p Heading, Account<'p>)>,
    /// Tasks nobody leads.
    pub unowned: Vec<&'p Task>,
    /// Directions without a number that nobody agreed a measure for.
    pub unmeasured: Vec<&'p Target>,
}

impl<'p> Coverage<'p> {
    /// The coverage of a plan.
    pub fn of(contents: &'p PlanContents) -> Self {
        let mut tasks: BTreeMap<&str, Vec<&Task>> = BTreeMap::new();
        for task in &contents.tasks {
            if let Some(provision) = task.place.innermost() {
                tasks.entry(&provision.eid).or_default().push(task);
            }
        }
        let mut account = |heading: &'p Heading| {
            let targets = contents.targets.iter();
            let targets = targets.filter(|it| it.place.innermost() == Some(heading)).count();
            let principle = contents.principles.iter().find(|it| it.eid == heading.eid);
            match (tasks.remove(heading.eid.as_str()), principle) {
                (Some(tasks), _) => Account::Tasks(tasks),
                (None, Some(principle)) => Account::Principle(principle),
                (None, None) if targets > 0 => Account::Targets(targets),
                (None, None) => Account::Nothing,
            }
        };
        let chapters = contents.chapters.iter();
        let provisions = chapters.flat_map(|chapter| match chapter.children.as_slice() {
            [] => vec![&chapter.heading],
            children => children.iter().collect(),
        });
        Self {
            provisions: provisions.map(|heading| (heading, account(heading))).collect(),
            unowned: contents.tasks.iter().filter(|it| it.assignments.lead().is_none()).collect(),
            unmeasured: contents.unmeasured().collect(),
        }
    }

    /// How many provisions are accounted for.
    pub fn accounted(&self) -> usize {
        self.provisions.iter().filter(|(_, account)| *account != Account::Nothing).count()
    }

    /// How many are marked as needing no task.
    pub fn principles(&self) -> usize {
        let marked = |(_, account): &&(_, Account<'_>)| matches!(account, Account::Principle(_));
        self.provisions.iter().filter(marked).count()
    }

    /// Whether every provision is accounted for, every task has somebody who leads it, and every direction a measure.
    pub fn is_whole(&self) -> bool {
        self.accounted() == self.provisions.len()
            && self.unowned.is_empty()
            && self.unmeasured.is_empty()
    }
}
