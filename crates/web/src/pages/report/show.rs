use askama::Template;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jiff::civil::Date;
use luoshi_delivery::{
    Cycle, Milestone, OrganisationCode, Period, PlanId, Report, ReportState, SaidValue, TaskId,
    share_a_person,
};
use luoshi_service::{self as service, Action, AskedValue, TaskReports};

use super::act::Filled;
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
    /// What was typed and not kept, with the period it is about.
    typed: Option<(Period, Filled)>,
}

/// The form of a draft as it stands.
struct Draft {
    /// Version and revision it shows.
    seen: String,
    progress: String,
    narrative: String,
    problems: String,
    needs: String,
    /// The milestones, each with whether it is said to be reached.
    milestones: Vec<(Milestone, bool)>,
    /// The values that are asked for.
    values: Vec<DraftValue>,
}

/// A value of an indicator in the form of a draft.
struct DraftValue {
    asked: AskedValue,
    value: String,
    period: String,
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
        let is_own =
            self.latest(cycle).is_some_and(|report| share_a_person(&report.filled.by, name));
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

    /// What was typed about a period and not kept.
    fn typed(&self, cycle: &Cycle) -> Option<&Filled> {
        self.typed.as_ref().filter(|(period, _)| *period == cycle.period).map(|(_, typed)| typed)
    }

    /// The form about a period: what was typed and not kept, else the latest version.
    fn draft(&self, cycle: &Cycle) -> Draft {
        let (latest, typed) = (self.latest(cycle), self.typed(cycle));
        let said = latest.map(|report| report.said.clone()).unwrap_or_default();
        let kept = [said.narrative, said.problems, said.needs];
        let [narrative, problems, needs] =
            typed.map_or(kept, |typed| typed.texts().map(str::to_owned));
        let milestones = self.told.task.detail.milestones.iter().map(|it| {
            let now =
                typed.map_or(said.reached.contains(&it.number), |it2| it2.is_reached(it.number));
            (it.clone(), now || it.reached.is_some())
        });
        let values = self.told.asked.iter().map(|asked| {
            let (pack, name) = (asked.indicator.pack.as_str(), asked.indicator.name.as_str());
            let known = said.observed.iter().find(|it| it.pack == pack && it.indicator == name);
            let (value, period) = match (typed.map(|it| it.value(pack, name)), known) {
                (Some((value, period)), _) => (value.to_owned(), period.to_owned()),
                (None, Some(known)) => (known.value.to_string(), known.period.clone()),
                (None, None) => (String::new(), cycle.period.last_day().year().to_string()),
            };
            DraftValue { asked: asked.clone(), value, period }
        });
        let (milestones, values) = (milestones.collect(), values.collect());
        let progress =
            typed.map_or_else(|| self.typed_progress(cycle), |typed| typed.progress().to_owned());
        let seen = self.seen(cycle);
        Draft { seen, progress, narrative, problems, needs, milestones, values }
    }

    /// The version and the revision that the form goes on from.
    fn seen(&self, cycle: &Cycle) -> String {
        match self.latest(cycle) {
            Some(report) if report.state.is_final() => format!("{}-0", report.version + 1),
            Some(report) => format!("{}-{}", report.version, report.revision),
            None => "1-0".to_owned(),
        }
    }

    /// Who kept what the server has, and when.
    fn stored(&self, report: &Report) -> String {
        let words = self.visit.words;
        let at = words.moment(report.filled.at);
        words.with2("draft-stored", ("by", &report.filled.by), ("at", &at))
    }

    /// The milestone of that number, as a report speaks of it.
    fn milestone(&self, number: &u32) -> String {
        let found = self.told.task.detail.milestones.iter().find(|it| it.number == *number);
        found.map_or_else(|| number.to_string(), |it| it.text.clone())
    }

    /// The name of an indicator that a report gives a value of, and its unit.
    fn indicator(&self, said: &SaidValue) -> (String, String) {
        let is_it = |it: &&AskedValue| {
            it.indicator.pack == said.pack && it.indicator.name == said.indicator
        };
        let found = self.told.asked.iter().find(is_it);
        found.map_or_else(
            || (said.indicator.clone(), String::new()),
            |it| (self.visit.words.pick(&it.indicator.title).to_owned(), it.indicator.unit.clone()),
        )
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
    page(visit, plan, task, None, None).await
}

/// The page with a sentence about what was refused.
pub(super) async fn refused(
    visit: Visit,
    (plan, task): (PlanId, TaskId),
    (status, message): (StatusCode, String),
    typed: Option<(Period, Filled)>,
) -> Result<Response, Failure> {
    Ok(page(visit, plan, task, Some(message), typed).await?.with_status(status))
}

async fn page(
    visit: Visit,
    plan: PlanId,
    task: TaskId,
    refused: Option<String>,
    typed: Option<(Period, Filled)>,
) -> Result<Page<Show>, Failure> {
    let told = service::task_reports(&visit.cx, plan, task).await?;
    let title = format!("{task} · {}", visit.words.t("reports-title"));
    let (tabs, on) = (Tabs::new(&told.plan, Tab::Cycles), visit.cx.today());
    let content = Show { visit: visit.clone(), on, told, refused, typed };
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
