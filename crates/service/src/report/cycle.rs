use luoshi_delivery::{Cycle, Period, PlanId};

use crate::plan::plan;
use crate::policy::permit;
use crate::{Action, Context, Error, What, issues};

/// Asks for the reports of a period 开启督查周期, due `days` working days after its end.
pub async fn open_cycle(
    cx: &Context,
    id: PlanId,
    period: Period,
    days: u32,
) -> Result<Cycle, Error> {
    let permit = permit(&cx.actor, Action::OpenCycle)?;
    if issues(cx, id).await?.is_empty() {
        return Err(Error::NotIssued);
    }
    let cycle = Cycle {
        period,
        due: Cycle::due_of(period, days)?,
        opened_at: cx.now,
        opened_by: cx.actor.name().to_owned(),
    };
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if !tx.open_cycle(id, &cycle).await? {
        return Err(Error::CycleOpen(period));
    }
    tx.commit(permit.entry(cx.now, format!("plan/{id}/cycle/{period}"))).await?;
    Ok(cycle)
}

/// The cycles of a plan, the latest first.
pub async fn cycles(cx: &Context, id: PlanId) -> Result<Vec<Cycle>, Error> {
    plan(cx, id).await?;
    Ok(cx.store.cycles(&cx.jurisdiction, id).await?)
}

/// The cycle of `period` of a plan that was read before.
pub(super) async fn cycle(cx: &Context, id: PlanId, period: Period) -> Result<Cycle, Error> {
    let cycles = cx.store.cycles(&cx.jurisdiction, id).await?;
    let found = cycles.into_iter().find(|cycle| cycle.period == period);
    found.ok_or(Error::NotFound(What::Cycle(period)))
}
