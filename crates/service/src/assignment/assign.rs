use luoshi_delivery::{
    Assignments, Chapter, PlanContents, PlanId, Principle, Task, TaskId, proposed,
};

use crate::organisation::{chart_today, exist};
use crate::plan::contents;
use crate::policy::permit;
use crate::{Action, Context, Error, What};

/// Says who does a task, in place of whoever did it before.
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
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    let mut given = 0;
    for task in contents.tasks.iter().filter(is_wanted) {
        let by_document = proposed(&task.duties, means);
        let Some(assignments) = by_document.as_ref().or(otherwise) else { continue };
        tx.assign(plan, task.id, assignments).await?;
        given += 1;
    }
    if given > 0 {
        tx.commit(permit.entry(cx.now, format!("plan/{plan}/tasks"))).await?;
    }
    Ok(given)
}

/// Marks a provision as ordering nothing, with the reason; without a reason takes the mark off again.
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
    if !contents.chapters.iter().any(is_here) {
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
