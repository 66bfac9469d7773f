use std::sync::Arc;

use luoshi_delivery::{
    Cycle, Findings, OrganisationChart, Period, Plan, PlanContents, PlanId, Quarter, TargetFinding,
    Verdict,
};

use crate::organisation::chart_today;
use crate::plan::contents;
use crate::policy::permit;
use crate::{Action, Context, Error, What, outcomes};

/// What a bulletin of a cycle is made of.
#[derive(Clone, Debug)]
pub struct Figures {
    /// The plan.
    pub plan: Plan,
    /// What it holds.
    pub contents: Arc<PlanContents>,
    /// The organisations of today.
    pub chart: OrganisationChart,
    /// The cycle, as it is seen.
    pub now: Quarter,
    /// The cycle before, where there was one.
    pub before: Option<Quarter>,
    /// What the figures say.
    pub findings: Findings,
}

/// The figures of a cycle and of the one before. Lights are those of the last day for reports, or of today before it.
pub async fn bulletin_figures(cx: &Context, id: PlanId, period: Period) -> Result<Figures, Error> {
    permit(&cx.actor, Action::ComposeBulletin)?;
    let (plan, contents) = contents(cx, id).await?;
    let cycles = cx.store.cycles(&cx.jurisdiction, id).await?;
    let at = cycles.iter().position(|cycle| cycle.period == period);
    let at = at.ok_or(Error::NotFound(What::Cycle(period)))?;
    let now = quarter(cx, id, &contents, &cycles[at]).await?;
    let before = match cycles.get(at + 1) {
        Some(earlier) => Some(quarter(cx, id, &contents, earlier).await?),
        None => None,
    };
    let reports = cx.store.latest_reports(&cx.jurisdiction, id, period).await?;
    let outcomes = outcomes(cx, &contents).await?;
    let targets = contents.targets.iter().filter_map(|target| {
        let outcome = outcomes.of(target.id)?.outcome.clone();
        let is_told = target.is_checkable() || outcome.verdict != Verdict::Unmeasured;
        is_told.then(|| TargetFinding { target: target.clone(), outcome })
    });
    let findings = Findings::of(&contents, &now, before.as_ref(), &reports, targets);
    let chart = chart_today(cx).await?;
    Ok(Figures { plan, contents, chart, now, before, findings })
}

async fn quarter(
    cx: &Context,
    id: PlanId,
    contents: &PlanContents,
    cycle: &Cycle,
) -> Result<Quarter, Error> {
    Ok(Quarter {
        on: cycle.due.min(cx.today()),
        issued: contents.tasks.first().and_then(|task| task.standing.issued),
        verified: cx.store.verified_until(&cx.jurisdiction, id, cycle.due).await?,
        cycle: cycle.clone(),
    })
}
