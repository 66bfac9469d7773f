use luoshi_delivery::{
    OrganisationCode, Period, PlanId, PlanSource, Report, ReportState, Said, TaskId,
};
use luoshi_store::WriteTx;
use sha2::{Digest as _, Sha256};

use super::cycle::cycle;
use super::read::latest;
use crate::assignment::{signed, task_in};
use crate::organisation::owner_of;
use crate::plan::contents;
use crate::policy::{Permit, permit_over};
use crate::{Action, Context, Error, Owner};

/// The largest file of evidence, in bytes.
pub const EVIDENCE_LIMIT: usize = 16 * 1_048_576;

/// Begins the report about a task for a period, or goes on from one that was sent back or accepted.
pub async fn begin_report(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    period: Period,
) -> Result<Report, Error> {
    Filling::of(cx, plan, task, period).await?.begin(cx).await
}

/// Changes what a draft says; begins it where there is none.
pub async fn write_report(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    period: Period,
    said: Said,
) -> Result<(), Error> {
    let filling = Filling::of(cx, plan, task, period).await?;
    let mut report = filling.begin(cx).await?;
    let before = report.state;
    report.write(said, signed(cx))?;
    let tx = cx.store.write(&cx.jurisdiction).await?;
    filling.keep(cx, tx, before, &report, "fill_report").await
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
    let filling = Filling::of(cx, plan, task, period).await?;
    let mut report = filling.begin(cx).await?;
    let before = report.state;
    report.attach(file.clone())?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_file(&file, &bytes, cx.now).await?;
    filling.keep(cx, tx, before, &report, "attach_evidence").await
}

/// A report that the actor may fill in: the task's lead organisation is theirs.
struct Filling {
    plan: PlanId,
    task: TaskId,
    period: Period,
    lead: OrganisationCode,
    owner: Owner,
}

impl Filling {
    async fn of(cx: &Context, plan: PlanId, task: TaskId, period: Period) -> Result<Self, Error> {
        let (_, contents) = contents(cx, plan).await?;
        let lead = task_in(&contents, task)?.assignments.lead().cloned();
        let owner = owner_of(cx, lead.as_ref()).await?;
        permit_over(&cx.actor, Action::FillReport, &owner)?;
        Ok(Self { plan, task, period, lead: lead.ok_or(Error::NotIssued)?, owner })
    }

    fn permit(&self, cx: &Context) -> Result<Permit, Error> {
        permit_over(&cx.actor, Action::FillReport, &self.owner)
    }

    /// The open version, or the next one, begun.
    async fn begin(&self, cx: &Context) -> Result<Report, Error> {
        let Self { plan, task, period, .. } = *self;
        cycle(cx, plan, period).await?;
        let next = match latest(cx, plan, task, period).await? {
            Some(last) if last.state.is_final() => last.next_version(signed(cx)),
            Some(open) => return Ok(open),
            None => Report::first(task, period, self.lead.clone(), signed(cx)),
        };
        let next = Report { organisation: self.lead.clone(), ..next };
        let mut tx = cx.store.write(&cx.jurisdiction).await?;
        tx.add_report(plan, &next).await?;
        tx.commit(self.permit(cx)?.entry(cx.now, thing(plan, &next))).await?;
        Ok(next)
    }

    /// Keeps how a version stands now, where nobody changed it since it was `before`.
    async fn keep(
        &self,
        cx: &Context,
        mut tx: WriteTx,
        before: ReportState,
        report: &Report,
        named: &'static str,
    ) -> Result<(), Error> {
        if !tx.change_report(self.plan, before, report).await? {
            return Err(Error::ReportChanged);
        }
        let entry = self.permit(cx)?.named(named).entry(cx.now, thing(self.plan, report));
        Ok(tx.commit(entry).await?)
    }
}

/// What the audit log calls a version of a report.
pub(super) fn thing(plan: PlanId, report: &Report) -> String {
    let Report { task, period, version, .. } = report;
    format!("plan/{plan}/{task}/{period}/{version}")
}
