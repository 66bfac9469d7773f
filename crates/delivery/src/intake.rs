//! Intake 文件导入: a document on its way to a plan, and the proposals that a person reviews 审读.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use luoshi_document::Span;
use serde::{Deserialize, Serialize};

use crate::{Audience, PlanId, PlanSource, Target, TargetId, Task, TaskId};

/// The number of an intake within its jurisdiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(transparent)]
pub struct IntakeId(pub u32);

impl fmt::Display for IntakeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A document under review 导入件.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    /// Its number.
    pub id: IntakeId,
    /// The document's title.
    pub title: String,
    /// The file it was read from.
    pub source: PlanSource,
    /// Who may read the plan it becomes.
    pub audience: Audience,
    /// The plan it is a corrected version of.
    pub revises: Option<PlanId>,
    /// The plan it became; `None` while it is under review.
    pub plan: Option<PlanId>,
    /// When it came in.
    pub created_at: Timestamp,
    /// Who brought it: a user's name.
    pub created_by: String,
}

/// The number of an item within its intake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub u32);

impl FromStr for ItemId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A task or a target under review 待审条目.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number.
    pub id: ItemId,
    /// What it would become.
    pub commitment: Commitment,
    /// Where it comes from.
    pub origin: Origin,
    /// What was decided of it.
    pub decision: Decision,
    /// Why it should be looked at twice.
    pub doubts: Vec<Doubt>,
    /// How often it was changed; whoever changes it says which state they saw.
    pub version: u32,
}

/// What a document commits somebody to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "a review holds some hundreds, and most of them are tasks"
)]
pub enum Commitment {
    /// To do something.
    Task(Task),
    /// To reach a quantity.
    Target(Target),
}

/// Where an item comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A rule of the extraction proposed it.
    Rule(String),
    /// A person found it in the text.
    Hand,
}

/// What a person decided of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Nothing yet 待定.
    Open,
    /// It belongs into the plan 采纳.
    Accepted,
    /// It does not 否决.
    Rejected,
}

/// Why an item should be looked at twice 存疑.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Doubt {
    /// No act was found in the sentence of a task.
    NoAct,
    /// A task orders so many acts that it may be several.
    ManyActs,
    /// The sentence names a number that no target holds.
    LooseNumber,
    /// A target has a number but no time limit.
    NoPeriod,
    /// A target has a number but no unit.
    NoUnit,
    /// A target says a direction only, no number.
    NoNumber,
    /// What is measured is named very shortly or very long.
    OddIndicator,
    /// The corrected version has other words here.
    Reworded,
}

impl Item {
    /// Where it stands in the text.
    pub fn span(&self) -> Span {
        match &self.commitment {
            Commitment::Task(task) => task.span,
            Commitment::Target(target) => target.span,
        }
    }

    /// Its words.
    pub fn text(&self) -> &str {
        match &self.commitment {
            Commitment::Task(task) => &task.text,
            Commitment::Target(target) => &target.quote,
        }
    }

    /// Takes the plan's number from it: it gets the next one when it is published.
    pub fn unnumber(&mut self) {
        match &mut self.commitment {
            Commitment::Task(task) => task.id = TaskId(0),
            Commitment::Target(target) => target.id = TargetId(0),
        }
    }

    /// Whether somebody should look at it twice, and nobody has decided yet.
    pub fn is_doubtful(&self) -> bool {
        self.decision == Decision::Open && !self.doubts.is_empty()
    }
}

impl Decision {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Accepted, Self::Rejected];

    /// Its name in the store, in forms and in translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }

    /// The decision of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decision| decision.name() == name)
    }
}

impl Doubt {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::NoAct,
        Self::ManyActs,
        Self::LooseNumber,
        Self::NoPeriod,
        Self::NoUnit,
        Self::NoNumber,
        Self::OddIndicator,
        Self::Reworded,
    ];

    /// Its name in the store and in translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoAct => "no-act",
            Self::ManyActs => "many-acts",
            Self::LooseNumber => "loose-number",
            Self::NoPeriod => "no-period",
            Self::NoUnit => "no-unit",
            Self::NoNumber => "no-number",
            Self::OddIndicator => "odd-indicator",
            Self::Reworded => "reworded",
        }
    }

    /// The doubt of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|doubt| doubt.name() == name)
    }
}

impl Origin {
    /// Its name in the store: the rule's, or `hand`.
    pub fn name(&self) -> &str {
        match self {
            Self::Rule(rule) => rule,
            Self::Hand => "hand",
        }
    }

    /// The origin of that name.
    pub fn of(name: String) -> Self {
        if name == "hand" { Self::Hand } else { Self::Rule(name) }
    }
}
