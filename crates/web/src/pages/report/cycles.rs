use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use luoshi_delivery::{
    Cycle, Light, OrganisationCode, Period, Plan, PlanId, REPORT_DAYS, ReportState, TaskId,
};
use luoshi_service::{
    self as service, Action, CycleBoard, Error, Passed, Stayed, TaskRow, Together, may,
    may_somewhere, owner_in,
};
use serde::Deserialize;

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::pages::organisations::called;
use crate::stretch::{Stretch, query};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "cycles/list.html")]
pub(crate) struct List {
    visit: Visit,
    on: Date,
    plan: Plan,
    cycles: Vec<Cycle>,
    typed: NewCycle,
    refused: Option<String>,
}

impl List {
    fn may_open(&self) -> bool {
        may_somewhere(&self.visit.cx.actor, Action::OpenCycle)
    }
}

/// What the form for a cycle sends.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct NewCycle {
    #[serde(default)]
    period: String,
    #[serde(default)]
    days: String,
}

impl Default for NewCycle {
    fn default() -> Self {
        Self { period: String::new(), days: REPORT_DAYS.to_string() }
    }
}

/// `GET /plans/{plan}/cycles`
pub(crate) async fn list(visit: Visit, Path(id): Path<PlanId>) -> Result<Page<List>, Failure> {
    list_page(visit, id, NewCycle::default(), None).await
}

async fn list_page(
    visit: Visit,
    id: PlanId,
    typed: NewCycle,
    refused: Option<String>,
) -> Result<Page<List>, Failure> {
    let plan = service::plan(&visit.cx, id).await?;
    service::require(&visit.cx.actor, Action::ReadReports)?;
    let cycles = service::cycles(&visit.cx, id).await?;
    let title = format!("{} · {}", visit.words.t("tab-cycles"), plan.title);
    let (tabs, on) = (Tabs::new(&plan, Tab::Cycles), visit.cx.today());
    let content = List { visit: visit.clone(), on, plan, cycles, typed, refused };
    Ok(Page { visit, title, plan: tabs, content })
}

/// `POST /plans/{plan}/cycles`
pub(crate) async fn open(
    visit: Visit,
    Path(id): Path<PlanId>,
    Form(sent): Form<NewCycle>,
) -> Result<Response, Failure> {
    let days = sent.days.parse().ok().filter(|days| (1..=60).contains(days));
    let opened = match sent.period.trim().parse() {
        Ok(period) => service::open_cycle(&visit.cx, id, period, days.unwrap_or(REPORT_DAYS)).await,
        Err(_) => {
            service::require(&visit.cx.actor, Action::OpenCycle)?;
            let message = Some(visit.words.t("cycle-no-period"));
            let page = list_page(visit, id, sent, message).await?;
            return Ok(page.with_status(axum::http::StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    match opened {
        Ok(cycle) => {
            Ok(Redirect::to(&format!("/plans/{id}/cycles/{}", cycle.period)).into_response())
        }
        Err(error @ (Error::NotACycle(_) | Error::CycleOpen(_) | Error::NotIssued)) => {
            let failure = Failure::UseCase(error);
            let (status, message) = (failure.status(), failure.message(&visit.words));
            Ok(list_page(visit, id, sent, Some(message)).await?.with_status(status))
        }
        Err(other) => Err(other.into()),
    }
}

/// Which tasks of a cycle are wanted.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    page: usize,
}

#[derive(Template)]
#[template(path = "cycles/board.html")]
pub(crate) struct Board {
    visit: Visit,
    on: Date,
    board: CycleBoard,
    asked: Asked,
    /// What became of reports that were just acted on together.
    passed: Option<Passed>,
}

/// What the form of the table sends.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Chosen {
    act: Act,
    #[serde(default)]
    task: Vec<TaskId>,
}

/// What is done with the reports that were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Act {
    Submit,
    Approve,
    Accept,
}

impl Act {
    fn together(self) -> Together {
        match self {
            Self::Submit => Together::Submit,
            Self::Approve => Together::Approve,
            Self::Accept => Together::Accept,
        }
    }
}

impl Board {
    fn is_wanted(&self, row: &TaskRow<'_>) -> bool {
        let lead = row.task.assignments.lead();
        let state = row.report.map_or("none", |report| report.state.name());
        let organisation = &self.asked.organisation;
        (organisation.is_empty() || lead.is_some_and(|code| code.as_str() == organisation))
            && (self.asked.state.is_empty() || self.asked.state == state)
    }

    /// What the visitor can do with a row's report together with others: its name in the form.
    fn act_on(&self, row: &TaskRow<'_>) -> Option<&'static str> {
        let (asked, act) = match row.report?.state {
            ReportState::Draft => (Action::FillReport, "submit"),
            ReportState::Submitted => (Action::ApproveReport, "approve"),
            ReportState::Approved => (Action::DecideReport, "accept"),
            ReportState::Accepted | ReportState::Returned => return None,
        };
        let owner = owner_in(&self.board.chart, row.report.map(|report| &report.organisation));
        may(&self.visit.cx.actor, asked, &owner).then_some(act)
    }

    /// What can be done with rows that are shown, each with its word.
    fn acts(&self, rows: &[TaskRow<'_>]) -> Vec<(&'static str, String)> {
        let here = |act: &str| rows.iter().any(|row| self.act_on(row) == Some(act));
        let acts =
            [("submit", "board-submit"), ("approve", "board-approve"), ("accept", "board-accept")];
        let found = acts.into_iter().filter(|(act, _)| here(act));
        found.map(|(act, word)| (act, self.visit.words.t(word))).collect()
    }

    /// Why a report stayed as it was.
    fn stayed(&self, why: &Stayed) -> String {
        match why {
            Stayed::NotBegun => self.visit.words.t("report-none"),
            Stayed::NotYours => self.visit.words.t("board-not-yours"),
            Stayed::NotDone(why) => {
                Failure::UseCase(Error::NotDone(why.clone())).message(&self.visit.words)
            }
        }
    }

    fn wanted(&self) -> Vec<TaskRow<'_>> {
        self.board.rows().filter(|row| self.is_wanted(row)).collect()
    }

    fn stretch(&self, wanted: &[TaskRow<'_>]) -> Stretch {
        Stretch::new(self.asked.page, wanted.len())
    }

    /// The organisations that lead a task, in the order of their first.
    fn leads(&self) -> Vec<&OrganisationCode> {
        let mut leads = Vec::new();
        for lead in self.board.rows().filter_map(|row| row.task.assignments.lead()) {
            if !leads.contains(&lead) {
                leads.push(lead);
            }
        }
        leads
    }

    /// The organisation the visitor fills in reports of, where it leads a task.
    fn filled_for(&self) -> Option<&OrganisationCode> {
        let actor = &self.visit.cx.actor;
        let fills = |code: &&OrganisationCode| {
            let owner = service::owner_in(&self.board.chart, Some(*code));
            may(actor, Action::FillReport, &owner)
        };
        self.leads().into_iter().find(fills)
    }

    /// How many tasks stand in each state of their report: nothing yet, then every state.
    fn tally(&self) -> Vec<(&'static str, String, usize)> {
        let states = ReportState::ALL.map(Some);
        let all = [None].into_iter().chain(states);
        let count = |state: Option<ReportState>| {
            self.board.rows().filter(|row| row.report.map(|it| it.state) == state).count()
        };
        all.map(|state| (state.map_or("none", ReportState::name), self.state(state), count(state)))
            .collect()
    }

    fn state(&self, state: Option<ReportState>) -> String {
        state.map_or_else(
            || self.visit.words.t("report-none"),
            |state| self.visit.words.report_state(state),
        )
    }

    fn may_register_order(&self) -> bool {
        may_somewhere(&self.visit.cx.actor, Action::RegisterOrder)
    }

    fn state_of(&self, row: &TaskRow<'_>) -> String {
        self.state(row.report.map(|report| report.state))
    }

    /// How many tasks have each light.
    fn lights(&self) -> Vec<(Light, usize)> {
        let tasks = self.board.contents.tasks.iter();
        let shown: Vec<Light> = tasks.map(|task| task.lamp(self.on).light).collect();
        let count = |light| shown.iter().filter(|it| **it == light).count();
        Light::ALL.into_iter().map(|light| (light, count(light))).collect()
    }

    fn called<'c>(&'c self, code: &'c OrganisationCode) -> &'c str {
        called(&self.board.chart, code)
    }

    fn address(&self, page: &usize) -> String {
        let CycleBoard { plan, cycle, .. } = &self.board;
        let Asked { organisation, state, .. } = &self.asked;
        let filter = query(&[("organisation", organisation), ("state", state)]);
        let and = if filter.is_empty() { "" } else { "&" };
        format!("/plans/{}/cycles/{}?{filter}{and}page={page}", plan.id, cycle.period)
    }
}

/// `GET /plans/{plan}/cycles/{period}`
pub(crate) async fn board(
    visit: Visit,
    Path((id, period)): Path<(PlanId, String)>,
    Query(asked): Query<Asked>,
) -> Result<Page<Board>, Failure> {
    let period: Period = period.parse().map_err(|_| Failure::NoSuchPage)?;
    board_page(visit, id, period, asked, None).await
}

/// `POST /plans/{plan}/cycles/{period}`: hands in, approves or takes what was chosen, and tells what stayed as it was.
pub(crate) async fn act_together(
    visit: Visit,
    Path((id, period)): Path<(PlanId, String)>,
    Query(asked): Query<Asked>,
    axum_extra::extract::Form(chosen): axum_extra::extract::Form<Chosen>,
) -> Result<Page<Board>, Failure> {
    let period: Period = period.parse().map_err(|_| Failure::NoSuchPage)?;
    let (cx, act) = (&visit.cx, chosen.act.together());
    let passed = service::pass_reports(cx, id, period, &chosen.task, act).await?;
    board_page(visit, id, period, asked, Some(passed)).await
}

async fn board_page(
    visit: Visit,
    id: PlanId,
    period: Period,
    asked: Asked,
    passed: Option<Passed>,
) -> Result<Page<Board>, Failure> {
    let board = service::cycle_board(&visit.cx, id, period).await?;
    let title = format!("{period} · {}", board.plan.title);
    let (tabs, on) = (Tabs::new(&board.plan, Tab::Cycles), visit.cx.today());
    let asked = Asked {
        organisation: asked
            .organisation
            .parse::<OrganisationCode>()
            .map(String::from)
            .unwrap_or_default(),
        ..asked
    };
    let content = Board { visit: visit.clone(), on, board, asked, passed };
    Ok(Page { visit, title, plan: tabs, content })
}
