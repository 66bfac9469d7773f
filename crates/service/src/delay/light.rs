use luoshi_delivery::{Light, LightOverride, PlanId, TaskId};

use crate::assignment::{signed, task_in};
use crate::plan::contents;
use crate::policy::permit;
use crate::{Action, Context, Error};

/// Sets a task's light by hand 人工定灯, with the reason; an exempt task is shown so. It shows as set by hand until it
/// is taken back.
pub async fn set_light(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    (light, reason): (Light, &str),
) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::SetLight)?;
    let (_, contents) = contents(cx, plan).await?;
    task_in(&contents, task)?;
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(Error::NoReasonGiven);
    }
    let set = LightOverride { light, reason, set: signed(cx), taken_back: None };
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.set_light(plan, task, &set).await?;
    Ok(tx.commit(permit.entry(cx.now, format!("plan/{plan}/{task}/light"))).await?)
}

/// Takes back a light that was set by hand: the computed one is shown again. Nothing where none was set.
pub async fn take_light_back(cx: &Context, plan: PlanId, task: TaskId) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::SetLight)?;
    let (_, contents) = contents(cx, plan).await?;
    task_in(&contents, task)?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if !tx.take_light_back(plan, task, &signed(cx)).await? {
        return Ok(());
    }
    let entry = permit.named("take_light_back").entry(cx.now, format!("plan/{plan}/{task}/light"));
    Ok(tx.commit(entry).await?)
}
