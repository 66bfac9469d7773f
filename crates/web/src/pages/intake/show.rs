use askama::Template;
use axum::extract::{Path, Query};
use luoshi_delivery::{
    Commitment, Decision, IntakeId, Item, ItemId, PlanContents, TargetId, TaskId,
};
use luoshi_service::{self as service, Review};

use super::card::Card;
use super::{Asked, Wanted, address};
use crate::failure::Failure;
use crate::living::{Kind, Line, paper};
use crate::page::Page;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "intake/review.html")]
pub(crate) struct Show {
    visit: Visit,
    review: Review,
    wanted: Wanted,
    /// The items as the paper marks them: numbered by item.
    marked: PlanContents,
    card: Option<Card>,
    note: Option<String>,
}

impl Show {
    fn paper(&self) -> Vec<Line<'_>> {
        paper(&self.review.document, &self.marked)
    }

    fn filters(&self) -> impl Iterator<Item = (&'static str, usize, String, bool)> {
        Wanted::ALL.into_iter().map(|wanted| {
            let count = self.review.items.iter().filter(|item| wanted.holds(item)).count();
            let address = address(self.review.intake.id, wanted, None);
            (wanted.word(), count, address, wanted == self.wanted)
        })
    }

    fn decided(&self) -> usize {
        self.review.items.len() - self.review.count(Decision::Open)
    }

    /// How many of the wanted items can be decided at once.
    fn open_here(&self) -> usize {
        let here = |item: &&Item| item.decision == Decision::Open && self.wanted.holds(item);
        self.review.items.iter().filter(here).count()
    }

    fn address(&self, number: &u32) -> String {
        address(self.review.intake.id, self.wanted, Some(ItemId(*number)))
    }

    /// The classes of an item's words.
    fn look(&self, number: &u32) -> String {
        let Ok(item) = self.review.item(ItemId(*number)) else { return String::new() };
        let mut look = format!("mark mark-{}", item.decision.name());
        if item.is_doubtful() {
            look.push_str(" doubtful");
        }
        if self.card.as_ref().is_some_and(|card| card.item.id == item.id) {
            look.push_str(" selected");
        }
        if !self.wanted.holds(item) {
            look.push_str(" dimmed");
        }
        look
    }
}

/// `GET /intakes/{intake}`
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<IntakeId>,
    Query(asked): Query<Asked>,
) -> Result<Page<Show>, Failure> {
    let review = service::review(&visit.cx, id).await?;
    let wanted = asked.show.unwrap_or_else(|| Wanted::first(&review));
    let first = || review.items.iter().find(|item| wanted.holds(item)).map(|item| item.id);
    let chosen = asked.item.or_else(first);
    let card = chosen.and_then(|item| Card::new(&visit, &review, wanted, item));
    let marked = marked(&review);
    let note = asked.note.as_deref().and_then(|note| told(&visit, note));
    let title = format!("{} · {}", visit.words.t("review-title"), review.intake.title);
    let content = Show { visit: visit.clone(), review, wanted, marked, card, note };
    Ok(Page { visit, title, plan: None, content })
}

/// What went wrong with the last step.
fn told(visit: &Visit, note: &str) -> Option<String> {
    Some(visit.words.t(match note {
        "changed" => "review-changed",
        "text" => "review-not-in-text",
        "place" => "review-no-place",
        "merge" => "review-no-merge",
        "field" => "review-bad-field",
        "open" => "review-undecided",
        _ => return None,
    }))
}

/// What the paper marks: each item under its own number.
fn marked(review: &Review) -> PlanContents {
    let (mut tasks, mut targets) = (Vec::new(), Vec::new());
    for item in &review.items {
        match item.commitment.clone() {
            Commitment::Task(mut task) => {
                task.id = TaskId(item.id.0);
                tasks.push(task);
            }
            Commitment::Target(mut target) => {
                target.id = TargetId(item.id.0);
                targets.push(target);
            }
        }
    }
    PlanContents { tasks, targets, ..PlanContents::default() }
}
