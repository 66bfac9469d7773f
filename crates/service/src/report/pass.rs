//! From hand to hand: handed in, approved by another, taken by the office; or sent back.

use luoshi_delivery::{NotDone, Period, PlanId, Report, ReportState, TaskId};
use rust_decimal::Decimal;

use super::fill::thing;
use super::read::latest;
use crate::assignment::signed;
use crate::organisation::owner_of;
use crate::plan::plan;
use crate::policy::permit_over;
use crate::{Action, Context, Error, What};

/// Hands a report in for its organisation's approval 提交审核.
pub async fn submit_report(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    period: Period,
) -> Result<(), Error> {
    pass(cx, (plan, task, period), |_| Action::FillReport, "submit_report", Report::submit).await
}

/// Approves a report for its organisation 审核通过. Whoever filled it in may not (invariant 4).
pub async fn approve_report(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    period: Period,
) -> Result<(), Error> {
    let approve = |report: &mut Report| report.approve(signed(cx));
    pass(cx, (plan, task, period), |_| Action::ApproveReport, "approve_report", approve).await
}

/// Takes a report for the office 采用, with the share of the work that was verified.
pub async fn accept_report(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    period: Period,
    verified: Decimal,
) -> Result<(), Error> {
    let accept = |report: &mut Report| report.accept(verified, signed(cx));
    pass(cx, (plan, task, period), |_| Action::DecideReport, "accept_report", accept).await
}

/// Sends a report back with the reason 退回: its approver before it left the organisation, then the office.
pub async fn return_report(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    period: Period,
    reason: &str,
) -> Result<(), Error> {
    let action = |report: &Report| match report.state {
        ReportState::Approved => Action::DecideReport,
        _ => Action::ApproveReport,
    };
    let send_back = |report: &mut Report| report.send_back(reason, signed(cx));
    pass(cx, (plan, task, period), action, "return_report", send_back).await
}

async fn pass(
    cx: &Context,
    (id, task, period): (PlanId, TaskId, Period),
    action: impl FnOnce(&Report) -> Action,
    named: &'static str,
    step: impl FnOnce(&mut Report) -> Result<(), NotDone>,
) -> Result<(), Error> {
    let mut report = open(cx, id, task, period).await?;
    let owner = owner_of(cx, Some(&report.organisation)).await?;
    let permit = permit_over(&cx.actor, action(&report), &owner)?.named(named);
    let before = report.state;
    step(&mut report)?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if !tx.change_report(id, before, &report).await? {
        return Err(Error::ReportChanged);
    }
    Ok(tx.commit(permit.entry(cx.now, thing(id, &report))).await?)
}

/// The latest version about a task for a period, where the actor may know of it.
async fn open(cx: &Context, id: PlanId, task: TaskId, period: Period) -> Result<Report, Error> {
    plan(cx, id).await?;
    crate::policy::permit(&cx.actor, Action::ReadReports)?;
    let latest = latest(cx, id, task, period).await?;
    latest.ok_or(Error::NotFound(What::Report(task, period)))
}
