use luoshi_delivery::{
    Assignments, Chapter, PlanContents, PlanId, Principle, Target, TargetId, Task, TaskId, proposed,
};

use super::amend::draft;
use crate::decompose::is_sentence;
use crate::organisation::{chart_today, exist};
use crate::plan::contents;
use crate::policy::permit;
use crate::{Action, Context, Error, What};

/// Says who does a task, in place of whoever did it before. Once the plan was issued, that is a draft of an
/// amendment.
pub async fn assign_task(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    assignments: &Assignments,
) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::AssignTasks)?;
    let (_, contents) = contents(cx, plan).await?;
    task_in(&contents, task)?;
    let named: Vec<_> = assignments.all().iter().map(|it| it.organisation.clone()).collect();
    exist(cx, &named).await?;
    if cx.store.is_issued(&cx.jurisdiction, plan).await? {
        return draft(cx, permit, plan, &[(task, assignments.clone())]).await;
    }
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.assign(plan, task, assignments).await?;
    Ok(tx.commit(permit.entry(cx.now, format!("plan/{plan}/{task}"))).await?)
}

/// Gives the tasks nobody leads yet to whom the document names for them; those for which it names nobody to
/// `otherwise`. Of one provision, or of the whole plan. How many were given.
pub async fn assign_unassigned(
    cx: &Context,
    plan: PlanId,
    provision: Option<&str>,
    otherwise: Option<&Assignments>,
) -> Result<usize, Error> {
    let permit = permit(&cx.actor, Action::AssignTasks)?;
    let (_, contents) = contents(cx, plan).await?;
    let chart = chart_today(cx).await?;
    let means = |name: &str| chart.the_only(name).map(|it| it.code.clone());
    let is_wanted = |task: &&Task| {
        task.assignments.lead().is_none() && provision.is_none_or(|eid| task.place.is_in(eid))
    };
    let given = contents.tasks.iter().filter(is_wanted).filter_map(|task| {
        let assignments = proposed(&task.duties, means).or_else(|| otherwise.cloned());
        Some((task.id, assignments?))
    });
    let given: Vec<_> = given.collect();
    if given.is_empty() {
        return Ok(0);
    }
    if cx.store.is_issued(&cx.jurisdiction, plan).await? {
        draft(cx, permit, plan, &given).await?;
        return Ok(given.len());
    }
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    for (task, assignments) in &given {
        tx.assign(plan, *task, assignments).await?;
    }
    tx.commit(permit.entry(cx.now, format!("plan/{plan}/tasks"))).await?;
    Ok(given.len())
}

/// Marks a provision, or a sentence, as ordering nothing, with the reason; without a reason takes the mark off again.
pub async fn mark_principle(
    cx: &Context,
    plan: PlanId,
    eid: &str,
    reason: Option<&str>,
) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::AssignTasks)?;
    let (_, contents) = contents(cx, plan).await?;
    let is_here = |chapter: &Chapter| {
        chapter.heading.eid == eid || chapter.children.iter().any(|child| child.eid == eid)
    };
    if !contents.chapters.iter().any(is_here) && !is_sentence(cx, plan, eid).await? {
        return Err(Error::NotFound(What::Provision));
    }
    let reason = reason.map(str::trim);
    if reason == Some("") {
        return Err(Error::NoReason);
    }
    let mark = reason.map(|reason| Principle {
        eid: eid.to_owned(),
        reason: reason.to_owned(),
        marked_by: cx.actor.name().to_owned(),
    });
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.mark_principle(plan, eid, mark.as_ref()).await?;
    Ok(tx.commit(permit.entry(cx.now, format!("plan/{plan}/{eid}"))).await?)
}

/// The task of that number.
pub(crate) fn task_in(contents: &PlanContents, id: TaskId) -> Result<&Task, Error> {
    let found = contents.tasks.iter().find(|task| task.id == id);
    found.ok_or(Error::NotFound(What::Task(id)))
}

/// The target of that number.
pub(crate) fn target_in(contents: &PlanContents, id: TargetId) -> Result<&Target, Error> {
    let found = contents.targets.iter().find(|target| target.id == id);
    found.ok_or(Error::NotFound(What::Target(id)))
}
