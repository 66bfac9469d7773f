//! More time for a task 延期, and its light set by hand 人工定灯.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use luoshi_delivery::{ExtensionCode, Light, PlanId, TaskId};
use luoshi_service::{self as service, Action, Error, TaskDelays};
use serde::Deserialize;

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "tasks/delays.html")]
pub(crate) struct Show {
    visit: Visit,
    on: Date,
    told: TaskDelays,
    refused: Option<String>,
}

impl Show {
    /// Whether the visitor may ask for more time now.
    fn may_ask(&self) -> bool {
        let is_in_time = self.told.task.due_now().is_some_and(|due| self.on <= due);
        is_in_time
            && self.told.waiting().is_none()
            && self.told.may(&self.visit.cx, Action::FillReport)
    }

    fn may_decide(&self) -> bool {
        self.told.waiting().is_some() && self.told.may(&self.visit.cx, Action::DecideExtension)
    }

    fn may_set_light(&self) -> bool {
        self.told.may(&self.visit.cx, Action::SetLight)
    }

    fn is_resting(&self) -> bool {
        self.told.task.standing.granted.is_stopped(self.on)
    }
}

/// `GET /plans/{plan}/tasks/{task}/delays`
pub(crate) async fn show(
    visit: Visit,
    Path((plan, task)): Path<(PlanId, TaskId)>,
) -> Result<Page<Show>, Failure> {
    page(visit, (plan, task), None).await
}

async fn page(
    visit: Visit,
    (plan, task): (PlanId, TaskId),
    refused: Option<String>,
) -> Result<Page<Show>, Failure> {
    let told = service::task_delays(&visit.cx, plan, task).await?;
    let title = format!("{task} · {}", visit.words.t("delays-title"));
    let (tabs, on) = (Tabs::new(&told.plan, Tab::Tasks), visit.cx.today());
    let content = Show { visit: visit.clone(), on, told, refused };
    Ok(Page { visit, title, plan: tabs, content })
}

/// What the form for more time sends.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    code: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    stopped_from: String,
    #[serde(default)]
    stopped_to: String,
}

/// `POST /plans/{plan}/tasks/{task}/extension`
pub(crate) async fn ask(
    visit: Visit,
    Path((plan, task)): Path<(PlanId, TaskId)>,
    Form(asked): Form<Asked>,
) -> Result<Response, Failure> {
    let code = ExtensionCode::parse(&asked.code).unwrap_or(ExtensionCode::Extended);
    // What is no day is before every due date, so that it is refused.
    let until = asked.until.parse().unwrap_or(Date::MIN);
    let stopped = asked.stopped_from.parse().ok().zip(asked.stopped_to.parse().ok());
    let wish = (code, until, asked.reason.as_str());
    let done = service::ask_extension(&visit.cx, plan, task, wish, stopped).await;
    answer(visit, (plan, task), done).await
}

/// What the forms of a decision and of a light send.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Decided {
    #[serde(default)]
    act: String,
    #[serde(default)]
    light: String,
    #[serde(default)]
    reason: String,
}

/// `POST /plans/{plan}/tasks/{task}/extension/decide`
pub(crate) async fn decide(
    visit: Visit,
    Path((plan, task)): Path<(PlanId, TaskId)>,
    Form(sent): Form<Decided>,
) -> Result<Response, Failure> {
    let decision = (sent.act == "grant", sent.reason.as_str());
    let done = service::decide_extension(&visit.cx, plan, task, decision).await;
    answer(visit, (plan, task), done).await
}

/// `POST /plans/{plan}/tasks/{task}/light`: sets it by hand; without a light takes it back.
pub(crate) async fn light(
    visit: Visit,
    Path((plan, task)): Path<(PlanId, TaskId)>,
    Form(sent): Form<Decided>,
) -> Result<Response, Failure> {
    let done = match Light::parse(&sent.light) {
        Some(light) => service::set_light(&visit.cx, plan, task, (light, &sent.reason)).await,
        None => service::take_light_back(&visit.cx, plan, task).await,
    };
    answer(visit, (plan, task), done).await
}

/// Back to the page; with a sentence where something was refused that can be put right there.
async fn answer(
    visit: Visit,
    (plan, task): (PlanId, TaskId),
    done: Result<(), Error>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/plans/{plan}/tasks/{task}/delays")).into_response()),
        Err(error @ (Error::NotExtended(_) | Error::NoReasonGiven)) => {
            let failure = Failure::UseCase(error);
            let (status, message) = (failure.status(), failure.message(&visit.words));
            Ok(page(visit, (plan, task), Some(message)).await?.with_status(status))
        }
        Err(other) => Err(other.into()),
    }
}
