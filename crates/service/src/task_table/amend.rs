use luoshi_delivery::{
    AmendedTask, NotAmendable, Plan, PlanId, PlanSource, TableDiff, compare_table,
};
use luoshi_store::WriteTx;
use sha2::{Digest as _, Sha256};

use super::file::rows;
use super::fill::task_table;
use crate::assignment::{propose_in, signed};
use crate::plan::{LARGEST_UPLOAD, plan};
use crate::policy::permit;
use crate::{Action, Context, Error, What};

/// What taking a table back would come to.
#[derive(Clone, Debug)]
pub struct TableTrial {
    /// The plan.
    pub plan: Plan,
    /// The file.
    pub file: PlanSource,
    /// What it changes, and what is wrong with it.
    pub diff: TableDiff,
    /// The version of the plan's issue that it would amend; none while it was not issued.
    pub issued: Option<u32>,
}

/// Keeps a task table that came back; its digest. Nothing of it is in the plan yet.
pub async fn upload_task_table(
    cx: &Context,
    id: PlanId,
    (name, bytes): (String, Vec<u8>),
) -> Result<String, Error> {
    let permit = permit(&cx.actor, Action::AssignTasks)?;
    plan(cx, id).await?;
    if bytes.len() > LARGEST_UPLOAD {
        return Err(Error::TooLarge { file_name: name, limit: LARGEST_UPLOAD });
    }
    let file = PlanSource { name, sha256: hex::encode(Sha256::digest(&bytes)) };
    read(&file, bytes.clone()).await?; // Refused before it is kept.
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_file(&file, &bytes, cx.now).await?;
    let thing = format!("plan/{id}/table/{}", file.sha256);
    tx.commit(permit.named("upload_task_table").entry(cx.now, thing)).await?;
    Ok(file.sha256)
}

/// Says row by row what taking a kept table back would change. Nothing is changed by it.
pub async fn try_task_table(cx: &Context, id: PlanId, sha256: &str) -> Result<TableTrial, Error> {
    permit(&cx.actor, Action::AssignTasks)?;
    attempt(cx, id, sha256).await
}

/// Takes a kept table back as a whole, or not at all where a cell of it is wrong. Where the plan was issued it has a
/// reason, and who does what changes once somebody else approved it. Taken twice, it changes nothing more.
pub async fn apply_task_table(
    cx: &Context,
    id: PlanId,
    sha256: &str,
    reason: &str,
) -> Result<TableTrial, Error> {
    let permit = permit(&cx.actor, Action::AssignTasks)?;
    let trial = attempt(cx, id, sha256).await?;
    if !trial.diff.faults.is_empty() {
        return Err(Error::FaultyTable(trial.diff.faults.len()));
    }
    if !trial.diff.can_be_applied() {
        return Ok(trial);
    }
    let reason = trial.issued.map(|_| reason.trim());
    if reason == Some("") {
        return Err(NotAmendable::NoReason.into());
    }
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    for amended in &trial.diff.amended {
        save(cx, &mut tx, id, amended, reason).await?;
    }
    let assigned = trial.diff.amended.iter();
    let assigned = assigned.filter_map(|it| Some((it.task, it.assignments.clone()?)));
    let assigned: Vec<_> = assigned.collect();
    if let Some(reason) = reason.filter(|_| !assigned.is_empty()) {
        propose_in(cx, &mut tx, id, &assigned, reason).await?;
    }
    let thing = format!("plan/{id}/table/{sha256}");
    tx.commit(permit.named("import_task_table").entry(cx.now, thing)).await?;
    Ok(trial)
}

/// Saves what changes of a task; who does it only while the plan was not issued.
async fn save(
    cx: &Context,
    tx: &mut WriteTx,
    id: PlanId,
    amended: &AmendedTask,
    reason: Option<&str>,
) -> Result<(), Error> {
    if let Some(due) = amended.due {
        tx.set_due(id, amended.task, (due, reason), &signed(cx)).await?;
    }
    if let Some(detail) = &amended.detail {
        tx.save_detail(id, amended.task, detail).await?;
    }
    match &amended.assignments {
        Some(assignments) if reason.is_none() => tx.assign(id, amended.task, assignments).await?,
        _ => {}
    }
    Ok(())
}

async fn attempt(cx: &Context, id: PlanId, sha256: &str) -> Result<TableTrial, Error> {
    let filled = task_table(cx, id).await?;
    let found = cx.store.named_file(&cx.jurisdiction, sha256).await?;
    let (file, bytes) = found.ok_or(Error::NotFound(What::Plan(id)))?;
    let rows = read(&file, bytes).await?;
    let diff = compare_table(&filled.table(), &rows);
    let issues = cx.store.issues(&cx.jurisdiction, id).await?;
    let issued = issues.first().map(|it| it.version);
    Ok(TableTrial { plan: filled.plan, file, diff, issued })
}

async fn read(file: &PlanSource, bytes: Vec<u8>) -> Result<Vec<luoshi_delivery::TableRow>, Error> {
    let file = file.clone();
    let work = move || rows(&file, &bytes);
    tokio::task::spawn_blocking(work).await.map_err(|why| Error::Broken(why.to_string()))?
}
