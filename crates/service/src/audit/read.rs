use std::collections::HashMap;

use luoshi_audit::{Checkpoint, Entry, Note};
use luoshi_delivery::{PlanId, TaskId};
use luoshi_store::{AuditFilter, StoredCheckpoint, logged_row};

use crate::policy::permit;
use crate::{Action, Context, Error};

/// The most entries that are given at once.
const AT_ONCE: u32 = 100;

/// Some of the audit log, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditList {
    /// The entries that were asked for, as many as are given at once.
    pub entries: Vec<Entry>,
    /// Where to go on: with the entries before this number. None where there are no more.
    pub older: Option<u64>,
    /// How many entries the whole log has.
    pub size: u64,
    /// The last signed checkpoint.
    pub checkpoint: Option<LastCheckpoint>,
}

/// The last signed checkpoint of a log, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastCheckpoint {
    /// How many entries it covers.
    pub size: u64,
    /// Their root, hexadecimal.
    pub root: String,
    /// Who signed it.
    pub signers: Vec<String>,
    /// The signed note itself.
    pub note: String,
}

/// Every entry as the log holds it, in the order it happened: people by their aliases.
pub async fn export_audit(cx: &Context) -> Result<Vec<Entry>, Error> {
    permit(&cx.actor, Action::ReadAudit)?;
    Ok(cx.store.audit_entries(&cx.jurisdiction).await?)
}

/// Who did what to which thing, the newest first: the entries that are asked for, and how far the log is signed.
pub async fn audit_log(cx: &Context, filter: &AuditFilter) -> Result<AuditList, Error> {
    permit(&cx.actor, Action::ReadAudit)?;
    let names = cx.store.names_in_log(&cx.jurisdiction).await?;
    let mut entries =
        cx.store.audit_list(&cx.jurisdiction, &in_log(filter, &names), AT_ONCE + 1).await?;
    entries.iter_mut().for_each(|entry| name(entry, &names));
    let is_part = entries.len() > AT_ONCE as usize;
    entries.truncate(AT_ONCE as usize);
    let older = entries.last().filter(|_| is_part).map(|last| last.sequence);
    let size = cx.store.position(&cx.jurisdiction).await?;
    let checkpoint = cx.store.last_checkpoint(&cx.jurisdiction).await?;
    Ok(AuditList { entries, older, size, checkpoint: checkpoint.as_ref().and_then(shown) })
}

/// Puts the names of people in place of what the log calls them; whoever was forgotten has none.
fn name(entry: &mut Entry, names: &HashMap<String, String>) {
    if let Some(name) = names.get(&entry.actor) {
        entry.actor.clone_from(name);
    }
    if let Some((alias, rest)) = user_in(&entry.thing)
        && let Some(name) = names.get(alias)
    {
        entry.thing = format!("user/{name}{rest}");
    }
}

/// A filter that asks for people as the log calls them.
fn in_log(filter: &AuditFilter, names: &HashMap<String, String>) -> AuditFilter {
    let alias = |wanted: &str| {
        let found = names.iter().find(|(_, name)| *name == wanted).map(|(alias, _)| alias.clone());
        found.unwrap_or_else(|| wanted.to_owned())
    };
    let thing = filter.thing.as_deref().map(|thing| match user_in(thing) {
        Some((name, rest)) => format!("user/{}{rest}", alias(name)),
        None => thing.to_owned(),
    });
    AuditFilter { actor: filter.actor.as_deref().map(alias), thing, ..filter.clone() }
}

/// Which user a thing is about, and what of it.
fn user_in(thing: &str) -> Option<(&str, &str)> {
    let user = thing.strip_prefix("user/")?;
    Some(user.split_at(user.find('/').unwrap_or(user.len())))
}

/// Who did what to a task, the newest first: to itself, and to its reports also where several were acted on together.
pub async fn task_log(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    before: Option<u64>,
) -> Result<AuditList, Error> {
    permit(&cx.actor, Action::ReadAudit)?;
    let reports = cx.store.reports_of_task(&cx.jurisdiction, plan, task).await?;
    let rows = reports.iter().map(|report| logged_row(plan, report)).collect();
    let thing = Some(format!("plan/{plan}/{task}"));
    audit_log(cx, &AuditFilter { thing, rows, before, ..AuditFilter::default() }).await
}

/// A checkpoint as it is shown; none where it cannot be read, which `luoshi audit verify` reports.
fn shown(stored: &StoredCheckpoint) -> Option<LastCheckpoint> {
    let note: Note = stored.note.parse().ok()?;
    let checkpoint: Checkpoint = note.text.parse().ok()?;
    let signers = note.signers().map(str::to_owned).collect();
    Some(LastCheckpoint {
        size: checkpoint.size,
        root: hex::encode(checkpoint.root),
        signers,
        note: stored.note.clone(),
    })
}
