use askama::Template;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jiff::civil::Date;
use luoshi_delivery::{Cycle, OrganisationCode, PlanId, Report, ReportState, TaskId};
use luoshi_service::{self as service, Action, TaskReports};

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::pages::organisations::called;
use crate::pages::source::attachment;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "reports/show.html")]
pub(crate) struct Show {
    visit: Visit,
    on: Date,
    told: TaskReports,
    refused: Option<String>,
}

/// What the visitor can do with a period's report.
struct Turn {
    fill: bool,
    approve: bool,
    decide: bool,
}

impl Show {
    fn latest(&self, cycle: &Cycle) -> Option<&Report> {
        self.told.latest(cycle.period)
    }

    /// The versions before the latest one.
    fn earlier<'s>(&'s self, cycle: &'s Cycle) -> impl Iterator<Item = &'s Report> {
        self.told.reports.iter().filter(|report| report.period == cycle.period).skip(1)
    }

    fn turn(&self, cycle: &Cycle) -> Turn {
        let cx = &self.visit.cx;
        let state = self.latest(cycle).map(|report| report.state);
        let name = cx.actor.name();
        let is_own = self.latest(cycle).is_some_and(|report| report.filled.by == name);
        Turn {
            fill: state.is_none_or(|it| it == ReportState::Draft || it.is_final())
                && self.told.task.assignments.lead().is_some()
                && self.told.may(cx, Action::FillReport),
            approve: state == Some(ReportState::Submitted)
                && !is_own
                && self.told.may(cx, Action::ApproveReport),
            decide: state == Some(ReportState::Approved) && self.told.may(cx, Action::DecideReport),
        }
    }

    /// Whether what is written goes on from a version that was decided.
    fn is_next(&self, cycle: &Cycle) -> bool {
        self.latest(cycle).is_some_and(|report| report.state.is_final())
    }

    fn called<'c>(&'c self, code: &'c OrganisationCode) -> &'c str {
        called(&self.told.chart, code)
    }

    /// Progress as the form shows it: a number of per cent.
    fn typed_progress(&self, cycle: &Cycle) -> String {
        let share = self.latest(cycle).map(|report| report.said.progress).unwrap_or_default();
        self.visit.words.per_cent(share).trim_end_matches('%').to_owned()
    }
}

/// `GET /plans/{plan}/tasks/{task}/reports`
pub(crate) async fn show(
    visit: Visit,
    Path((plan, task)): Path<(PlanId, TaskId)>,
) -> Result<Page<Show>, Failure> {
    page(visit, plan, task, None).await
}

/// The page with a sentence about what was refused.
pub(super) async fn refused(
    visit: Visit,
    (plan, task): (PlanId, TaskId),
    (status, message): (StatusCode, String),
) -> Result<Response, Failure> {
    Ok(page(visit, plan, task, Some(message)).await?.with_status(status))
}

async fn page(
    visit: Visit,
    plan: PlanId,
    task: TaskId,
    refused: Option<String>,
) -> Result<Page<Show>, Failure> {
    let told = service::task_reports(&visit.cx, plan, task).await?;
    let title = format!("{task} · {}", visit.words.t("reports-title"));
    let (tabs, on) = (Tabs::new(&told.plan, Tab::Cycles), visit.cx.today());
    let content = Show { visit: visit.clone(), on, told, refused };
    Ok(Page { visit, title, plan: tabs, content })
}

/// `GET /plans/{plan}/tasks/{task}/evidence/{sha256}`: always as a file to be kept, never shown as a page.
pub(crate) async fn evidence(
    visit: Visit,
    Path((plan, task, sha256)): Path<(PlanId, TaskId, String)>,
) -> Result<Response, Failure> {
    let (file, bytes) = service::evidence(&visit.cx, plan, task, &sha256).await?;
    let kind = (header::CONTENT_TYPE, "application/octet-stream".to_owned());
    Ok(([kind, attachment(&file.name)], bytes).into_response())
}
