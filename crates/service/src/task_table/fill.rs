use std::collections::HashMap;
use std::sync::Arc;

use luoshi_delivery::{
    OrganisationChart, Plan, PlanContents, PlanId, ReportState, Said, TaskId, TaskTable,
};

use crate::organisation::chart_today;
use crate::plan::contents;
use crate::policy::{Owner, may};
use crate::{Action, Context, Error};

/// What the task table of a plan is filled from.
#[derive(Clone, Debug)]
pub struct FilledTable {
    /// The plan.
    pub plan: Plan,
    /// What it holds.
    pub contents: Arc<PlanContents>,
    /// The organisations of today.
    pub chart: OrganisationChart,
    said: HashMap<TaskId, Said>,
}

impl FilledTable {
    /// The table.
    pub fn table(&self) -> TaskTable<'_> {
        TaskTable { contents: &self.contents, chart: &self.chart, said: &self.said }
    }
}

/// The task table of a plan. What is reported stands in it for those who may read reports.
pub async fn task_table(cx: &Context, id: PlanId) -> Result<FilledTable, Error> {
    let (plan, contents) = contents(cx, id).await?;
    let chart = chart_today(cx).await?;
    let said = match may(&cx.actor, Action::ReadReports, &Owner::jurisdiction()) {
        true => said_last(cx, id).await?,
        false => HashMap::new(),
    };
    Ok(FilledTable { plan, contents, chart, said })
}

/// What organisations said in the latest cycle, as far as it left them.
async fn said_last(cx: &Context, id: PlanId) -> Result<HashMap<TaskId, Said>, Error> {
    let cycles = cx.store.cycles(&cx.jurisdiction, id).await?;
    let Some(latest) = cycles.first() else { return Ok(HashMap::new()) };
    let reports = cx.store.latest_reports(&cx.jurisdiction, id, latest.period).await?;
    let told = reports
        .into_iter()
        .filter(|report| matches!(report.state, ReportState::Approved | ReportState::Accepted));
    Ok(told.map(|report| (report.task, report.said)).collect())
}
