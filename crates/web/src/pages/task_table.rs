//! The task table 任务分解表: out as a spreadsheet and as a Word file, and back with what was changed in it.

use askama::Template;
use axum::Form as Sent;
use axum::extract::{Multipart, Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use luoshi_delivery::{CellChange, CellFault, Plan, PlanId, TableColumn, Task, TaskTable};
use luoshi_report::{TaskTableWords, task_paper, task_sheet};
use luoshi_service::{self as service, Action, Error, FilledTable, LARGEST_UPLOAD, TableTrial};
use serde::Deserialize;

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::pages::source::attachment;
use crate::pages::tasks::Asked;
use crate::upload::{self, Sent as Came};
use crate::visit::Visit;

/// What a spreadsheet and a Word file are to browsers.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub(crate) const DOCX: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// The most changes and faults a page tells; a file of more is looked at piece by piece.
const MOST_TOLD: usize = 500;

/// `GET /plans/{plan}/tasks.xlsx`
pub(crate) async fn spreadsheet(
    visit: Visit,
    Path(id): Path<PlanId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    printed(&visit, (id, &asked), (XLSX, "xlsx"), |table, tasks, words| {
        task_sheet(table, tasks, words).to_xlsx().map_err(Failure::Report)
    })
    .await
}

/// `GET /plans/{plan}/tasks.docx`
pub(crate) async fn word(
    visit: Visit,
    Path(id): Path<PlanId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    printed(&visit, (id, &asked), (DOCX, "docx"), |table, tasks, words| {
        task_paper(table, tasks, words).to_docx().map_err(Failure::Docx)
    })
    .await
}

/// The tasks that are wanted as a file of that kind, for browsers and by the end of its name.
async fn printed(
    visit: &Visit,
    (id, asked): (PlanId, &Asked),
    (content_type, ending): (&str, &str),
    print: impl FnOnce(&TaskTable<'_>, &[&Task], &TaskTableWords) -> Result<Vec<u8>, Failure>,
) -> Result<Response, Failure> {
    let filled = service::task_table(&visit.cx, id).await?;
    let words = words(visit, &filled.plan);
    let tasks = wanted(&filled, asked, visit.cx.today());
    let bytes = print(&filled.table(), &tasks, &words)?;
    let kind = (header::CONTENT_TYPE, content_type.to_owned());
    Ok(([kind, attachment(&file_name(&words, &filled.plan, ending))], bytes).into_response())
}

fn wanted<'f>(filled: &'f FilledTable, asked: &Asked, on: Date) -> Vec<&'f Task> {
    let filter = asked.filter();
    filled.contents.tasks.iter().filter(|task| filter.accepts(task, on)).collect()
}

fn file_name(words: &TaskTableWords, plan: &Plan, kind: &str) -> String {
    format!("{} {}.{kind}", words.name, plan.number.as_deref().unwrap_or(&plan.title))
}

fn words(visit: &Visit, plan: &Plan) -> TaskTableWords {
    let words = visit.words;
    let number = plan.number.as_deref().unwrap_or("–");
    let name = words.t("task-table");
    TaskTableWords {
        title: format!("{} {name}", plan.title),
        name,
        note: words.with2("task-table-note", ("number", number), ("on", visit.cx.today())),
        columns: TableColumn::ALL.map(|column| words.table_column(column)),
        outside: words.t("outside-chapters"),
    }
}

#[derive(Template)]
#[template(path = "task_table/form.html")]
pub(crate) struct Form {
    visit: Visit,
    plan: Plan,
    message: Option<String>,
}

#[derive(Template)]
#[template(path = "task_table/trial.html")]
pub(crate) struct Trial {
    visit: Visit,
    trial: TableTrial,
    message: Option<String>,
    /// Whether it was taken.
    is_applied: bool,
}

impl Trial {
    fn changes(&self) -> &[CellChange] {
        let changes = &self.trial.diff.changes;
        &changes[..changes.len().min(MOST_TOLD)]
    }

    fn passed_over(&self) -> &[CellChange] {
        let passed = &self.trial.diff.passed_over;
        &passed[..passed.len().min(MOST_TOLD)]
    }

    fn faults(&self) -> &[CellFault] {
        let faults = &self.trial.diff.faults;
        &faults[..faults.len().min(MOST_TOLD)]
    }

    /// Whether something is left out.
    fn is_cut(&self) -> bool {
        let diff = &self.trial.diff;
        [diff.changes.len(), diff.passed_over.len(), diff.faults.len()]
            .iter()
            .any(|it| *it > MOST_TOLD)
    }

    fn column(&self, column: &Option<TableColumn>) -> String {
        column.map(|column| self.visit.words.table_column(column)).unwrap_or_default()
    }
}

/// `GET /plans/{plan}/task-table`
pub(crate) async fn form(visit: Visit, Path(id): Path<PlanId>) -> Result<Page<Form>, Failure> {
    form_page(visit, id, None).await
}

async fn form_page(
    visit: Visit,
    id: PlanId,
    message: Option<String>,
) -> Result<Page<Form>, Failure> {
    service::require(&visit.cx.actor, Action::AssignTasks)?;
    let plan = service::plan(&visit.cx, id).await?;
    let title = format!("{} · {}", visit.words.t("task-table-take-back"), plan.title);
    let tabs = Tabs::new(&plan, Tab::Tasks);
    Ok(Page { content: Form { visit: visit.clone(), plan, message }, visit, title, plan: tabs })
}

/// `POST /plans/{plan}/task-table`: keeps the file and goes on to what it would change, so that loading that page again
/// does not send the file again.
pub(crate) async fn receive(
    visit: Visit,
    Path(id): Path<PlanId>,
    sent: Multipart,
) -> Result<Response, Failure> {
    service::require(&visit.cx.actor, Action::AssignTasks)?;
    let uploaded = match upload::receive(sent, LARGEST_UPLOAD).await {
        Came::File(file, _) => {
            service::upload_task_table(&visit.cx, id, (file.file_name, file.bytes)).await
        }
        Came::TooLarge { file_name } => Err(Error::TooLarge { file_name, limit: LARGEST_UPLOAD }),
        Came::Nothing | Came::BrokenOff => {
            let message = Some(visit.words.t("import-no-file"));
            let page = form_page(visit, id, message).await?;
            return Ok(page.with_status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    match uploaded {
        Ok(sha256) => Ok(Redirect::to(&format!("/plans/{id}/task-table/{sha256}")).into_response()),
        Err(
            error @ (Error::Unreadable { .. } | Error::TooLarge { .. } | Error::NoTaskTable(_)),
        ) => {
            let failure = Failure::UseCase(error);
            let message = Some(failure.message(&visit.words));
            Ok(form_page(visit, id, message).await?.with_status(failure.status()))
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET /plans/{plan}/task-table/{file}`: what would change, cell by cell.
pub(crate) async fn trial(
    visit: Visit,
    Path((id, sha256)): Path<(PlanId, String)>,
) -> Result<Page<Trial>, Failure> {
    let trial = service::try_task_table(&visit.cx, id, &sha256).await?;
    Ok(trial_page(visit, trial, None, false))
}

/// Why what was issued is changed.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Why {
    #[serde(default)]
    reason: String,
}

/// `POST /plans/{plan}/task-table/{file}`: the whole table, or nothing of it.
pub(crate) async fn apply(
    visit: Visit,
    Path((id, sha256)): Path<(PlanId, String)>,
    Sent(why): Sent<Why>,
) -> Result<Response, Failure> {
    match service::apply_task_table(&visit.cx, id, &sha256, &why.reason).await {
        Ok(trial) => Ok(trial_page(visit, trial, None, true).into_response()),
        Err(error @ (Error::FaultyTable(_) | Error::NotAmendable(_))) => {
            let trial = service::try_task_table(&visit.cx, id, &sha256).await?;
            let failure = Failure::UseCase(error);
            let message = Some(failure.message(&visit.words));
            Ok(trial_page(visit, trial, message, false).with_status(failure.status()))
        }
        Err(other) => Err(other.into()),
    }
}

fn trial_page(
    visit: Visit,
    trial: TableTrial,
    message: Option<String>,
    is_applied: bool,
) -> Page<Trial> {
    let title = format!("{} · {}", visit.words.t("task-table-take-back"), trial.plan.title);
    let tabs = Tabs::new(&trial.plan, Tab::Tasks);
    let content = Trial { visit: visit.clone(), trial, message, is_applied };
    Page { visit, title, plan: tabs, content }
}
