use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_service::{self as service, Error};
use serde::Deserialize;

use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "terms/form.html")]
pub(crate) struct FormPage {
    visit: Visit,
    list: String,
    message: Option<String>,
    saved: bool,
}

/// Whether the list was saved just before.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    saved: bool,
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub(crate) struct Sent {
    list: String,
}

/// `GET /terms`
pub(crate) async fn form(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Page<FormPage>, Failure> {
    let list = service::term_list(&visit.cx).await?;
    Ok(page(visit, list, None, asked.saved))
}

/// `POST /terms`
pub(crate) async fn save(visit: Visit, Form(sent): Form<Sent>) -> Result<Response, Failure> {
    let list = sent.list.replace("\r\n", "\n");
    match service::save_term_list(&visit.cx, &list).await {
        Ok(()) => Ok(Redirect::to("/terms?saved=true").into_response()),
        Err(error @ (Error::FaultyTerms(_) | Error::TooLarge { .. })) => {
            let failure = Failure::UseCase(error);
            let message = failure.message(&visit.words);
            Ok(page(visit, list, Some(message), false).with_status(failure.status()))
        }
        Err(other) => Err(other.into()),
    }
}

fn page(visit: Visit, list: String, message: Option<String>, saved: bool) -> Page<FormPage> {
    let title = visit.words.t("terms-title");
    Page {
        title,
        plan: None,
        content: FormPage { visit: visit.clone(), list, message, saved },
        visit,
    }
}
