use luoshi_delivery::{
    Basis, Commitment, Comparator, Decision, Due, Duty, IntakeId, Item, ItemId, Strength,
};
use rust_decimal::Decimal;

use super::review::{Change, Review};
use crate::{Context, Error};

/// What a person says of an item in place of what was proposed. Its words and its place stay the document's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amendment {
    /// Of a task.
    Task(TaskAmendment),
    /// Of a target.
    Target(TargetAmendment),
}

/// What can be said of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskAmendment {
    /// How firmly it commits.
    pub strength: Strength,
    /// Until when.
    pub due: Option<Due>,
    /// Who does it.
    pub duties: Vec<Duty>,
}

/// What can be said of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetAmendment {
    /// What is measured.
    pub indicator: String,
    /// How value and measurement must compare.
    pub comparator: Comparator,
    /// The value in the printed unit; `None` for a direction.
    pub value: Option<Decimal>,
    /// The upper end of a range.
    pub value_max: Option<Decimal>,
    /// The unit.
    pub unit: Option<String>,
    /// The end of the period.
    pub due: Option<Due>,
    /// What the value is of.
    pub basis: Basis,
    /// Whether the document only strives for it.
    pub aspirational: bool,
}

/// Puts an amendment in place of what was proposed, and accepts the item.
pub async fn amend_item(
    cx: &Context,
    intake: IntakeId,
    id: ItemId,
    seen: u32,
    amendment: Amendment,
) -> Result<(), Error> {
    let review = Review::open(cx, intake).await?;
    let before = review.item(id)?.clone();
    let commitment = match (before.commitment.clone(), amendment) {
        (Commitment::Task(mut task), Amendment::Task(new)) => {
            (task.strength, task.due, task.duties) = (new.strength, new.due, new.duties);
            Commitment::Task(task)
        }
        (Commitment::Target(mut target), Amendment::Target(new)) => {
            target.indicator = new.indicator;
            target.comparator = new.comparator;
            (target.value, target.value_max) = (new.value, new.value_max);
            target.unit = new.unit;
            target.due = new.due;
            target.basis = new.basis;
            target.aspirational = new.aspirational;
            Commitment::Target(target)
        }
        (Commitment::Task(_), Amendment::Target(_))
        | (Commitment::Target(_), Amendment::Task(_)) => {
            return Err(Error::ChangedMeanwhile(id));
        }
    };
    let item = Item { commitment, decision: Decision::Accepted, version: seen, ..before };
    let mut change = Change::begin(cx, intake).await?;
    change.keep(&item).await?;
    change.commit(cx, &format!("item/{id}/amend")).await
}
