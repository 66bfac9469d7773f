use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use luoshi_delivery::{
    Account, Amendment, AmendmentState, Assignment, Assignments, Coverage, DutyRole, Issue, Moved,
    OrganisationChart, OrganisationCode, Plan, PlanContents, PlanId, Task, proposed,
};
use luoshi_service::{self as service, Action, OpenSentence, may, may_somewhere};

use super::compare::named;
use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::pages::organisations::{called, chart};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "assignment/show.html")]
pub(crate) struct Show {
    visit: Visit,
    plan: Plan,
    contents: Arc<PlanContents>,
    issues: Vec<Issue>,
    amendments: Vec<Amendment>,
    chart: OrganisationChart,
    /// Sentences that order something and that nothing answers for.
    unanswered: Vec<OpenSentence>,
    refused: Option<String>,
}

impl Show {
    fn may_assign(&self) -> bool {
        may_somewhere(&self.visit.cx.actor, Action::AssignTasks)
    }

    fn coverage(&self) -> Coverage<'_> {
        Coverage::of(&self.contents)
    }

    /// `33 条中 33 条已落实：…`.
    fn summary(&self, coverage: &Coverage<'_>) -> String {
        let words = self.visit.words;
        let accounted = (("accounted", coverage.accounted()), ("all", coverage.provisions.len()));
        let provisions = words.with2("coverage-provisions", accounted.0, accounted.1);
        let tasks = words.n("count-tasks", self.contents.tasks.len());
        let principles = words.n("coverage-principles", coverage.principles());
        let unowned = words.n("coverage-unowned", coverage.unowned.len());
        let directions = words.n("coverage-directions", coverage.unmeasured.len());
        let sentences = words.n("coverage-sentences", self.unanswered.len());
        [provisions, tasks, principles, unowned, directions, sentences].join(&words.t("listing"))
    }

    /// Whether nothing is left to do before it can be issued.
    fn is_whole(&self, coverage: &Coverage<'_>) -> bool {
        coverage.is_whole() && self.unanswered.is_empty()
    }

    fn called<'c>(&'c self, code: &'c OrganisationCode) -> &'c str {
        called(&self.chart, code)
    }

    /// The amendment that is not in force yet.
    fn open(&self) -> Option<&Amendment> {
        self.amendments.first().filter(|it| !it.state.is_final())
    }

    /// The amendments that were decided or given up.
    fn past(&self) -> impl Iterator<Item = &Amendment> {
        self.amendments.iter().filter(|it| it.state.is_final())
    }

    /// Who is to do a task by the open amendment.
    fn drafted(&self, task: &Task) -> Option<&[Assignment]> {
        Some(self.open()?.changes.get(&task.id)?.as_slice())
    }

    /// What the open amendment changes.
    fn moved(&self) -> Vec<Moved<'_>> {
        match (self.issues.first(), self.open()) {
            (Some(last), Some(open)) => last.amended(&open.changes),
            _ => Vec::new(),
        }
    }

    fn named(&self, list: &[Assignment]) -> String {
        named(&self.visit, &self.chart, list)
    }

    /// Whether the open amendment waits for a decision that the visitor may take.
    fn may_decide(&self) -> bool {
        let actor = &self.visit.cx.actor;
        let is_theirs =
            |it: &Amendment| it.state == AmendmentState::Proposed && !it.is_own(actor.name());
        self.open().is_some_and(is_theirs) && may_somewhere(actor, Action::ApproveAmendment)
    }

    fn may_propose(&self) -> bool {
        let can =
            |it: &Amendment| matches!(it.state, AmendmentState::Drafted | AmendmentState::Returned);
        self.open().is_some_and(can) && self.may_assign()
    }

    /// What the form of a task shows: who does it, else whom the document names.
    fn filled_in(&self, task: &Task) -> Assignments {
        if let Some(Ok(drafted)) = self.drafted(task).map(|list| Assignments::new(list.to_vec())) {
            return drafted;
        }
        if task.assignments.lead().is_some() {
            return task.assignments.clone();
        }
        let means = |name: &str| self.chart.the_only(name).map(|it| it.code.clone());
        proposed(&task.duties, means).unwrap_or_default()
    }

    /// The organisations of a role, as the form is typed.
    fn names(&self, assignments: &Assignments, role: DutyRole) -> String {
        let names = assignments.of(role).map(|it| called(&self.chart, &it.organisation));
        names.collect::<Vec<_>>().join("、")
    }

    /// The organisations that have not accepted the latest issue, and whether the visitor may for them.
    fn waiting(&self) -> Vec<(&OrganisationCode, bool)> {
        let Some(latest) = self.issues.first() else { return Vec::new() };
        let addressees = latest.addressees().into_iter();
        let waiting = addressees.filter(|code| !latest.is_accepted_by(code));
        let actor = &self.visit.cx.actor;
        let may_accept = |code: &OrganisationCode| {
            let owner = service::owner_in(&self.chart, Some(code));
            may(actor, Action::AcceptIssue, &owner)
        };
        waiting.map(|code| (code, may_accept(code))).collect()
    }

    /// How many of the organisations it names accepted an issue.
    fn accepted(&self, issue: &Issue) -> String {
        let counts = (issue.accepted.len(), issue.addressees().len());
        self.visit.words.with2("issue-accepted", ("accepted", counts.0), ("all", counts.1))
    }

    /// How many tasks an issue changed; none for the first.
    fn changed(&self, at: &usize) -> Option<usize> {
        let earlier = self.issues.get(at + 1)?;
        Some(self.issues[*at].changed_since(earlier).len())
    }
}

/// `GET /plans/{plan}/assignment`
pub(crate) async fn show(visit: Visit, Path(id): Path<PlanId>) -> Result<Page<Show>, Failure> {
    page(visit, id, None).await
}

/// The page with a sentence about what was refused.
pub(super) async fn refused(
    visit: Visit,
    id: PlanId,
    (status, message): (StatusCode, String),
) -> Result<Response, Failure> {
    Ok(page(visit, id, Some(message)).await?.with_status(status))
}

async fn page(visit: Visit, id: PlanId, refused: Option<String>) -> Result<Page<Show>, Failure> {
    let (plan, contents) = service::contents(&visit.cx, id).await?;
    let issues = service::issues(&visit.cx, id).await?;
    let amendments = service::amendments(&visit.cx, id).await?;
    let chart = chart(&visit).await?;
    let unanswered = service::unanswered(&visit.cx, id).await?;
    let title = format!("{} · {}", visit.words.t("tab-assignment"), plan.title);
    let tabs = Tabs::new(&plan, Tab::Assignment);
    let content = Show {
        visit: visit.clone(),
        plan,
        contents,
        issues,
        amendments,
        chart,
        unanswered,
        refused,
    };
    Ok(Page { visit, title, plan: tabs, content })
}
