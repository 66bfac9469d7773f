use askama::Template;
use axum::extract::Path;
use luoshi_delivery::{Assignment, Issue, Moved, OrganisationChart, Plan, PlanId};
use luoshi_service::{self as service, Error, What};

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::pages::organisations::{called, chart};
use crate::visit::Visit;

/// A version of what was issued beside the one before.
#[derive(Template)]
#[template(path = "assignment/compare.html")]
pub(crate) struct Compare {
    visit: Visit,
    plan: Plan,
    issue: Issue,
    earlier: Issue,
    chart: OrganisationChart,
}

impl Compare {
    fn moved(&self) -> Vec<Moved<'_>> {
        self.issue.compared(&self.earlier)
    }

    fn named(&self, list: &[Assignment]) -> String {
        named(&self.visit, &self.chart, list)
    }

    fn title(&self) -> String {
        let (from, to) = (self.earlier.version, self.issue.version);
        self.visit.words.with2("issue-compared", ("from", from), ("to", to))
    }
}

/// `市商务委（牵头）、市科委（责任）`.
pub(super) fn named(visit: &Visit, chart: &OrganisationChart, list: &[Assignment]) -> String {
    let one = |it: &Assignment| {
        let name = called(chart, &it.organisation);
        let person = it.person.as_deref().map(|it| format!(" {it}")).unwrap_or_default();
        format!("{name}（{}{person}）", visit.words.role(it.role))
    };
    list.iter().map(one).collect::<Vec<_>>().join("、")
}

/// `GET /plans/{plan}/issues/{version}`
pub(crate) async fn compare(
    visit: Visit,
    Path((id, version)): Path<(PlanId, u32)>,
) -> Result<Page<Compare>, Failure> {
    let plan = service::plan(&visit.cx, id).await?;
    let mut issues = service::issues(&visit.cx, id).await?;
    let at = issues.iter().position(|issue| issue.version == version);
    let at = at.filter(|at| at + 1 < issues.len()).ok_or(Error::NotFound(What::Plan(id)))?;
    let earlier = issues.swap_remove(at + 1);
    let issue = issues.swap_remove(at);
    let chart = chart(&visit).await?;
    let title = format!("{} · {}", visit.words.t("issue-compare"), plan.title);
    let tabs = Tabs::new(&plan, Tab::Assignment);
    let content = Compare { visit: visit.clone(), plan, issue, earlier, chart };
    Ok(Page { visit, title, plan: tabs, content })
}
