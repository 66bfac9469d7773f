use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_delivery::PlanId;
use luoshi_service::{self as service, PlanList};
use serde::Deserialize;

use crate::App;
use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "plans/list.html")]
pub(crate) struct List {
    visit: Visit,
    plans: PlanList,
}

/// Which plans are asked for.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    before: Option<PlanId>,
}

impl List {
    /// Where the list goes on.
    fn older(&self) -> Option<PlanId> {
        self.plans.cards.last().filter(|_| self.plans.older).map(|card| card.plan.id)
    }
}

/// `GET /`: the only plan, else the list of them.
pub(crate) async fn first(visit: Visit) -> Result<Response, Failure> {
    let plans = service::plans(&visit.cx, None).await?;
    Ok(match plans.cards.as_slice() {
        [only] => Redirect::to(&format!("/plans/{}", only.plan.id)).into_response(),
        _ => Redirect::to("/plans").into_response(),
    })
}

/// `GET /plans`
pub(crate) async fn plans(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<List>, Failure> {
    let plans = service::plans(&visit.cx, asked.before).await?;
    let title = visit.words.t("plans-title");
    Ok(Page { title, plan: None, content: List { visit: visit.clone(), plans }, visit })
}

/// `GET /healthz`
pub(crate) async fn health(State(app): State<App>) -> StatusCode {
    match app.store.ping().await {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
