use std::collections::BTreeSet;

use luoshi_delivery::{Cycle, News, NoticeKind, Period, PlanId, Role};

use crate::duty::told_at_opening;
use crate::notice::{Circle, tell_all};
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
    let asked = asked(cx, id, &cycle).await?; // Read before the write: a write holds its connection, and wants no other.
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if !tx.open_cycle(id, &cycle).await? {
        return Err(Error::CycleOpen(period));
    }
    for (names, news) in &asked {
        tell_all(cx, &mut tx, names, news).await?;
    }
    told_at_opening(cx, &mut tx, id, &cycle).await?;
    tx.commit(permit.entry(cx.now, format!("plan/{id}/cycle/{period}"))).await?;
    Ok(cycle)
}

/// Who is told for how many tasks of each organisation reports are asked.
async fn asked(
    cx: &Context,
    id: PlanId,
    cycle: &Cycle,
) -> Result<Vec<(BTreeSet<String>, News)>, Error> {
    let (plan, circle) = (plan(cx, id).await?, Circle::all(cx).await?);
    let outstanding = cx.store.outstanding(&cx.jurisdiction, id, cycle.period).await?;
    let told = outstanding.into_iter().map(|asked| {
        let names = circle.holding(&[Role::Reporter], &asked.organisation);
        let news = News {
            plan: Some(id),
            period: Some(cycle.period),
            organisation: Some(asked.organisation),
            count: asked.to_fill,
            due: Some(cycle.due),
            ..News::new(NoticeKind::CycleOpened, &plan.title)
        };
        (names, news)
    });
    Ok(told.collect())
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
