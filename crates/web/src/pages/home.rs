use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_service::{self as service, PlanCard};

use crate::App;
use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "plans/list.html")]
pub(crate) struct List {
    visit: Visit,
    cards: Vec<PlanCard>,
}

/// `GET /`: the only plan, else the list of them.
pub(crate) async fn first(visit: Visit) -> Result<Response, Failure> {
    let cards = service::plans(&visit.cx).await?;
    Ok(match cards.as_slice() {
        [only] => Redirect::to(&format!("/plans/{}", only.plan.id)).into_response(),
        _ => Redirect::to("/plans").into_response(),
    })
}

/// `GET /plans`
pub(crate) async fn plans(visit: Visit) -> Result<Page<List>, Failure> {
    let cards = service::plans(&visit.cx).await?;
    let title = visit.words.t("plans-title");
    Ok(Page { title, plan: None, content: List { visit: visit.clone(), cards }, visit })
}

/// `GET /healthz`
pub(crate) async fn health(State(app): State<App>) -> StatusCode {
    match app.store.ping().await {
        Ok(()) => StatusCode::OK,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
