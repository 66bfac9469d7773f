//! The reports of many tasks at once: what a department sends for a quarter, and what the office takes of it.

use std::collections::{BTreeSet, HashMap};

use luoshi_delivery::{
    News, NotDone, OrganisationCode, Period, Plan, PlanId, Report, Said, Signed, TaskId,
};

use super::cycle::cycle;
use super::fill::Begun;
use super::pass::{concerned, take};
use crate::assignment::{signed, task_in};
use crate::notice::tell_all;
use crate::organisation::{chart_today, owner_in};
use crate::plan::{contents, plan};
use crate::policy::{may, permit, permit_over};
use crate::{Action, Context, Error};

/// What is done with several reports alike. Each is sent back with a reason of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Together {
    /// Handed in for approval.
    Submit,
    /// Approved for their organisations.
    Approve,
    /// Taken for the office, as they were reported.
    Accept,
}

impl Together {
    /// What the audit log calls it.
    fn name(self) -> &'static str {
        match self {
            Self::Submit => "submit_reports",
            Self::Approve => "approve_reports",
            Self::Accept => "accept_reports",
        }
    }

    /// What one has to be allowed.
    pub fn asks(self) -> Action {
        match self {
            Self::Submit => Action::FillReport,
            Self::Approve => Action::ApproveReport,
            Self::Accept => Action::DecideReport,
        }
    }

    fn act(self, report: &mut Report, signed: Signed) -> Result<(), NotDone> {
        match self {
            Self::Submit => report.submit(),
            Self::Approve => report.approve(signed),
            Self::Accept => report.accept(report.said.progress, signed),
        }
    }
}

/// What became of reports that were acted on together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passed {
    /// The tasks whose reports went on.
    pub done: Vec<TaskId>,
    /// Those whose reports stayed as they were, and why.
    pub left: Vec<(TaskId, Stayed)>,
}

/// Why a report stayed as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stayed {
    /// Nobody began it.
    NotBegun,
    /// It is not for this actor.
    NotYours,
    /// It cannot be treated like that.
    NotDone(NotDone),
}

/// Does the same with the reports of several tasks for a period: hands them in, approves them or takes them as they were
/// reported. Those that cannot go on stay as they are; the others go on together, or none does.
pub async fn pass_reports(
    cx: &Context,
    id: PlanId,
    period: Period,
    tasks: &[TaskId],
    act: Together,
) -> Result<Passed, Error> {
    let plan = plan(cx, id).await?;
    permit(&cx.actor, Action::ReadReports)?;
    let chart = chart_today(cx).await?;
    let mut reports = latest_by_task(cx, id, period).await?;
    let (mut passed, mut changed) = (Passed::default(), Vec::new());
    let mut given = None;
    for task in tasks {
        let Some(mut report) = reports.remove(task) else {
            passed.left.push((*task, Stayed::NotBegun));
            continue;
        };
        let owner = owner_in(&chart, Some(&report.organisation));
        if !may(&cx.actor, act.asks(), &owner) {
            passed.left.push((*task, Stayed::NotYours));
            continue;
        }
        let before = report.clone();
        match act.act(&mut report, signed(cx)) {
            Ok(()) => {
                given = Some(permit_over(&cx.actor, act.asks(), &owner)?);
                passed.done.push(*task);
                changed.push((before, report));
            }
            Err(why) => passed.left.push((*task, Stayed::NotDone(why))),
        }
    }
    let Some(permit) = given else { return Ok(passed) };
    let told = told(cx, &plan, changed.iter().map(|(_, report)| report)).await?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    for (before, report) in &changed {
        if !tx.change_report(id, before, report).await? {
            return Err(Error::ReportChanged);
        }
        if act == Together::Accept {
            take(cx, &mut tx, id, report).await?;
        }
    }
    for (names, news) in &told {
        tell_all(cx, &mut tx, names, news).await?;
    }
    let permit = permit.named(act.name());
    tx.commit(permit.entry(cx.now, format!("plan/{id}/cycle/{period}"))).await?;
    Ok(passed)
}

/// Writes the drafts of several tasks for a period, all of them or none: begins those that were not, goes on from those
/// that were sent back or accepted.
pub async fn write_reports(
    cx: &Context,
    id: PlanId,
    period: Period,
    all: Vec<(TaskId, Said)>,
) -> Result<(), Error> {
    let (_, contents) = contents(cx, id).await?;
    cycle(cx, id, period).await?;
    let chart = chart_today(cx).await?;
    let mut reports = latest_by_task(cx, id, period).await?;
    let mut given = permit(&cx.actor, Action::ReadReports)?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    for (task, said) in all {
        let lead: &OrganisationCode =
            task_in(&contents, task)?.assignments.lead().ok_or(Error::NotIssued)?;
        given = permit_over(&cx.actor, Action::FillReport, &owner_in(&chart, Some(lead)))?;
        let mut begun = Begun::after(reports.remove(&task), (task, period), lead, signed(cx));
        begun.report.write(said, signed(cx))?;
        begun.save(&mut tx, id).await?;
    }
    let entry = given.named("fill_reports").entry(cx.now, format!("plan/{id}/cycle/{period}"));
    Ok(tx.commit(entry).await?)
}

/// Who is told of these reports: once of all that concern an organisation in the same way.
async fn told(
    cx: &Context,
    plan: &Plan,
    reports: impl Iterator<Item = &Report>,
) -> Result<Vec<(BTreeSet<String>, News)>, Error> {
    let mut told: Vec<(BTreeSet<String>, News)> = Vec::new();
    for report in reports {
        let Some((names, news)) = concerned(cx, plan, report).await? else { continue };
        let news = News { task: None, ..news };
        match told.iter_mut().find(|(_, known)| *known == news) {
            Some((known, _)) => known.extend(names),
            None => told.push((names, news)),
        }
    }
    Ok(told)
}

async fn latest_by_task(
    cx: &Context,
    id: PlanId,
    period: Period,
) -> Result<HashMap<TaskId, Report>, Error> {
    let reports = cx.store.latest_reports(&cx.jurisdiction, id, period).await?;
    Ok(reports.into_iter().map(|report| (report.task, report)).collect())
}
