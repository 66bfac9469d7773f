use std::collections::HashMap;
use std::sync::Arc;

use luoshi_delivery::{
    Cycle, OrganisationChart, Period, Plan, PlanContents, PlanId, PlanSource, Report, Task, TaskId,
};

use super::asked::{AskedValue, asked_values};
use super::cycle::cycle;
use crate::assignment::task_in;
use crate::organisation::{chart_today, owner_in};
use crate::plan::contents;
use crate::policy::{may, permit};
use crate::{Action, Context, Error, What};

/// All tasks of a plan in one cycle.
#[derive(Clone, Debug)]
pub struct CycleBoard {
    /// The plan.
    pub plan: Plan,
    /// What it holds.
    pub contents: Arc<PlanContents>,
    /// The cycle.
    pub cycle: Cycle,
    /// The organisations of today.
    pub chart: OrganisationChart,
    reports: HashMap<TaskId, Report>,
}

/// A task in a cycle.
#[derive(Clone, Copy, Debug)]
pub struct TaskRow<'b> {
    /// The task.
    pub task: &'b Task,
    /// The latest version of its report; none where nobody began one.
    pub report: Option<&'b Report>,
}

impl CycleBoard {
    /// The tasks in reading order, each with the latest version of its report.
    pub fn rows(&self) -> impl Iterator<Item = TaskRow<'_>> {
        let tasks = self.contents.tasks.iter();
        tasks.map(|task| TaskRow { task, report: self.reports.get(&task.id) })
    }
}

/// Everything said about one task.
#[derive(Clone, Debug)]
pub struct TaskReports {
    /// The plan.
    pub plan: Plan,
    /// The task.
    pub task: Task,
    /// The cycles of the plan, the latest first.
    pub cycles: Vec<Cycle>,
    /// Every version of every report, the newest first.
    pub reports: Vec<Report>,
    /// The values its reports are asked for.
    pub asked: Vec<AskedValue>,
    /// The organisations of today.
    pub chart: OrganisationChart,
}

impl TaskReports {
    /// Whether the actor may do it to the reports of the organisation that leads the task.
    pub fn may(&self, cx: &Context, action: Action) -> bool {
        may(&cx.actor, action, &owner_in(&self.chart, self.task.assignments.lead()))
    }

    /// The latest version for a period.
    pub fn latest(&self, period: Period) -> Option<&Report> {
        self.reports.iter().find(|report| report.period == period)
    }
}

/// All tasks of a plan in the cycle of `period`, with the latest version of each report.
pub async fn cycle_board(cx: &Context, id: PlanId, period: Period) -> Result<CycleBoard, Error> {
    let (plan, contents) = contents(cx, id).await?;
    permit(&cx.actor, Action::ReadReports)?;
    let cycle = cycle(cx, id, period).await?;
    let reports = cx.store.latest_reports(&cx.jurisdiction, id, period).await?;
    let reports = reports.into_iter().map(|report| (report.task, report)).collect();
    Ok(CycleBoard { plan, contents, cycle, chart: chart_today(cx).await?, reports })
}

/// Everything said about a task, in all cycles.
pub async fn task_reports(cx: &Context, id: PlanId, task: TaskId) -> Result<TaskReports, Error> {
    let (plan, contents) = contents(cx, id).await?;
    permit(&cx.actor, Action::ReadReports)?;
    let task = task_in(&contents, task)?.clone();
    let cycles = cx.store.cycles(&cx.jurisdiction, id).await?;
    let reports = cx.store.reports_of_task(&cx.jurisdiction, id, task.id).await?;
    let asked = asked_values(cx, &contents, &task).await?;
    Ok(TaskReports { plan, task, cycles, reports, asked, chart: chart_today(cx).await? })
}

/// A file of evidence of a report about that task.
pub async fn evidence(
    cx: &Context,
    id: PlanId,
    task: TaskId,
    sha256: &str,
) -> Result<(PlanSource, Vec<u8>), Error> {
    let reports = task_reports(cx, id, task).await?.reports;
    let mut files = reports.into_iter().flat_map(|report| report.evidence);
    let none = Error::NotFound(What::Task(task));
    let Some(file) = files.find(|file| file.sha256 == sha256) else { return Err(none) };
    let bytes = cx.store.file(&cx.jurisdiction, sha256).await?;
    Ok((file, bytes.ok_or(none)?))
}

/// The latest version about a task for a period.
pub(super) async fn latest(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    period: Period,
) -> Result<Option<Report>, Error> {
    let reports = cx.store.reports_of_task(&cx.jurisdiction, plan, task).await?;
    Ok(reports.into_iter().find(|report| report.period == period))
}
