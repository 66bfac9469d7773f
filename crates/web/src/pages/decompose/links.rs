use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_delivery::{
    Because, Measure, NotPlanned, Plan, PlanContents, PlanId, Target, TargetId, Task, TaskId,
    TaskTarget, verified_work,
};
use luoshi_service::{self as service, Action, AgreedMeasure, Error, may_somewhere};
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "decompose/links.html")]
pub(crate) struct Links {
    visit: Visit,
    plan: Plan,
    contents: Arc<PlanContents>,
    proposed: Vec<(TaskTarget, Because)>,
    refused: Option<String>,
}

impl Links {
    fn may_link(&self) -> bool {
        may_somewhere(&self.visit.cx.actor, Action::AssignTasks)
    }

    /// How many directions nobody agreed a measure for, with the style of the sentence; none without directions.
    fn directions(&self) -> Option<(&'static str, String)> {
        let all = self.contents.targets.iter().filter(|target| target.is_direction()).count();
        let open = self.contents.unmeasured().count();
        let sentence = || self.visit.words.with2("links-directions", ("open", open), ("all", all));
        (all > 0).then(|| (if open == 0 { "whole" } else { "part" }, sentence()))
    }

    /// The tasks that serve a target, each with its share.
    fn serving(&self, target: &Target) -> Vec<(&Task, Decimal)> {
        self.contents.serving(target.id)
    }

    fn measure<'s>(&'s self, target: &Target) -> Option<&'s Measure> {
        self.contents.measure_of(target.id)
    }

    /// The share of a target's work that was verified as done.
    fn verified(&self, target: &Target) -> Option<String> {
        verified_work(&self.serving(target)).map(|share| self.visit.words.per_cent(share))
    }

    /// The tasks the document suggests for a target, each with the key of the reason.
    fn proposed(&self, target: &Target) -> Vec<(TaskId, &'static str)> {
        let for_it = self.proposed.iter().filter(|(link, _)| link.target == target.id);
        let reason = |because: Because| match because {
            Because::SameSentence => "link-same-sentence",
            Because::SameArticle => "link-same-article",
        };
        for_it.map(|(link, because)| (link.task, reason(*because))).collect()
    }

    /// The tasks of a target as they are typed: `t3×2、t5`; where none serves it, those that are proposed.
    fn typed(&self, target: &Target) -> String {
        let links: Vec<_> =
            self.contents.links.iter().filter(|link| link.target == target.id).collect();
        let names: Vec<String> = match links.is_empty() {
            true => self.proposed(target).iter().map(|(task, _)| task.to_string()).collect(),
            false => links.iter().map(|link| weighted(link)).collect(),
        };
        names.join("、")
    }
}

fn weighted(link: &TaskTarget) -> String {
    if link.weight == Decimal::ONE {
        return link.task.to_string();
    }
    format!("{}×{}", link.task, link.weight.normalize())
}

/// `t3×2、t5` as tasks with their weights.
fn tasks(text: &str) -> Result<Vec<(TaskId, Decimal)>, NotPlanned> {
    let words = text.split(['、', ',', '，', ';', '；', ' ']).map(str::trim);
    let read = |word: &str| {
        let (task, weight) = word.split_once(['×', 'x', '*']).unwrap_or((word, "1"));
        let (task, weight) = (task.trim().parse().ok(), weight.trim().parse().ok());
        task.zip(weight).ok_or(NotPlanned::NoWeight)
    };
    words.filter(|word| !word.is_empty()).map(read).collect()
}

/// `GET /plans/{plan}/links`
pub(crate) async fn links(visit: Visit, Path(id): Path<PlanId>) -> Result<Page<Links>, Failure> {
    page(visit, id, None).await
}

/// `POST /plans/{plan}/links`: takes every link that is proposed.
pub(crate) async fn accept(visit: Visit, Path(id): Path<PlanId>) -> Result<Response, Failure> {
    let done = service::accept_proposed_links(&visit.cx, id).await;
    answer(visit, id, "", done.map(drop)).await
}

/// The tasks that serve a target, as they were typed.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Linked {
    #[serde(default)]
    tasks: String,
}

/// `POST /plans/{plan}/targets/{target}/links`
pub(crate) async fn link(
    visit: Visit,
    Path((id, target)): Path<(PlanId, TargetId)>,
    Form(sent): Form<Linked>,
) -> Result<Response, Failure> {
    service::require(&visit.cx.actor, Action::AssignTasks)?;
    let done = match tasks(&sent.tasks) {
        Ok(tasks) => service::link_target(&visit.cx, id, target, &tasks).await,
        Err(wrong) => Err(wrong.into()),
    };
    answer(visit, id, &format!("#{target}"), done).await
}

/// How a direction is measured, as it was typed.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Measured {
    #[serde(default)]
    indicator: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    baseline: String,
    #[serde(default)]
    period: String,
    #[serde(default)]
    agreed_by: String,
    #[serde(default)]
    agreed_on: String,
}

impl Measured {
    fn read(self) -> Result<AgreedMeasure, NotPlanned> {
        let Self { indicator, unit, baseline, period, agreed_by, agreed_on } = self;
        let baseline = baseline.trim().parse().map_err(|_| NotPlanned::NoMeasure)?;
        let period = period.trim().parse().map_err(|_| NotPlanned::NoMeasure)?;
        let agreed_on = agreed_on.trim().parse().map_err(|_| NotPlanned::NoMeasure)?;
        Ok(AgreedMeasure { indicator, unit, baseline, period, agreed_by, agreed_on })
    }
}

/// `POST /plans/{plan}/targets/{target}/measure`
pub(crate) async fn measure(
    visit: Visit,
    Path((id, target)): Path<(PlanId, TargetId)>,
    Form(sent): Form<Measured>,
) -> Result<Response, Failure> {
    service::require(&visit.cx.actor, Action::AssignTasks)?;
    let done = match sent.read() {
        Ok(agreed) => service::agree_measure(&visit.cx, id, target, agreed).await,
        Err(wrong) => Err(wrong.into()),
    };
    answer(visit, id, &format!("#{target}"), done).await
}

async fn answer(
    visit: Visit,
    id: PlanId,
    place: &str,
    done: Result<(), Error>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/plans/{id}/links{place}")).into_response()),
        Err(error @ (Error::NotPlanned(_) | Error::NotFound(luoshi_service::What::Task(_)))) => {
            let failure = Failure::UseCase(error);
            let (status, message) = (failure.status(), failure.message(&visit.words));
            Ok(page(visit, id, Some(message)).await?.with_status(status))
        }
        Err(other) => Err(other.into()),
    }
}

async fn page(visit: Visit, id: PlanId, refused: Option<String>) -> Result<Page<Links>, Failure> {
    let (plan, contents) = service::contents(&visit.cx, id).await?;
    let title = format!("{} · {}", visit.words.t("links-title"), plan.title);
    let (tabs, proposed) = (Tabs::new(&plan, Tab::Targets), contents.proposed_links());
    let content = Links { visit: visit.clone(), plan, contents, proposed, refused };
    Ok(Page { visit, title, plan: tabs, content })
}
