use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_delivery::{Jurisdiction, Plan, PlanContents, PlanId, Task, TaskId, UpperTask};
use luoshi_service::{self as service, Action, Error, UpperPlan};
use serde::Deserialize;

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::visit::Visit;

/// Which upper plan: `330000/1`.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    upper: String,
    #[serde(default)]
    provision: String,
}

impl Chosen {
    fn read(&self) -> Option<(Jurisdiction, PlanId)> {
        let (jurisdiction, plan) = self.upper.split_once('/')?;
        Some((jurisdiction.parse().ok()?, plan.parse().ok()?))
    }
}

#[derive(Template)]
#[template(path = "decompose/upper.html")]
pub(crate) struct Upper {
    visit: Visit,
    plan: Plan,
    contents: Arc<PlanContents>,
    plans: Vec<UpperPlan>,
    /// The upper plan that was chosen.
    chosen: Option<(Jurisdiction, Plan, Arc<PlanContents>)>,
}

impl Upper {
    fn name(&self, upper: &UpperPlan) -> String {
        format!("{}/{}", upper.jurisdiction, upper.plan.id)
    }

    fn is_chosen(&self, upper: &UpperPlan) -> bool {
        let same = |(jurisdiction, plan, _): &(Jurisdiction, Plan, Arc<PlanContents>)| {
            *jurisdiction == upper.jurisdiction && plan.id == upper.plan.id
        };
        self.chosen.as_ref().is_some_and(same)
    }

    /// The tasks of the chosen plan, each with those of this plan that answer to it.
    fn answers(&self) -> Vec<(&Task, Vec<&Task>)> {
        let Some((jurisdiction, plan, above)) = &self.chosen else { return Vec::new() };
        let answering = |task: TaskId| {
            let at = UpperTask { jurisdiction: jurisdiction.clone(), plan: plan.id, task };
            let tasks = self.contents.tasks.iter();
            tasks.filter(|it| it.detail.upper.as_ref() == Some(&at)).collect()
        };
        above.tasks.iter().map(|task| (task, answering(task.id))).collect()
    }

    fn open(&self) -> usize {
        self.answers().iter().filter(|(_, lower)| lower.is_empty()).count()
    }
}

/// `GET /plans/{plan}/upper`
pub(crate) async fn upper(
    visit: Visit,
    Path(id): Path<PlanId>,
    Query(asked): Query<Chosen>,
) -> Result<Page<Upper>, Failure> {
    let (plan, contents) = service::contents(&visit.cx, id).await?;
    let plans = service::upper_plans(&visit.cx, id).await?;
    let chosen = match asked.read() {
        Some((jurisdiction, above)) => {
            let (plan, contents) = service::upper_plan(&visit.cx, &jurisdiction, above).await?;
            Some((jurisdiction, plan, contents))
        }
        None => None,
    };
    let title = format!("{} · {}", visit.words.t("upper-title"), plan.title);
    let tabs = Tabs::new(&plan, Tab::Assignment);
    let content = Upper { visit: visit.clone(), plan, contents, plans, chosen };
    Ok(Page { visit, title, plan: tabs, content })
}

/// `POST /plans/{plan}/upper`: mirrors what none answers to yet.
pub(crate) async fn mirror(
    visit: Visit,
    Path(id): Path<PlanId>,
    Form(sent): Form<Chosen>,
) -> Result<Response, Failure> {
    service::require(&visit.cx.actor, Action::AssignTasks)?;
    if let Some((jurisdiction, above)) = sent.read() {
        service::mirror_plan(&visit.cx, id, (&jurisdiction, above), &sent.provision).await?;
    }
    Ok(Redirect::to(&format!("/plans/{id}/upper?upper={}", sent.upper)).into_response())
}

/// What a task answers to: `330000/1/t3`; nothing for no task.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Answered {
    #[serde(default)]
    upper: String,
}

/// `POST /plans/{plan}/tasks/{task}/upper`
pub(crate) async fn answer(
    visit: Visit,
    Path((id, task)): Path<(PlanId, TaskId)>,
    Form(sent): Form<Answered>,
) -> Result<Response, Failure> {
    service::require(&visit.cx.actor, Action::AssignTasks)?;
    let parts: Vec<&str> = sent.upper.trim().split('/').collect();
    let upper = match parts.as_slice() {
        [""] => None,
        [jurisdiction, plan, task] => {
            let read = || {
                let (jurisdiction, plan) = (jurisdiction.parse().ok()?, plan.parse().ok()?);
                Some(UpperTask { jurisdiction, plan, task: task.parse().ok()? })
            };
            Some(read().ok_or(Error::NotFound(service::What::Task(task_of(&sent.upper))))?)
        }
        _ => return Err(Error::NotFound(service::What::Task(task_of(&sent.upper))).into()),
    };
    service::answer_to(&visit.cx, id, task, upper).await?;
    Ok(Redirect::to(&format!("/plans/{id}/tasks/{task}/plan")).into_response())
}

/// The task somebody meant, as far as it can be read.
fn task_of(text: &str) -> TaskId {
    text.rsplit('/').next().and_then(|task| task.parse().ok()).unwrap_or(TaskId(0))
}

/// A task that is added by hand.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Added {
    #[serde(default)]
    provision: String,
    #[serde(default)]
    text: String,
}

/// `POST /plans/{plan}/tasks`
pub(crate) async fn add(
    visit: Visit,
    Path(id): Path<PlanId>,
    Form(sent): Form<Added>,
) -> Result<Response, Failure> {
    let task = service::add_task(&visit.cx, id, &sent.provision, &sent.text).await?;
    Ok(Redirect::to(&format!("/plans/{id}/assignment#{task}")).into_response())
}
