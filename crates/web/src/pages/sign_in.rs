use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use luoshi_service::{self as service, Error};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use crate::failure::Failure;
use crate::page::Page;
use crate::pages::language::Next;
use crate::visit::{SESSION, Visit};

#[derive(Template)]
#[template(path = "sign_in/form.html")]
pub(crate) struct FormPage {
    visit: Visit,
    next: String,
    name: String,
    message: Option<String>,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Credentials {
    name: String,
    password: String,
    #[serde(flatten)]
    next: Next,
}

/// The address of the form that goes on to `next`.
pub(crate) fn address(next: &str) -> String {
    format!("/sign-in?next={}", utf8_percent_encode(next, NON_ALPHANUMERIC))
}

/// `GET /sign-in`
pub(crate) async fn form(visit: Visit, Query(next): Query<Next>) -> Page<FormPage> {
    page(visit, next.address().to_owned(), String::new(), None)
}

/// `POST /sign-in`
pub(crate) async fn sign_in(
    visit: Visit,
    cookies: CookieJar,
    Form(sent): Form<Credentials>,
) -> Result<Response, Failure> {
    let next = sent.next.address().to_owned();
    match service::sign_in(&visit.cx, &sent.name, &sent.password).await {
        Ok(token) => {
            let cookie = Cookie::build((SESSION, token.as_str().to_owned()));
            let cookie = cookie.path("/").http_only(true).same_site(SameSite::Lax).build();
            Ok((cookies.add(cookie), Redirect::to(&next)).into_response())
        }
        Err(error @ (Error::WrongPassword | Error::LockedOut { .. })) => {
            let failure = Failure::UseCase(error);
            let message = failure.message(&visit.words);
            Ok(page(visit, next, sent.name, Some(message)).with_status(failure.status()))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /sign-out`
pub(crate) async fn sign_out(
    visit: Visit,
    cookies: CookieJar,
) -> Result<impl axum::response::IntoResponse, Failure> {
    if let Some(token) = cookies.get(SESSION) {
        service::sign_out(&visit.cx, token.value()).await?;
    }
    Ok((cookies.remove(Cookie::build(SESSION).path("/")), Redirect::to("/")))
}

fn page(visit: Visit, next: String, name: String, message: Option<String>) -> Page<FormPage> {
    let title = visit.words.t("sign-in");
    let content = FormPage { visit: visit.clone(), next, name, message };
    Page { visit, title, plan: None, content }
}
