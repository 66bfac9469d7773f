use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query};
use jiff::civil::Date;
use luoshi_delivery::{
    DutyRole, Light, Order, OrganisationChart, Plan, PlanContents, PlanId, RollUp, Strength,
    Target, Task, TaskFilter, TaskId,
};
use luoshi_document::{Block, Document};
use luoshi_service::{self as service, Action, Error, OrderFilter, What, may, may_somewhere};
use serde::Deserialize;

use crate::failure::Failure;
use crate::living::{Kind, Run, block_runs};
use crate::page::{Page, Tab, Tabs};
use crate::pages::organisations::{called, chart};
use crate::stretch::{Stretch, query};
use crate::visit::Visit;

/// The filter as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    provision: String,
    #[serde(default)]
    strength: String,
    #[serde(default)]
    light: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    page: usize,
}

impl Asked {
    pub(super) fn filter(&self) -> TaskFilter {
        TaskFilter {
            provision: Some(self.provision.clone()).filter(|eid| !eid.is_empty()),
            strength: Strength::parse(&self.strength),
            light: Light::parse(&self.light),
            words: self.words.clone(),
        }
    }

    /// The query of a link that keeps the filter.
    fn query(&self) -> String {
        query(&[
            ("provision", &self.provision),
            ("strength", &self.strength),
            ("light", &self.light),
            ("words", &self.words),
        ])
    }
}

#[derive(Template)]
#[template(path = "tasks/table.html")]
pub(crate) struct Table {
    visit: Visit,
    on: Date,
    plan: Plan,
    contents: Arc<PlanContents>,
    asked: Asked,
    /// How many answer to the filter.
    found: usize,
    stretch: Stretch,
    shown: Vec<Task>,
}

impl Table {
    /// The address of another page of the same list.
    fn address(&self, page: usize) -> String {
        let query = self.asked.query();
        let and = if query.is_empty() { "" } else { "&" };
        format!("/plans/{}/tasks?{query}{and}page={page}", self.plan.id)
    }

    fn previous(&self) -> Option<String> {
        self.stretch.previous().map(|page| self.address(page))
    }

    fn next(&self) -> Option<String> {
        self.stretch.next().map(|page| self.address(page))
    }

    fn rows(&self) -> String {
        let rows = self.stretch.range();
        self.visit.words.with2("pages-shown", ("from", rows.start + 1), ("to", rows.end))
    }

    fn may_assign(&self) -> bool {
        may_somewhere(&self.visit.cx.actor, Action::AssignTasks)
    }

    fn targets_of(&self, task: &Task) -> Vec<&Target> {
        self.contents.targets_of(task)
    }

    /// Whether a task begins a chapter in the table.
    fn begins_chapter(&self, index: &usize) -> bool {
        let index = *index;
        index == 0 || self.shown[index - 1].place.chapter != self.shown[index].place.chapter
    }

    /// Whether a task begins an article in the table.
    fn begins_article(&self, index: &usize) -> bool {
        let index = *index;
        index == 0 || self.shown[index - 1].place != self.shown[index].place
    }
}

/// `GET /plans/{plan}/tasks`
pub(crate) async fn table(
    visit: Visit,
    Path(id): Path<PlanId>,
    Query(asked): Query<Asked>,
) -> Result<Page<Table>, Failure> {
    let (plan, contents) = service::contents(&visit.cx, id).await?;
    let on = visit.cx.today();
    let filter = asked.filter();
    let found: Vec<&Task> = contents.tasks.iter().filter(|task| filter.accepts(task, on)).collect();
    let stretch = Stretch::new(asked.page, found.len());
    let shown = found[stretch.range()].iter().copied().cloned().collect();
    let found = found.len();
    let title = format!("{} · {}", visit.words.t("tab-tasks"), plan.title);
    let tabs = Tabs::new(&plan, Tab::Tasks);
    let content = Table { visit: visit.clone(), on, plan, contents, asked, found, stretch, shown };
    Ok(Page { visit, title, plan: tabs, content })
}

#[derive(Template)]
#[template(path = "tasks/card.html")]
pub(crate) struct Card<'p> {
    visit: &'p Visit,
    on: Date,
    plan: &'p Plan,
    task: &'p Task,
    targets: Vec<&'p Target>,
    /// The paragraph it stands in.
    runs: Vec<Run<'p>>,
    chart: OrganisationChart,
    /// The supervision orders about it, for whoever may read them.
    orders: Vec<Order>,
    /// What the tasks of lower plans come to that answer to it.
    roll_up: Option<RollUp>,
}

impl Card<'_> {
    fn may_register_order(&self) -> bool {
        may_somewhere(&self.visit.cx.actor, Action::RegisterOrder)
    }

    /// `13 个下级任务中 3 个已完成，平均核实进度 41%`.
    fn rolled_up(&self, roll_up: &RollUp) -> String {
        let words = self.visit.words;
        let done = (("done", roll_up.done), ("all", roll_up.lower.len()));
        let mean = words.with("lower-mean", "mean", words.per_cent(roll_up.mean));
        format!("{}{mean}", words.with2("lower-done", done.0, done.1))
    }

    /// Who does the task, by role; as long as nobody was assigned, whom the document names. Roles without any
    /// are left out.
    fn duties(&self) -> Vec<(DutyRole, Vec<&str>)> {
        let task = self.task;
        let assigned = |role| {
            let codes = task.assignments.of(role).map(|it| &it.organisation);
            (role, codes.map(|code| called(&self.chart, code)).collect::<Vec<_>>())
        };
        let named = |role| {
            let duties = task.duties.iter().filter(move |duty| duty.role == role);
            (role, duties.map(|duty| duty.organisation.as_str()).collect::<Vec<_>>())
        };
        let is_assigned = task.assignments.lead().is_some();
        let all = DutyRole::ALL.map(|role| if is_assigned { assigned(role) } else { named(role) });
        all.into_iter().filter(|(_, names)| !names.is_empty()).collect()
    }

    /// Whether the visitor may plan its milestones.
    fn may_plan(&self) -> bool {
        let owner = service::owner_in(&self.chart, self.task.assignments.lead());
        may(&self.visit.cx.actor, Action::PlanTask, &owner)
    }

    fn may_see_reports(&self) -> bool {
        may_somewhere(&self.visit.cx.actor, Action::ReadReports)
    }
}

/// The card of a task, as it stands beside the text and on its own page.
pub(crate) async fn card(
    visit: &Visit,
    plan: &Plan,
    contents: &PlanContents,
    document: &Document,
    id: TaskId,
) -> Result<String, Failure> {
    let found = contents.tasks.iter().find(|task| task.id == id);
    let task = found.ok_or(Error::NotFound(What::Task(id)))?;
    let targets = contents.targets_of(task);
    let holds = |block: &&Block| block.text.whole().overlaps(task.span);
    let block = document.blocks.iter().find(holds);
    let runs = block.map(|block| block_runs(block, std::slice::from_ref(task))).unwrap_or_default();
    let (on, chart) = (visit.cx.today(), chart(visit).await?);
    let orders = match may_somewhere(&visit.cx.actor, Action::ReadOrders) {
        true => {
            let filter = OrderFilter { task: Some((plan.id, id)), ..OrderFilter::default() };
            service::orders(&visit.cx, &filter).await?.0
        }
        false => Vec::new(),
    };
    let roll_up = match may_somewhere(&visit.cx.actor, Action::ReadReports) {
        true => service::roll_up(&visit.cx, plan.id, id).await?,
        false => None,
    };
    let card = Card { visit, on, plan, task, targets, runs, chart, orders, roll_up };
    card.render().map_err(Failure::Template)
}

#[derive(Template)]
#[template(path = "components/alone.html")]
pub(crate) struct Alone {
    card: String,
    back: String,
    back_word: &'static str,
    heading: &'static str,
    visit: Visit,
}

/// `GET /plans/{plan}/tasks/{task}`
pub(crate) async fn show(
    visit: Visit,
    Path((id, task)): Path<(PlanId, TaskId)>,
) -> Result<Page<Alone>, Failure> {
    let living = service::living_document(&visit.cx, id).await?;
    let card = card(&visit, &living.plan, &living.contents, &living.document, task).await?;
    alone(visit, &living.plan, Tab::Tasks, card)
}

/// A card on a page of its own, or as the fragment beside the text.
pub(crate) fn alone(
    visit: Visit,
    plan: &Plan,
    tab: Tab,
    card: String,
) -> Result<Page<Alone>, Failure> {
    let (part, heading, word) = match tab {
        Tab::Targets => ("targets", "target", "back-to-targets"),
        _ => ("tasks", "task", "back-to-tasks"),
    };
    let title = format!("{} · {}", visit.words.t(heading), plan.title);
    let back = format!("/plans/{}/{part}", plan.id);
    let content = Alone { card, back, back_word: word, heading, visit: visit.clone() };
    Ok(Page { title, plan: Tabs::new(plan, tab), content, visit })
}
