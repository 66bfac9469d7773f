//! Reports filled in offline: the template goes out, comes back, is tried and taken.

use askama::Template;
use axum::extract::{Multipart, Path, Query};
use axum::http::header;
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_delivery::{OrganisationCode, Period, PlanId};
use luoshi_report::{ColumnKind, Group, Sheet, SheetColumn};
use luoshi_service::{
    self as service, Error, LARGEST_UPLOAD, RowFault, SheetPart, SheetTrial, TaskRow,
};
use serde::Deserialize;

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::pages::organisations::called;
use crate::pages::source::attachment;
use crate::upload::{Sent, receive};
use crate::visit::Visit;
use crate::words::Language;

/// For which organisation.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    organisation: String,
}

/// `GET /plans/{plan}/cycles/{period}/template.xlsx`
pub(crate) async fn template(
    visit: Visit,
    Path((id, period)): Path<(PlanId, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let period: Period = period.parse().map_err(|_| Failure::NoSuchPage)?;
    let unknown = || Error::NoSuchOrganisation(asked.organisation.clone());
    let organisation: OrganisationCode = asked.organisation.parse().map_err(|_| unknown())?;
    let board = service::report_template(&visit.cx, id, period, &organisation).await?;
    let words = visit.words;
    let in_english = words.language() == Language::English;
    let column = |part: SheetPart| SheetColumn {
        name: part.names()[usize::from(in_english)].to_owned(),
        width: match part {
            SheetPart::Number | SheetPart::Progress => 10,
            _ => 36,
        },
        kind: if part == SheetPart::Progress { ColumnKind::Number } else { ColumnKind::Text },
    };
    let rows = board.rows().filter(|row| row.task.assignments.lead() == Some(&organisation));
    let sheet = Sheet {
        name: period.to_string(),
        title: format!("{} {period}", called(&board.chart, &organisation)),
        note: words.t("sheet-note"),
        columns: SheetPart::ALL.map(column).to_vec(),
        groups: vec![Group { heading: String::new(), rows: rows.map(cells).collect() }],
    };
    let bytes = sheet.to_xlsx().map_err(Failure::Report)?;
    let name = format!("{} {period}.xlsx", called(&board.chart, &organisation));
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(([(header::CONTENT_TYPE, XLSX.to_owned()), attachment(&name)], bytes).into_response())
}

/// A task as the template prints it, with what its draft says.
fn cells(row: TaskRow<'_>) -> Vec<String> {
    let said = row.report.map(|report| report.said.clone()).unwrap_or_default();
    let progress =
        row.report.map(|_| (said.progress * rust_decimal::Decimal::ONE_HUNDRED).normalize());
    vec![
        row.task.id.to_string(),
        row.task.text.clone(),
        progress.map(|it| it.to_string()).unwrap_or_default(),
        said.narrative,
        said.problems,
        said.needs,
    ]
}

/// `POST /plans/{plan}/cycles/{period}/import`
pub(crate) async fn receive_sheet(
    visit: Visit,
    Path((id, period)): Path<(PlanId, String)>,
    form: Multipart,
) -> Result<Response, Failure> {
    let at: Period = period.parse().map_err(|_| Failure::NoSuchPage)?;
    let limit = LARGEST_UPLOAD;
    let sha256 = match receive(form, limit).await {
        Sent::File(file, _) => {
            let file = (file.file_name, file.bytes);
            service::upload_reports(&visit.cx, id, at, file).await?
        }
        Sent::TooLarge { file_name } => return Err(Error::TooLarge { file_name, limit }.into()),
        Sent::Nothing | Sent::BrokenOff => {
            service::try_reports(&visit.cx, id, at, "").await.map(drop).or_else(ignore_nothing)?;
            return Ok(Redirect::to(&format!("/plans/{id}/cycles/{at}")).into_response());
        }
    };
    Ok(Redirect::to(&format!("/plans/{id}/cycles/{at}/import/{sha256}")).into_response())
}

/// No file was chosen: whoever may not is still told so.
fn ignore_nothing(error: Error) -> Result<(), Error> {
    match error {
        Error::NotFound(luoshi_service::What::Cycle(_)) => Ok(()),
        other => Err(other),
    }
}

#[derive(Template)]
#[template(path = "cycles/trial.html")]
pub(crate) struct Trial {
    visit: Visit,
    trial: SheetTrial,
}

impl Trial {
    fn address(&self) -> String {
        format!("/plans/{}/cycles/{}", self.trial.board.plan.id, self.trial.board.cycle.period)
    }

    fn fault(&self, fault: &RowFault) -> String {
        let words = self.visit.words;
        match fault {
            RowFault::NoTask(text) => words.with("sheet-no-task", "text", text),
            RowFault::NotYours(task) => words.with("sheet-not-yours", "task", task),
            RowFault::Twice(task) => words.with("sheet-twice", "task", task),
            RowFault::NoShare(text) => words.with("sheet-no-share", "text", text),
            RowFault::Locked(state) => {
                words.with("report-out-of-turn", "state", words.report_state(state))
            }
            RowFault::Broken(why) => words.with("sheet-broken", "why", why),
        }
    }
}

/// `GET /plans/{plan}/cycles/{period}/import/{file}`
pub(crate) async fn trial(
    visit: Visit,
    Path((id, period, file)): Path<(PlanId, String, String)>,
) -> Result<Page<Trial>, Failure> {
    let period: Period = period.parse().map_err(|_| Failure::NoSuchPage)?;
    let trial = service::try_reports(&visit.cx, id, period, &file).await?;
    let title = format!("{} · {period}", visit.words.t("sheet-import"));
    let tabs = Tabs::new(&trial.board.plan, Tab::Cycles);
    let content = Trial { visit: visit.clone(), trial };
    Ok(Page { visit, title, plan: tabs, content })
}

/// `POST /plans/{plan}/cycles/{period}/import/{file}`
pub(crate) async fn apply(
    visit: Visit,
    Path((id, period, file)): Path<(PlanId, String, String)>,
) -> Result<Response, Failure> {
    let period: Period = period.parse().map_err(|_| Failure::NoSuchPage)?;
    service::apply_reports(&visit.cx, id, period, &file).await?;
    Ok(Redirect::to(&format!("/plans/{id}/cycles/{period}?state=draft")).into_response())
}
