use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use luoshi_audit::{Entry, EntryProof};
use luoshi_service as service;
use serde::Serialize;

use super::problem::Problem;
use crate::pages::audit::Asked;
use crate::visit::Visit;

/// Entries of the audit log as the API gives them.
#[derive(Serialize)]
pub(crate) struct List {
    /// How many entries the log has.
    size: u64,
    /// The last signed checkpoint, a note by C2SP signed-note.
    checkpoint: Option<String>,
    /// The newest first.
    entries: Vec<Entry>,
    /// Where the list goes on.
    older: Option<String>,
}

/// `GET /api/v1/audit`
pub(crate) async fn list(
    visit: Visit,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<List>, Problem> {
    let Query(asked) = asked.map_err(|wrong| Problem::new(wrong.status(), wrong.body_text()))?;
    let list = service::audit_log(&visit.cx, &asked.filter()).await?;
    let older = list.older.map(|before| format!("/api/v1/audit?{}", asked.query(Some(before))));
    let checkpoint = list.checkpoint.map(|last| last.note);
    Ok(Json(List { size: list.size, checkpoint, entries: list.entries, older }))
}

/// `GET /api/v1/audit/{entry}/proof`
pub(crate) async fn proof(
    visit: Visit,
    Path(entry): Path<u64>,
) -> Result<Json<EntryProof>, Problem> {
    Ok(Json(service::prove_entry(&visit.cx, entry).await?))
}
