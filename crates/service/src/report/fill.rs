use std::sync::Arc;

use luoshi_delivery::{
    OrganisationCode, Period, PlanContents, PlanId, PlanSource, Report, Said, Signed, TaskId,
};
use luoshi_store::WriteTx;
use sha2::{Digest as _, Sha256};

use super::asked::check;
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
    let filling = Filling::of(cx, plan, task, period).await?;
    let begun = filling.begin(cx).await?;
    if begun.before.is_none() {
        let mut tx = cx.store.write(&cx.jurisdiction).await?;
        begun.save(&mut tx, plan).await?;
        tx.commit(filling.permit(cx)?.entry(cx.now, thing(plan, &begun.report))).await?;
    }
    Ok(begun.report)
}

/// Changes what a draft says; begins it where there is none.
pub async fn write_report(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    period: Period,
    said: Said,
) -> Result<(), Error> {
    write(cx, (plan, task, period), said, None).await.map(drop)
}

/// Changes what a draft says, where nobody changed it since it was seen: the version and its revision, as the form
/// showed them. How it stands now.
pub async fn write_report_seen(
    cx: &Context,
    about: (PlanId, TaskId, Period),
    said: Said,
    seen: (u32, u32),
) -> Result<Report, Error> {
    write(cx, about, said, Some(seen)).await
}

async fn write(
    cx: &Context,
    (plan, task, period): (PlanId, TaskId, Period),
    said: Said,
    seen: Option<(u32, u32)>,
) -> Result<Report, Error> {
    let filling = Filling::of(cx, plan, task, period).await?;
    let begun = filling.say(cx, said).await?;
    if seen.is_some_and(|seen| seen != begun.seen) {
        return Err(Error::ReportChanged);
    }
    let tx = cx.store.write(&cx.jurisdiction).await?;
    filling.keep(cx, tx, &begun, "fill_report").await?;
    Ok(begun.report)
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
    let mut begun = filling.begin(cx).await?;
    begun.report.attach(file.clone())?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_file(&file, &bytes, cx.now).await?;
    filling.keep(cx, tx, &begun, "attach_evidence").await
}

/// A version that is filled in: how it was stored, where it was, and how it stands now.
pub(super) struct Begun {
    before: Option<Report>,
    pub(super) report: Report,
    /// Version and revision before the change.
    seen: (u32, u32),
}

impl Begun {
    /// The open version, or the next one, not stored yet: after the last one of a task for a period.
    pub(super) fn after(
        last: Option<Report>,
        (task, period): (TaskId, Period),
        lead: &OrganisationCode,
        signed: Signed,
    ) -> Self {
        let next = match last {
            Some(last) if last.state.is_final() => last.next_version(signed),
            Some(open) => {
                let seen = (open.version, open.revision);
                return Self { before: Some(open.clone()), report: open, seen };
            }
            None => Report::first(task, period, lead.clone(), signed),
        };
        let report = Report { organisation: lead.clone(), ..next };
        Self { before: None, seen: (report.version, report.revision), report }
    }

    /// Stores how it stands now, where nobody changed it meanwhile.
    pub(super) async fn save(&self, tx: &mut WriteTx, plan: PlanId) -> Result<(), Error> {
        let is_ours = match &self.before {
            Some(before) => tx.change_report(plan, before, &self.report).await?,
            None => tx.add_report(plan, &self.report).await?,
        };
        if is_ours { Ok(()) } else { Err(Error::ReportChanged) }
    }
}

/// A report that the actor may fill in: the task's lead organisation is theirs.
struct Filling {
    plan: PlanId,
    task: TaskId,
    period: Period,
    contents: Arc<PlanContents>,
    lead: OrganisationCode,
    owner: Owner,
}

impl Filling {
    async fn of(cx: &Context, plan: PlanId, task: TaskId, period: Period) -> Result<Self, Error> {
        let (_, contents) = contents(cx, plan).await?;
        let lead = task_in(&contents, task)?.assignments.lead().cloned();
        let owner = owner_of(cx, lead.as_ref()).await?;
        permit_over(&cx.actor, Action::FillReport, &owner)?;
        let lead = lead.ok_or(Error::NotIssued)?;
        Ok(Self { plan, task, period, contents, lead, owner })
    }

    /// Says something in the open version, or in the next one.
    async fn say(&self, cx: &Context, said: Said) -> Result<Begun, Error> {
        check(cx, &self.contents, task_in(&self.contents, self.task)?, &said).await?;
        let mut begun = self.begin(cx).await?;
        begun.report.write(said, signed(cx))?;
        Ok(begun)
    }

    fn permit(&self, cx: &Context) -> Result<Permit, Error> {
        permit_over(&cx.actor, Action::FillReport, &self.owner)
    }

    /// The open version, or the next one, not stored yet.
    async fn begin(&self, cx: &Context) -> Result<Begun, Error> {
        let Self { plan, task, period, .. } = *self;
        cycle(cx, plan, period).await?;
        let last = latest(cx, plan, task, period).await?;
        Ok(Begun::after(last, (task, period), &self.lead, signed(cx)))
    }

    /// Keeps how a version stands now, where nobody changed it meanwhile.
    async fn keep(
        &self,
        cx: &Context,
        mut tx: WriteTx,
        begun: &Begun,
        named: &'static str,
    ) -> Result<(), Error> {
        begun.save(&mut tx, self.plan).await?;
        let entry = self.permit(cx)?.named(named).entry(cx.now, thing(self.plan, &begun.report));
        Ok(tx.commit(entry).await?)
    }
}

/// What the audit log calls a version of a report.
pub(super) fn thing(plan: PlanId, report: &Report) -> String {
    let Report { task, period, version, .. } = report;
    format!("plan/{plan}/{task}/{period}/{version}")
}
