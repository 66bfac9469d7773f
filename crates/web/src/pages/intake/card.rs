use askama::Template;
use luoshi_delivery::{
    Basis, Commitment, Comparator, Decision, Doubt, Due, DutyRole, IntakeId, Item, ItemId, Origin,
    Place, Strength, Task,
};
use luoshi_service::Review;

use super::{Wanted, address};
use crate::visit::Visit;

/// The card of an item: what is proposed, why it is doubtful, what can be decided.
#[derive(Template)]
#[template(path = "intake/_card.html")]
pub(crate) struct Card {
    visit: Visit,
    pub(crate) item: Item,
    intake: IntakeId,
    wanted: Wanted,
    /// Whether the review is still open.
    open: bool,
    can_merge: bool,
    before: Option<String>,
    after: Option<String>,
}

/// A place where a task can be split: how many characters stand before it, and the words around it.
pub(crate) struct Cut<'c> {
    at: usize,
    before: &'c str,
    after: &'c str,
}

impl Card {
    pub(crate) fn new(visit: &Visit, review: &Review, wanted: Wanted, id: ItemId) -> Option<Self> {
        let item = review.item(id).ok()?.clone();
        let at = review.items.iter().position(|other| other.id == id)?;
        let to = |item: &Item| address(review.intake.id, wanted, Some(item.id));
        let before = review.items[..at].iter().rfind(|item| wanted.holds(item)).map(to);
        let after = review.items[at + 1..].iter().find(|item| wanted.holds(item)).map(to);
        Some(Self {
            visit: visit.clone(),
            intake: review.intake.id,
            wanted,
            open: review.intake.plan.is_none(),
            can_merge: review.next_task(&item).is_some(),
            before,
            after,
            item,
        })
    }

    fn place(&self) -> &Place {
        match &self.item.commitment {
            Commitment::Task(task) => &task.place,
            Commitment::Target(target) => &target.place,
        }
    }

    fn due(&self) -> String {
        let due = match &self.item.commitment {
            Commitment::Task(task) => task.due,
            Commitment::Target(target) => target.due,
        };
        due.as_ref().map(Due::to_string).unwrap_or_default()
    }

    fn doubts(&self) -> impl Iterator<Item = String> {
        self.item.doubts.iter().map(|doubt| {
            self.visit.words.t(match doubt {
                Doubt::NoAct => "doubt-no-act",
                Doubt::ManyActs => "doubt-many-acts",
                Doubt::LooseNumber => "doubt-loose-number",
                Doubt::NoPeriod => "doubt-no-period",
                Doubt::NoUnit => "doubt-no-unit",
                Doubt::NoNumber => "doubt-no-number",
                Doubt::OddIndicator => "doubt-odd-indicator",
                Doubt::Reworded => "doubt-reworded",
            })
        })
    }

    fn decision(&self) -> String {
        self.visit.words.t(match self.item.decision {
            Decision::Open => "review-open",
            Decision::Accepted => "review-accepted",
            Decision::Rejected => "review-rejected",
        })
    }

    /// The organisations of a role, as they are written in a field.
    fn organisations(&self, task: &Task, role: &DutyRole) -> String {
        let duties = task.duties.iter().filter(|duty| duty.role == *role);
        duties.map(|duty| duty.organisation.as_str()).collect::<Vec<_>>().join("、")
    }

    /// Where the clauses of a task begin.
    fn cuts(&self) -> Vec<Cut<'_>> {
        let text = self.item.text();
        let mut cuts = Vec::new();
        for (characters, (byte, c)) in text.char_indices().enumerate() {
            let end = byte + c.len_utf8();
            if matches!(c, '，' | ',' | '；' | ';' | '。') && end < text.len() {
                let start = text[..byte]
                    .rfind(['，', ',', '；', ';', '。'])
                    .map_or(0, |at| text.ceil_char_boundary(at + 1));
                let next = text[end..]
                    .find(['，', ',', '；', ';', '。'])
                    .map_or(text.len(), |at| end + at);
                cuts.push(Cut {
                    at: characters + 1,
                    before: &text[start..end],
                    after: &text[end..next],
                });
            }
        }
        cuts
    }
}
