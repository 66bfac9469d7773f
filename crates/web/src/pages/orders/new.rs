use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_delivery::{
    Grade, Ground, OrderMatter, OrderRule, OrganisationChart, OrganisationCode, PlanId, TaskId,
    TimeLimit,
};
use luoshi_service::{self as service, Action, Error};
use serde::Deserialize;

use crate::failure::Failure;
use crate::page::Page;
use crate::pages::organisations::{called, chart, typed};
use crate::visit::Visit;

/// What the form of a new order sends; what it is opened with.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct NewOrder {
    #[serde(default)]
    plan: String,
    #[serde(default)]
    task: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    basis: String,
    #[serde(default)]
    requirement: String,
    #[serde(default)]
    addressee: String,
    #[serde(default)]
    grade: String,
    #[serde(default)]
    ground: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    day: String,
}

#[derive(Template)]
#[template(path = "orders/new.html")]
pub(crate) struct New {
    visit: Visit,
    typed: NewOrder,
    refused: Option<String>,
    chart: OrganisationChart,
}

impl New {
    /// The grounds on which each grade is issued today.
    fn grounds(&self) -> Vec<(Grade, Vec<Ground>)> {
        let on = self.visit.cx.today();
        let of = |grade| Some((grade, OrderRule::grounds(on, grade).ok()?.to_vec()));
        Grade::ALL.into_iter().filter_map(of).collect()
    }

    /// The kinds of matter with their limits, by name and in words.
    fn kinds(&self) -> Vec<(&'static str, String)> {
        let words = self.visit.words;
        let spoken = |kind, days| {
            words.with2("order-kind-days", ("kind", words.order_kind(kind)), ("days", days))
        };
        let kinds = OrderRule::kinds(self.visit.cx.today()).unwrap_or_default();
        kinds.into_iter().map(|(kind, days)| (kind, spoken(kind, days))).collect()
    }
}

impl NewOrder {
    fn task(&self) -> Option<(PlanId, TaskId)> {
        self.plan.parse().ok().zip(self.task.parse().ok())
    }

    /// Fills in what a task says, where nothing was typed.
    async fn about_its_task(mut self, visit: &Visit) -> Result<Self, Failure> {
        let Some((plan, task)) = self.task() else { return Ok(self) };
        let (plan, contents) = service::contents(&visit.cx, plan).await?;
        let Some(task) = contents.tasks.iter().find(|it| it.id == task) else { return Ok(self) };
        if self.title.is_empty() {
            self.title.clone_from(&task.text);
        }
        if self.basis.is_empty() {
            let number = plan.number.as_deref().unwrap_or(&plan.title);
            let place = task.place.article.as_ref().or(task.place.chapter.as_ref());
            let place = place.map(|it| format!(" {}", crate::pages::line(it)));
            self.basis = format!("{number}{}", place.unwrap_or_default());
        }
        if let (true, Some(lead)) = (self.addressee.is_empty(), task.assignments.lead()) {
            called(&chart(visit).await?, lead).clone_into(&mut self.addressee);
        }
        Ok(self)
    }
}

/// `GET /orders/new`
pub(crate) async fn form(
    visit: Visit,
    Query(asked): Query<NewOrder>,
) -> Result<Page<New>, Failure> {
    service::require(&visit.cx.actor, Action::RegisterOrder)?;
    let typed = asked.about_its_task(&visit).await?;
    page(visit, typed, None).await
}

async fn page(
    visit: Visit,
    typed: NewOrder,
    refused: Option<String>,
) -> Result<Page<New>, Failure> {
    let title = visit.words.t("order-new");
    let chart = chart(&visit).await?;
    let content = New { visit: visit.clone(), typed, refused, chart };
    Ok(Page { visit, title, plan: None, content })
}

/// `POST /orders`
pub(crate) async fn register(
    visit: Visit,
    Form(sent): Form<NewOrder>,
) -> Result<Response, Failure> {
    service::require(&visit.cx.actor, Action::RegisterOrder)?;
    let refused = match order(&visit, &sent).await? {
        Ok(number) => {
            return Ok(Redirect::to(&format!("/orders/{}", number.plain())).into_response());
        }
        Err(refused) => refused,
    };
    let page = page(visit, sent, Some(refused)).await?;
    Ok(page.with_status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// Registers what was typed; else what is wrong with it.
async fn order(
    visit: &Visit,
    sent: &NewOrder,
) -> Result<Result<luoshi_delivery::OrderNumber, String>, Failure> {
    let words = visit.words;
    let chart = chart(visit).await?;
    let addressee: OrganisationCode = match typed(&chart, &sent.addressee) {
        Ok(Some(code)) => code,
        Ok(None) => return Ok(Err(words.t("order-no-addressee"))),
        Err(error) => return Ok(Err(Failure::UseCase(error).message(&words))),
    };
    let (Some(grade), Some(ground)) = (Grade::parse(&sent.grade), Ground::parse(&sent.ground))
    else {
        return Ok(Err(words.t("order-incomplete")));
    };
    let limit = match sent.day.parse() {
        Ok(day) => TimeLimit::Day(day),
        Err(_) => TimeLimit::Kind(sent.kind.clone()),
    };
    let trimmed = |text: &str| text.trim().replace("\r\n", "\n");
    let matter =
        OrderMatter { task: sent.task(), title: trimmed(&sent.title), basis: trimmed(&sent.basis) };
    let what = (trimmed(&sent.requirement), addressee);
    match service::register_order(&visit.cx, matter, what, (grade, ground, limit)).await {
        Ok(number) => Ok(Ok(number)),
        Err(error @ (Error::OrderNotDone(_) | Error::OrderOpen)) => {
            Ok(Err(Failure::UseCase(error).message(&words)))
        }
        Err(other) => Err(other.into()),
    }
}
