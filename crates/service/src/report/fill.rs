use luoshi_delivery::{
    OrganisationCode, Period, PlanId, PlanSource, Report, ReportState, Said, TaskId,
};
use sha2::{Digest as _, Sha256};

use super::read::latest;
use crate::assignment::{signed, task_in};
use crate::organisation::owner_of;
use crate::plan::contents;
use crate::policy::{Permit, permit_over};
use crate::report::cycles;
use crate::{Action, Context, Error, What};

/// The largest file of evidence, in bytes.
pub const EVIDENCE_LIMIT: usize = 16 * 1_048_576;

/// Begins the report about a task for a period, or goes on from one that was sent back or accepted.
pub async fn begin_report(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    period: Period,
) -> Result<Report, Error> {
    let (permit, lead) = fill_permit(cx, plan, task).await?;
    if !cycles(cx, plan).await?.iter().any(|cycle| cycle.period == period) {
        return Err(Error::NotFound(What::Cycle(period)));
    }
    let next = match latest(cx, plan, task, period).await? {
        Some(last) if last.state.is_final() => last.next_version(signed(cx)),
        Some(open) => return Ok(open),
        None => Report {
            task,
            period,
            version: 1,
            organisation: lead.clone(),
            state: ReportState::Draft,
            said: Said::default(),
            evidence: Vec::new(),
            filled: signed(cx),
            approved: None,
            decided: None,
            verified: None,
            reason: None,
        },
    };
    let next = Report { organisation: lead, ..next };
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.add_report(plan, &next).await?;
    tx.commit(permit.entry(cx.now, thing(plan, &next))).await?;
    Ok(next)
}

/// Changes what a draft says; begins it where there is none.
pub async fn write_report(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    period: Period,
    said: Said,
) -> Result<(), Error> {
    change_draft(cx, plan, task, period, move |cx, report| Ok(report.write(said, signed(cx))?))
        .await?;
    Ok(())
}

/// Adds a file that shows what a draft says 佐证材料. The same file twice is one.
pub async fn attach_evidence(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    period: Period,
    (name, bytes): (String, Vec<u8>),
) -> Result<(), Error> {
    if bytes.len() > EVIDENCE_LIMIT {
        return Err(Error::TooLarge { file_name: name, limit: EVIDENCE_LIMIT });
    }
    let file = PlanSource { name, sha256: hex::encode(Sha256::digest(&bytes)) };
    let (permit, _) = fill_permit(cx, plan, task).await?;
    let mut report = begin_report(cx, plan, task, period).await?;
    let before = report.state;
    if before != ReportState::Draft {
        return Err(luoshi_delivery::NotDone::OutOfTurn(before).into());
    }
    report.evidence.retain(|it| it.sha256 != file.sha256);
    report.evidence.push(file.clone());
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_file(&file, &bytes, cx.now).await?;
    if !tx.change_report(plan, before, &report).await? {
        return Err(Error::ReportChanged);
    }
    Ok(tx.commit(permit.named("attach_evidence").entry(cx.now, thing(plan, &report))).await?)
}

async fn change_draft(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    period: Period,
    change: impl FnOnce(&Context, &mut Report) -> Result<(), Error>,
) -> Result<Report, Error> {
    let (permit, _) = fill_permit(cx, plan, task).await?;
    let mut report = begin_report(cx, plan, task, period).await?;
    let before = report.state;
    change(cx, &mut report)?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if !tx.change_report(plan, before, &report).await? {
        return Err(Error::ReportChanged);
    }
    tx.commit(permit.entry(cx.now, thing(plan, &report))).await?;
    Ok(report)
}

/// The permission to fill in the reports of the organisation that leads a task, and that organisation.
async fn fill_permit(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
) -> Result<(Permit, OrganisationCode), Error> {
    let (_, contents) = contents(cx, plan).await?;
    let lead = task_in(&contents, task)?.assignments.lead().cloned();
    let owner = owner_of(cx, lead.as_ref()).await?;
    let permit = permit_over(&cx.actor, Action::FillReport, &owner)?;
    Ok((permit, lead.ok_or(Error::NotIssued)?))
}

/// What the audit log calls a version of a report.
pub(super) fn thing(plan: PlanId, report: &Report) -> String {
    let Report { task, period, version, .. } = report;
    format!("plan/{plan}/{task}/{period}/{version}")
}
