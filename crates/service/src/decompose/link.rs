use jiff::civil::Date;
use luoshi_delivery::{Measure, NotPlanned, Period, PlanId, TargetId, TaskId, TaskTarget};
use rust_decimal::Decimal;

use crate::assignment::{signed, target_in, task_in};
use crate::plan::contents;
use crate::policy::permit;
use crate::{Action, Context, Error};

/// Says which tasks serve a target, each with its weight, in place of those that did.
pub async fn link_target(
    cx: &Context,
    plan: PlanId,
    target: TargetId,
    tasks: &[(TaskId, Decimal)],
) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::AssignTasks)?;
    let (_, contents) = contents(cx, plan).await?;
    target_in(&contents, target)?;
    let mut links: Vec<TaskTarget> = Vec::new();
    for (task, weight) in tasks {
        task_in(&contents, *task)?;
        if *weight <= Decimal::ZERO {
            return Err(NotPlanned::NoWeight.into());
        }
        links.retain(|link| link.task != *task);
        links.push(TaskTarget { task: *task, target, weight: *weight });
    }
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.link_target(plan, target, &links).await?;
    Ok(tx
        .commit(permit.named("link_target").entry(cx.now, format!("plan/{plan}/{target}")))
        .await?)
}

/// Takes every link that the document suggests for targets no task serves yet. How many.
pub async fn accept_proposed_links(cx: &Context, plan: PlanId) -> Result<usize, Error> {
    let permit = permit(&cx.actor, Action::AssignTasks)?;
    let (_, contents) = contents(cx, plan).await?;
    let proposed = contents.proposed_links();
    if proposed.is_empty() {
        return Ok(0);
    }
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    for (link, _) in &proposed {
        tx.add_link(plan, link).await?;
    }
    tx.commit(permit.named("link_target").entry(cx.now, format!("plan/{plan}/targets"))).await?;
    Ok(proposed.len())
}

/// How a direction is to be measured, as it was agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreedMeasure {
    /// What is measured.
    pub indicator: String,
    /// Its unit.
    pub unit: String,
    /// The value that has to be left behind.
    pub baseline: Decimal,
    /// Its period.
    pub period: Period,
    /// Who agreed.
    pub agreed_by: String,
    /// When.
    pub agreed_on: Date,
}

/// Keeps how a direction without a number is measured, from where, and who agreed to it.
pub async fn agree_measure(
    cx: &Context,
    plan: PlanId,
    target: TargetId,
    agreed: AgreedMeasure,
) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::AssignTasks)?;
    let (_, contents) = contents(cx, plan).await?;
    let is_direction = target_in(&contents, target)?.is_direction();
    let AgreedMeasure { indicator, unit, baseline, period, agreed_by, agreed_on } = agreed;
    let texts = [indicator, unit, agreed_by].map(|text| text.trim().to_owned());
    if !is_direction || texts.iter().any(String::is_empty) || agreed_on > cx.today() {
        return Err(NotPlanned::NoMeasure.into());
    }
    let [indicator, unit, agreed_by] = texts;
    let set = signed(cx);
    let measure = Measure { target, indicator, unit, baseline, period, agreed_by, agreed_on, set };
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_measure(plan, &measure).await?;
    let entry = permit.named("agree_measure").entry(cx.now, format!("plan/{plan}/{target}"));
    Ok(tx.commit(entry).await?)
}
