use luoshi_delivery::{
    Commitment, Decision, IntakeId, Item, PlanContents, PlanId, Target, TargetId, Task, TaskId,
};
use luoshi_store::NewPlan;

use super::contents;
use super::review::Review;
use crate::plan::plan_of;
use crate::policy::permit;
use crate::{Action, Context, Error, What};

/// Makes a plan of what was accepted, or puts it in place of the plan that the document corrects. Everything has to
/// be decided before.
pub async fn publish_intake(cx: &Context, id: IntakeId) -> Result<PlanId, Error> {
    let permit = permit(&cx.actor, Action::ImportDocument)?;
    let review = Review::open(cx, id).await?;
    match review.count(Decision::Open) {
        0 => {}
        open => return Err(Error::Undecided(open)),
    }
    let document = &*review.document;
    let read = contents(document, &luoshi_extract::extract(document));
    let before = match review.intake.revises {
        Some(plan) => cx.store.contents(&cx.jurisdiction, plan).await?.tasks.clone(),
        None => Vec::new(),
    };
    let (mut tasks, targets) = accepted(review.items, review.intake.revises.is_some(), &before);
    tasks.extend(before.into_iter().filter(|task| task.detail.added.is_some()));
    let new = NewPlan {
        plan: plan_of(cx, document, review.intake.audience),
        contents: PlanContents { tasks, targets, ..read },
    };
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    let plan = match review.intake.revises {
        Some(plan) => {
            tx.revise_plan(plan, &new).await?;
            plan
        }
        None => tx.add_plan(&new).await?,
    };
    if !tx.close_intake(id, plan).await? {
        return Err(Error::NotFound(What::Intake(id)));
    }
    tx.commit(permit.entry(cx.now, format!("plan/{plan}"))).await?;
    Ok(plan)
}

/// Throws a review away that did not become a plan.
pub async fn discard_intake(cx: &Context, id: IntakeId) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::ImportDocument)?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if !tx.discard_intake(id).await? {
        return Err(Error::NotFound(What::Intake(id)));
    }
    Ok(tx.commit(permit.entry(cx.now, format!("intake/{id}/discard"))).await?)
}

/// What was accepted, numbered: in reading order, or, in a corrected version, with the numbers that the plan gave
/// before and the next ones for what is new.
///
/// No number that a task of the plan had `before` is given to another.
fn accepted(items: Vec<Item>, keeps_numbers: bool, before: &[Task]) -> (Vec<Task>, Vec<Target>) {
    let (mut tasks, mut targets) = (Vec::new(), Vec::new());
    for item in items.into_iter().filter(|item| item.decision == Decision::Accepted) {
        match item.commitment {
            Commitment::Task(task) => tasks.push(task),
            Commitment::Target(target) => targets.push(target),
        }
    }
    let known = |id: u32| if keeps_numbers { id } else { 0 };
    let given = tasks.iter().chain(before).map(|task| known(task.id.0));
    let mut last = given.max().unwrap_or(0);
    for task in &mut tasks {
        task.id = TaskId(numbered(known(task.id.0), &mut last));
    }
    let mut last = targets.iter().map(|target| known(target.id.0)).max().unwrap_or(0);
    for target in &mut targets {
        target.id = TargetId(numbered(known(target.id.0), &mut last));
    }
    (tasks, targets)
}

/// The number a thing has, else the next one.
fn numbered(known: u32, last: &mut u32) -> u32 {
    if known > 0 {
        return known;
    }
    *last += 1;
    *last
}
