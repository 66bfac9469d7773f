//! From hand to hand: handed in, approved by another, taken by the office; or sent back.

use std::collections::BTreeSet;

use luoshi_delivery::{
    News, NotDone, NoticeKind, Period, Plan, PlanId, Report, ReportState, Role, Sureness, TaskId,
    day_of, people,
};
use luoshi_packs::Reading;
use luoshi_store::WriteTx;
use rust_decimal::Decimal;

use super::fill::thing;
use super::read::latest;
use crate::assignment::signed;
use crate::notice::{Circle, tell_all};
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
    let (plan, mut report) = open(cx, id, task, period).await?;
    let owner = owner_of(cx, Some(&report.organisation)).await?;
    let permit = permit_over(&cx.actor, action(&report), &owner)?.named(named);
    let before = report.clone();
    step(&mut report)?;
    let told = concerned(cx, &plan, &report).await?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if !tx.change_report(id, &before, &report).await? {
        return Err(Error::ReportChanged);
    }
    if report.state == ReportState::Accepted {
        take(cx, &mut tx, id, &report).await?;
    }
    if let Some((names, news)) = &told {
        tell_all(cx, &mut tx, names, news).await?;
    }
    Ok(tx.commit(permit.entry(cx.now, thing(id, &report))).await?)
}

/// What an accepted report says holds from now on: milestones are reached, and its values stand beside those of other
/// sources. A later report of the same period corrects them; nothing is overwritten (invariant 2).
pub(super) async fn take(
    cx: &Context,
    tx: &mut WriteTx,
    plan: PlanId,
    report: &Report,
) -> Result<(), Error> {
    for number in &report.said.reached {
        tx.reach_milestone(plan, report.task, *number, day_of(report.filled.at)).await?;
    }
    let source = format!("进展填报 plan/{plan}/{}/{}", report.task, report.period);
    for said in &report.said.observed {
        let Ok(period) = said.period.parse() else { continue }; // Was checked when it was written.
        let reading = Reading {
            indicator: said.indicator.clone(),
            period,
            scope: None,
            value: Some(said.value),
            source: Some(source.clone()),
            sureness: Sureness::Seen,
            note: None,
        };
        tx.observe(&said.pack, &reading, cx.now, cx.actor.name()).await?;
    }
    Ok(())
}

/// The latest version about a task for a period, where the actor may know of it.
async fn open(
    cx: &Context,
    id: PlanId,
    task: TaskId,
    period: Period,
) -> Result<(Plan, Report), Error> {
    let plan = plan(cx, id).await?;
    crate::policy::permit(&cx.actor, Action::ReadReports)?;
    let latest = latest(cx, id, task, period).await?;
    Ok((plan, latest.ok_or(Error::NotFound(What::Report(task, period)))?))
}

/// Who has to go on with it, or whose it is, with what they are told.
pub(super) async fn concerned(
    cx: &Context,
    plan: &Plan,
    report: &Report,
) -> Result<Option<(BTreeSet<String>, News)>, Error> {
    let signed = |by: &str| people(by).map(str::to_owned).collect::<BTreeSet<_>>();
    let filled = signed(&report.filled.by);
    let approved = report.approved.as_ref().map(|it| signed(&it.by)).unwrap_or_default();
    let (kind, names) = match report.state {
        ReportState::Draft => return Ok(None),
        ReportState::Submitted => {
            let circle = Circle::of(cx, &report.organisation).await?;
            let approvers = circle.holding(&[Role::Approver], &report.organisation);
            (NoticeKind::ReportSubmitted, &approvers - &filled)
        }
        ReportState::Approved => (NoticeKind::ReportApproved, filled),
        ReportState::Accepted => (NoticeKind::ReportAccepted, &filled | &approved),
        ReportState::Returned => (NoticeKind::ReportReturned, &filled | &approved),
    };
    let news = News {
        plan: Some(plan.id),
        period: Some(report.period),
        task: (report.state != ReportState::Submitted).then_some(report.task),
        organisation: Some(report.organisation.clone()),
        ..News::new(kind, &plan.title)
    };
    Ok(Some((names, news)))
}
