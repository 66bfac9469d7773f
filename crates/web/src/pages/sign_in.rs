use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use luoshi_service::{self as service, Error, SessionToken};
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
    /// Whether to ask for the code of a second factor.
    asks_code: bool,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Credentials {
    name: String,
    password: String,
    #[serde(default)]
    code: String,
    #[serde(flatten)]
    next: Next,
}

/// The address of the form that goes on to `next`.
pub(crate) fn address(next: &str) -> String {
    format!("/sign-in?next={}", utf8_percent_encode(next, NON_ALPHANUMERIC))
}

/// `GET /sign-in`
pub(crate) async fn form(visit: Visit, Query(next): Query<Next>) -> Page<FormPage> {
    page(visit, next.address().to_owned(), String::new(), None, false)
}

/// `POST /sign-in`
pub(crate) async fn sign_in(
    visit: Visit,
    cookies: CookieJar,
    Form(sent): Form<Credentials>,
) -> Result<Response, Failure> {
    let next = sent.next.after_sign_in().to_owned();
    match service::sign_in(&visit.cx, &sent.name, &sent.password, &sent.code).await {
        Ok(token) => Ok((cookies.add(session_cookie(&token)), Redirect::to(&next)).into_response()),
        Err(
            error @ (Error::WrongPassword
            | Error::LockedOut { .. }
            | Error::CodeNeeded
            | Error::WrongCode),
        ) => {
            let asks_code = matches!(error, Error::CodeNeeded | Error::WrongCode);
            let failure = Failure::UseCase(error);
            let message = failure.message(&visit.words);
            Ok(page(visit, next, sent.name, Some(message), asks_code).with_status(failure.status()))
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

/// The cookie that holds a session's token: out of reach of scripts, and sent to this site alone.
pub(crate) fn session_cookie(token: &SessionToken) -> Cookie<'static> {
    let cookie = Cookie::build((SESSION, token.as_str().to_owned()));
    cookie.path("/").http_only(true).same_site(SameSite::Lax).build()
}

fn page(
    visit: Visit,
    next: String,
    name: String,
    message: Option<String>,
    asks_code: bool,
) -> Page<FormPage> {
    let title = visit.words.t("sign-in");
    let content = FormPage { visit: visit.clone(), next, name, message, asks_code };
    Page { visit, title, plan: None, content }
}
