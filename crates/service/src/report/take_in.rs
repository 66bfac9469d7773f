use luoshi_delivery::{Period, PlanId, Report};

use super::cycle::cycle;
use crate::plan::plan;
use crate::policy::permit;
use crate::{Action, Context, Error};

/// Takes in the reports of a cycle that were made, approved and decided elsewhere 补录: all of them, in one entry.
pub async fn take_in_reports(
    cx: &Context,
    id: PlanId,
    period: Period,
    reports: &[Report],
) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::DecideReport)?.named("take_in_reports");
    plan(cx, id).await?;
    cycle(cx, id, period).await?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    for report in reports.iter().filter(|report| report.period == period) {
        let is_new = tx.add_report(id, report).await?;
        if !is_new || !tx.change_report(id, report, report).await? {
            return Err(Error::ReportChanged);
        }
    }
    Ok(tx.commit(permit.entry(cx.now, format!("plan/{id}/cycle/{period}"))).await?)
}
