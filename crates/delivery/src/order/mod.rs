//! Supervision orders 督办单: one matter, one order 一事一单, from its registration until it is struck off.
//!
//! What an order is follows from its entries, which are only added; `state.rs` is the table of its moves, the rule
//! `delivery.order` says on which grounds it is issued and goes up, and until when it is due.

mod act;
mod late;
mod number;
mod state;

use jiff::Timestamp;
use jiff::civil::Date;
use luoshi_rules::delivery::{Grade, Ground};

pub use act::{Given, OrderNotDone};
pub use late::Late;
pub use number::{NotAnOrderNumber, OrderNumber};
pub use state::{OrderAction, OrderState};

use crate::{
    Extension, OrganisationCode, PlanId, PlanSource, Role, Signed, TaskId, share_a_person,
};

/// What an order is about 督办事项.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderMatter {
    /// The task of a plan, where it is about one.
    pub task: Option<(PlanId, TaskId)>,
    /// What it is called.
    pub title: String,
    /// What it rests on 依据: the sentence of the document, a decision, an instruction.
    pub basis: String,
}

/// How long an order may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeLimit {
    /// By the kind of its matter, a preset of the rule.
    Kind(String),
    /// Until a day that was named.
    Day(Date),
}

/// A supervision order 督办单.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its number.
    pub number: OrderNumber,
    /// What it is about.
    pub matter: OrderMatter,
    /// What is to be done 督办要求.
    pub requirement: String,
    /// The organisation that is told to.
    pub addressee: OrganisationCode,
    /// How long it may take.
    pub limit: TimeLimit,
    /// Why it was issued.
    pub ground: Ground,
    /// How much it presses.
    pub grade: Grade,
    /// Where it stands.
    pub state: OrderState,
    /// The last day to accept it; none before it is issued.
    pub accept_by: Option<Date>,
    /// The last day to reply; none before it is issued.
    pub due: Option<Date>,
    /// The last day as it was at first, before anything was extended.
    pub first_due: Option<Date>,
    /// A request for more time that nobody decided yet.
    pub asked: Option<Extension>,
    /// Everything that was done with it, the oldest first.
    pub entries: Vec<OrderEntry>,
}

/// Something that was done with an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderEntry {
    /// What.
    pub action: OrderAction,
    /// By whom, and when.
    pub signed: Signed,
    /// In words: a reply, a finding, a reason.
    pub said: String,
    /// A file that came with it.
    pub file: Option<PlanSource>,
    /// The grade from then on.
    pub grade: Grade,
    /// The due date from then on.
    pub due: Option<Date>,
    /// Who was told.
    pub told: Vec<Told>,
}

/// Somebody who is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// Those who report and approve for an organisation.
    Organisation(OrganisationCode),
    /// Those who hold a role for all of the jurisdiction.
    Holders(Role),
}

/// Who does things that nobody does: the program by its schedule.
pub const SYSTEM: &str = "system";

impl Order {
    /// Whether its reply is late on the day `on`.
    pub fn is_overdue(&self, on: Date) -> bool {
        self.state.is_awaited() && self.due.is_some_and(|due| on > due)
    }

    /// When something was done with it last.
    pub fn changed_at(&self) -> Option<Timestamp> {
        self.entries.last().map(|entry| entry.signed.at)
    }

    /// Who did that last.
    pub fn last(&self, action: OrderAction) -> Option<&OrderEntry> {
        self.entries.iter().rev().find(|entry| entry.action == action)
    }

    /// Whether somebody of its organisation answered it under that name.
    pub fn is_answered_by(&self, name: &str) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.action.is_answer() && share_a_person(&entry.signed.by, name))
    }

    /// The files of its replies.
    pub fn files(&self) -> impl Iterator<Item = &PlanSource> {
        self.entries.iter().filter_map(|entry| entry.file.as_ref())
    }

    /// Whether it is so that two orders about it would be one too many: the task, or the matter with its basis.
    pub fn key(&self) -> String {
        match &self.matter.task {
            Some((plan, task)) => format!("plan/{plan}/{task}"),
            None => format!("{}\n{}", self.matter.title, self.matter.basis),
        }
    }
}

impl Told {
    /// As it is stored: `swj`, `@office`.
    pub fn to_text(&self) -> String {
        match self {
            Self::Organisation(code) => code.to_string(),
            Self::Holders(role) => format!("@{}", role.name()),
        }
    }

    /// What was stored so.
    pub fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix('@') {
            Some(role) => Role::parse(role).map(Self::Holders),
            None => text.parse().ok().map(Self::Organisation),
        }
    }
}

#[cfg(test)]
mod tests;
