//! The audit log 审计记录 as pages: all of it for the auditor, and who did what to a plan or a task.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use luoshi_audit::Entry;
use luoshi_delivery::{PlanId, TaskId, start_of};
use luoshi_service::{
    self as service, Action, AuditFilter, AuditList, Error, LastCheckpoint, may_somewhere,
};
use serde::Deserialize;

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::pages::source::attachment;
use crate::stretch::query;
use crate::visit::Visit;
use crate::words::ACTS;

/// The filter as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    actor: String,
    #[serde(default)]
    action: String,
    #[serde(default)]
    thing: String,
    /// The first day, as typed.
    #[serde(default)]
    from: String,
    /// The last day.
    #[serde(default)]
    until: String,
    #[serde(default)]
    before: Option<u64>,
}

impl Asked {
    /// What it asks for; a day nobody can read asks for nothing.
    pub(crate) fn filter(&self) -> AuditFilter {
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let day = |text: &str| text.trim().parse::<Date>().ok();
        let behind = |day: Date| day.checked_add(1.day()).ok().and_then(start_of);
        AuditFilter {
            actor: text(&self.actor),
            action: text(&self.action),
            thing: text(&self.thing),
            from: day(&self.from).and_then(start_of),
            until: day(&self.until).and_then(behind),
            before: self.before,
            rows: Vec::new(),
        }
    }

    /// The query of a link that keeps the filter and goes on before an entry.
    pub(crate) fn query(&self, before: Option<u64>) -> String {
        query(&[
            ("actor", &self.actor),
            ("action", &self.action),
            ("thing", &self.thing),
            ("from", &self.from),
            ("until", &self.until),
            ("before", &before.map(|before| before.to_string()).unwrap_or_default()),
        ])
    }
}

#[derive(Template)]
#[template(path = "audit/list.html")]
pub(crate) struct List {
    visit: Visit,
    list: AuditList,
    asked: Asked,
    /// The address of this page.
    path: String,
    heading: String,
    /// Whether the thing is given by the page, and only this thing is shown.
    is_of_thing: bool,
}

impl List {
    fn acts(&self) -> Vec<(&'static str, String)> {
        ACTS.iter().map(|(name, key)| (*name, self.visit.words.t(key))).collect()
    }

    fn address(&self, before: Option<u64>) -> String {
        let asked = if self.is_of_thing { &Asked::default() } else { &self.asked };
        match asked.query(before) {
            query if query.is_empty() => self.path.clone(),
            query => format!("{}?{query}", self.path),
        }
    }

    /// How far the log is signed, and by whom.
    fn signed(&self, last: &LastCheckpoint) -> String {
        let signers = last.signers.join(", ");
        self.visit.words.with2("audit-checkpoint", ("size", last.size), ("signers", signers))
    }

    fn moment(&self, entry: &Entry) -> String {
        let at = entry.at.parse::<Timestamp>();
        at.map_or_else(|_| entry.at.clone(), |at| self.visit.words.moment(at))
    }

    /// Whether the entry stands under the last checkpoint, and may be proved by this visitor.
    fn has_proof(&self, entry: &Entry) -> bool {
        let covered = self.list.checkpoint.as_ref().is_some_and(|it| it.size >= entry.sequence);
        covered && may_somewhere(&self.visit.cx.actor, Action::ProveAudit)
    }
}

/// Where a thing is looked at; none for what has no page of its own.
fn address(thing: &str) -> Option<String> {
    let parts: Vec<&str> = thing.split('/').collect();
    match parts.as_slice() {
        ["plan", plan, task, ..] if task.parse::<TaskId>().is_ok() => {
            Some(format!("/plans/{plan}/tasks/{task}"))
        }
        ["plan", plan, ..] => Some(format!("/plans/{plan}")),
        ["user", name, ..] => Some(format!("/users/{name}")),
        ["intake", intake, ..] => Some(format!("/intakes/{intake}")),
        _ => None,
    }
}

/// `GET /audit`
pub(crate) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<List>, Failure> {
    let list = service::audit_log(&visit.cx, &asked.filter()).await?;
    let title = visit.words.t("audit-title");
    let (path, heading) = ("/audit".to_owned(), title.clone());
    let content = List { visit: visit.clone(), list, asked, path, heading, is_of_thing: false };
    Ok(Page { visit, title, plan: None, content })
}

/// Where to go on in a list.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(crate) struct GoOn {
    #[serde(default)]
    before: Option<u64>,
}

/// `GET /plans/{plan}/audit`
pub(crate) async fn of_plan(
    visit: Visit,
    Path(plan): Path<PlanId>,
    Query(GoOn { before }): Query<GoOn>,
) -> Result<Page<List>, Failure> {
    let thing = format!("plan/{plan}");
    let asked = Asked { thing: thing.clone(), before, ..Asked::default() };
    let list = service::audit_log(&visit.cx, &asked.filter()).await?;
    of_thing(visit, plan, (thing, format!("/plans/{plan}/audit")), list).await
}

/// `GET /plans/{plan}/tasks/{task}/audit`
pub(crate) async fn of_task(
    visit: Visit,
    Path((plan, task)): Path<(PlanId, TaskId)>,
    Query(GoOn { before }): Query<GoOn>,
) -> Result<Page<List>, Failure> {
    let list = service::task_log(&visit.cx, plan, task, before).await?;
    let path = format!("/plans/{plan}/tasks/{task}/audit");
    of_thing(visit, plan, (format!("plan/{plan}/{task}"), path), list).await
}

/// Who did what to a thing of a plan.
async fn of_thing(
    visit: Visit,
    plan: PlanId,
    (thing, path): (String, String),
    list: AuditList,
) -> Result<Page<List>, Failure> {
    let plan = service::plan(&visit.cx, plan).await?;
    let title = format!("{} · {}", visit.words.t("tab-audit"), plan.title);
    let heading = visit.words.with("audit-of", "thing", &thing);
    let asked = Asked { thing, ..Asked::default() };
    let tabs = Tabs::new(&plan, Tab::Audit);
    let content = List { visit: visit.clone(), list, asked, path, heading, is_of_thing: true };
    Ok(Page { visit, title, plan: tabs, content })
}

/// `GET /audit/{entry}/proof`: the proof that an entry stands in the log, to be checked without this server.
pub(crate) async fn proof(visit: Visit, Path(entry): Path<u64>) -> Result<Response, Failure> {
    let proof = service::prove_entry(&visit.cx, entry).await?;
    let json = serde_json::to_vec_pretty(&proof);
    let json = json.map_err(|why| Error::Broken(why.to_string()))?;
    let content_type = (header::CONTENT_TYPE, "application/json".to_owned());
    Ok(([content_type, attachment(&format!("proof-{entry}.json"))], json).into_response())
}

/// `GET /audit/checkpoint`: the last signed checkpoint, to be kept or published elsewhere.
pub(crate) async fn checkpoint(visit: Visit) -> Result<Response, Failure> {
    let list = service::audit_log(&visit.cx, &AuditFilter::default()).await?;
    let last = list.checkpoint.ok_or(Error::NoCheckpoint)?;
    let content_type = (header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned());
    Ok(([content_type, attachment(&format!("checkpoint-{}.txt", last.size))], last.note)
        .into_response())
}
