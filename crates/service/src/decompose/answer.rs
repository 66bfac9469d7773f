//! 承接: tasks of a lower plan answer to those of an upper one; what becomes of them rolls up.

use std::sync::Arc;

use luoshi_delivery::{
    Assignments, Audience, Heading, Jurisdiction, NotPlanned, Place, Plan, PlanContents, PlanId,
    RollUp, Standing, Strength, Task, TaskDetail, TaskId, UpperTask,
};
use luoshi_text::Span;

use crate::assignment::{signed, task_in};
use crate::plan::{PLANS_AT_ONCE, contents, living_document};
use crate::policy::permit;
use crate::{Action, Context, Error, LivingDocument, What};

/// An issued plan that a plan of this jurisdiction can answer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpperPlan {
    /// Whose it is.
    pub jurisdiction: Jurisdiction,
    /// The plan.
    pub plan: Plan,
}

/// The issued plans of this jurisdiction and of those it lies in, the nearest first. Others are not told of: not even
/// that they are there.
pub async fn upper_plans(cx: &Context, lower: PlanId) -> Result<Vec<UpperPlan>, Error> {
    permit(&cx.actor, Action::AssignTasks)?;
    let mut found = Vec::new();
    for jurisdiction in reachable(cx) {
        let audiences = [Audience::Public, Audience::Internal];
        let most = PLANS_AT_ONCE as u32;
        for plan in cx.store.plans(&jurisdiction, &audiences, None, most).await? {
            let is_itself = jurisdiction == cx.jurisdiction && plan.id == lower;
            if !is_itself && cx.store.is_issued(&jurisdiction, plan.id).await? {
                found.push(UpperPlan { jurisdiction: jurisdiction.clone(), plan });
            }
        }
    }
    Ok(found)
}

/// An upper plan with what it holds, where it was issued and lies above.
pub async fn upper_plan(
    cx: &Context,
    jurisdiction: &Jurisdiction,
    id: PlanId,
) -> Result<(Plan, Arc<PlanContents>), Error> {
    permit(&cx.actor, Action::AssignTasks)?;
    let none = Error::NotFound(What::Plan(id));
    if !reachable(cx).contains(jurisdiction) || !cx.store.is_issued(jurisdiction, id).await? {
        return Err(none);
    }
    let plan = cx.store.plan(jurisdiction, id).await?.ok_or(none)?;
    Ok((plan, cx.store.contents(jurisdiction, id).await?))
}

/// Says which upper task a task answers to; without one, that it answers to none.
pub async fn answer_to(
    cx: &Context,
    plan: PlanId,
    id: TaskId,
    upper: Option<UpperTask>,
) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::AssignTasks)?;
    let (_, contents) = contents(cx, plan).await?;
    let task = task_in(&contents, id)?;
    if let Some(upper) = &upper {
        let (_, above) = upper_plan(cx, &upper.jurisdiction, upper.plan).await?;
        let is_itself = upper.jurisdiction == cx.jurisdiction && upper.plan == plan;
        let above = task_in(&above, upper.task).ok().filter(|_| !is_itself);
        let above = above.ok_or(Error::NotFound(What::Task(upper.task)))?;
        if let (Some(due), Some(limit)) = (task.due, above.due)
            && due.last_day() > limit.last_day()
        {
            return Err(NotPlanned::LaterThanUpper { due, limit }.into());
        }
    }
    let detail = TaskDetail { upper, ..task.detail.clone() };
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_detail(plan, id, &detail).await?;
    Ok(tx.commit(permit.named("answer_to").entry(cx.now, format!("plan/{plan}/{id}"))).await?)
}

/// Adds to a plan a task for each task of an upper one that none answers to yet 对照承接, under a provision of the plan's
/// own document. Each says that it was added by hand. How many.
pub async fn mirror_plan(
    cx: &Context,
    plan: PlanId,
    (jurisdiction, upper): (&Jurisdiction, PlanId),
    provision: &str,
) -> Result<usize, Error> {
    let permit = permit(&cx.actor, Action::AssignTasks)?;
    let (_, above) = upper_plan(cx, jurisdiction, upper).await?;
    let living = living_document(cx, plan).await?;
    let (place, span) = anchor(&living, provision)?;
    let mut next = next_number(&living.contents);
    let mut added = Vec::new();
    for task in &above.tasks {
        let at = UpperTask { jurisdiction: jurisdiction.clone(), plan: upper, task: task.id };
        if living.contents.tasks.iter().any(|it| it.detail.upper.as_ref() == Some(&at)) {
            continue;
        }
        let detail =
            TaskDetail { added: Some(signed(cx)), upper: Some(at), ..TaskDetail::default() };
        added.push(Task {
            id: TaskId(next),
            place: place.clone(),
            sentence: provision.to_owned(),
            span,
            duties: Vec::new(), // Whom the upper document names is not who does it here.
            assignments: Assignments::default(),
            standing: Standing::default(),
            detail,
            ..task.clone()
        });
        next += 1;
    }
    if !added.is_empty() {
        let mut tx = cx.store.write(&cx.jurisdiction).await?;
        for task in &added {
            tx.add_task(plan, task).await?;
        }
        tx.commit(permit.named("mirror_plan").entry(cx.now, format!("plan/{plan}"))).await?;
    }
    Ok(added.len())
}

/// Adds a task that the document does not order, or that is a part of one it does. It says that it was added by hand.
/// Its number.
pub async fn add_task(
    cx: &Context,
    plan: PlanId,
    provision: &str,
    text: &str,
) -> Result<TaskId, Error> {
    let permit = permit(&cx.actor, Action::AssignTasks)?;
    let living = living_document(cx, plan).await?;
    let (place, span) = anchor(&living, provision)?;
    if text.trim().is_empty() {
        return Err(Error::NoReasonGiven);
    }
    let id = TaskId(next_number(&living.contents));
    let task = Task {
        id,
        place,
        sentence: provision.to_owned(),
        span,
        text: text.trim().to_owned(),
        strength: Strength::Advance,
        due: None,
        steps: Vec::new(),
        projects: Vec::new(),
        duties: Vec::new(),
        assignments: Assignments::default(),
        standing: Standing::default(),
        detail: TaskDetail { added: Some(signed(cx)), ..TaskDetail::default() },
    };
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.add_task(plan, &task).await?;
    tx.commit(permit.named("add_task").entry(cx.now, format!("plan/{plan}/{id}"))).await?;
    Ok(id)
}

/// What the tasks of lower plans that answer to a task come to; none where no task does.
pub async fn roll_up(cx: &Context, plan: PlanId, task: TaskId) -> Result<Option<RollUp>, Error> {
    permit(&cx.actor, Action::ReadReports)?;
    let (_, contents) = contents(cx, plan).await?;
    task_in(&contents, task)?;
    let at = UpperTask { jurisdiction: cx.jurisdiction.clone(), plan, task };
    Ok(RollUp::of(cx.store.lower_tasks(&at).await?))
}

/// Whose plans one can answer to: one's own, and those of the divisions one lies in.
fn reachable(cx: &Context) -> Vec<Jurisdiction> {
    let own = std::iter::once(cx.jurisdiction.clone());
    own.chain(cx.jurisdiction.above()).collect()
}

/// Where a task under that provision stands: at its beginning, and over none of its words.
fn anchor(living: &LivingDocument, eid: &str) -> Result<(Place, Span), Error> {
    let none = Error::NotFound(What::Provision);
    let known = living.document.provisions.iter().find(|it| it.eid == eid);
    let Some(known) = known else { return Err(none) };
    let (start, chapters) = (known.span.start(), &living.contents.chapters);
    let within = |heading: &Heading| heading.eid == eid;
    let chapter = chapters.iter().find(|it| within(&it.heading) || it.children.iter().any(within));
    let chapter = chapter.ok_or(none)?;
    let article = chapter.children.iter().find(|it| within(it)).cloned();
    Ok((Place { chapter: Some(chapter.heading.clone()), article }, Span::new(start, start)))
}

fn next_number(contents: &PlanContents) -> u32 {
    contents.tasks.iter().map(|task| task.id.0).max().unwrap_or(0) + 1
}
