//! The own account: password, second factor, sessions.

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use luoshi_service::{self as service, Delegation, Error, Grant, OwnSession, SecondFactor, User};
use qrcodegen::{QrCode, QrCodeEcc};
use serde::Deserialize;

use crate::failure::Failure;
use crate::page::Page;
use crate::pages::sign_in::session_cookie;
use crate::visit::{SESSION, Visit};

#[derive(Template)]
#[template(path = "account/show.html")]
pub(crate) struct Show {
    visit: Visit,
    user: User,
    sessions: Vec<OwnSession>,
    message: Option<String>,
    /// The delegations that were made or given, and are not over.
    delegations: Vec<Delegation>,
    /// Whether the account is linked to an identity at the provider.
    linked: bool,
}

impl Show {
    /// The own roles that can be lent, each with its place among the grants.
    fn lent(&self) -> Vec<(usize, &Grant)> {
        let own = self.user.grants.iter().enumerate().filter(|(_, grant)| grant.role.is_lent());
        own.filter(|_| self.user.stands_in.is_none()).collect()
    }

    /// When a session began and was last used.
    fn times(&self, session: &OwnSession) -> String {
        let words = self.visit.words;
        let (started, seen) = (words.moment(session.started_at), words.moment(session.last_seen));
        words.with2("session-times", ("started", started), ("seen", seen))
    }
}

#[derive(Template)]
#[template(path = "account/second_factor.html")]
pub(crate) struct Offer {
    visit: Visit,
    factor: SecondFactor,
    picture: Picture,
    message: Option<String>,
}

#[derive(Template)]
#[template(path = "account/recovery.html")]
pub(crate) struct Recovery {
    visit: Visit,
    codes: Vec<String>,
}

/// The modules of a QR code, as a path of an SVG with the quiet zone the standard asks for.
struct Picture {
    size: i32,
    path: String,
}

impl Picture {
    const QUIET: i32 = 4;

    fn of(url: &str) -> Result<Self, Failure> {
        let code = QrCode::encode_text(url, QrCodeEcc::Medium)
            .map_err(|why| Error::Broken(why.to_string()))?;
        let size = code.size();
        let all = (0..size).flat_map(|y| (0..size).map(move |x| (x, y)));
        let dark = all.filter(|(x, y)| code.get_module(*x, *y));
        let path = dark
            .map(|(x, y)| format!("M{} {}h1v1h-1z", x + Self::QUIET, y + Self::QUIET))
            .collect();
        Ok(Self { size: size + 2 * Self::QUIET, path })
    }
}

/// What the form for another password sends.
#[derive(Deserialize)]
pub(crate) struct NewPassword {
    old: String,
    new: String,
    again: String,
}

/// What the form for a second factor sends.
#[derive(Deserialize)]
pub(crate) struct Proof {
    secret: String,
    code: String,
}

/// The password, to prove who asks.
#[derive(Deserialize)]
pub(crate) struct Proved {
    password: String,
}

/// `GET /account`
pub(crate) async fn show(visit: Visit, cookies: CookieJar) -> Result<Page<Show>, Failure> {
    page(visit, &cookies, None).await
}

/// `POST /account/password`
pub(crate) async fn change_password(
    visit: Visit,
    cookies: CookieJar,
    Form(sent): Form<NewPassword>,
) -> Result<Response, Failure> {
    if sent.new != sent.again {
        let message = visit.words.t("password-differs");
        let page = page(visit, &cookies, Some(message)).await?;
        return Ok(page.with_status(axum::http::StatusCode::UNPROCESSABLE_ENTITY));
    }
    match service::change_password(&visit.cx, &sent.old, &sent.new).await {
        Ok(token) => {
            let cookies = cookies.add(session_cookie(&token));
            Ok((cookies, Redirect::to("/account")).into_response())
        }
        Err(error) => refused(visit, &cookies, error).await,
    }
}

/// `POST /account/sessions/{session}/end`
pub(crate) async fn end_session(
    visit: Visit,
    Path(session): Path<String>,
) -> Result<Redirect, Failure> {
    service::end_own_session(&visit.cx, &session).await?;
    Ok(Redirect::to("/account"))
}

/// `GET /account/second-factor`: a fresh one, to be read by an app.
pub(crate) async fn offer(visit: Visit) -> Result<Page<Offer>, Failure> {
    let factor = service::offer_second_factor(&visit.cx)?;
    offer_page(visit, factor, None)
}

/// `POST /account/second-factor`: the recovery codes, shown once.
pub(crate) async fn add(visit: Visit, Form(sent): Form<Proof>) -> Result<Response, Failure> {
    match service::add_second_factor(&visit.cx, &sent.secret, &sent.code).await {
        Ok(codes) => {
            let title = visit.words.t("recovery-title");
            let content = Recovery { visit: visit.clone(), codes };
            Ok(Page { visit, title, plan: None, content }.into_response())
        }
        Err(error @ Error::WrongCode) => {
            let factor = service::second_factor_of(&visit.cx, sent.secret)?;
            let failure = Failure::UseCase(error);
            let message = Some(failure.message(&visit.words));
            Ok(offer_page(visit, factor, message)?.with_status(failure.status()))
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /account/second-factor/remove`
pub(crate) async fn remove(
    visit: Visit,
    cookies: CookieJar,
    Form(sent): Form<Proved>,
) -> Result<Response, Failure> {
    match service::remove_second_factor(&visit.cx, &sent.password).await {
        Ok(()) => Ok(Redirect::to("/account").into_response()),
        Err(error) => refused(visit, &cookies, error).await,
    }
}

/// The account with what was refused elsewhere.
pub(super) async fn told(
    visit: Visit,
    cookies: &CookieJar,
    failure: Failure,
) -> Result<Response, Failure> {
    let message = Some(failure.message(&visit.words));
    Ok(page(visit, cookies, message).await?.with_status(failure.status()))
}

/// The account with what was wrong in a form.
async fn refused(visit: Visit, cookies: &CookieJar, error: Error) -> Result<Response, Failure> {
    let in_form =
        matches!(error, Error::WrongPassword | Error::WeakPassword | Error::LockedOut { .. });
    let failure = Failure::UseCase(error);
    if in_form { told(visit, cookies, failure).await } else { Err(failure) }
}

async fn page(
    visit: Visit,
    cookies: &CookieJar,
    message: Option<String>,
) -> Result<Page<Show>, Failure> {
    let token = cookies.get(SESSION).map(|cookie| cookie.value()).unwrap_or_default();
    let sessions = service::own_sessions(&visit.cx, token).await?;
    let user = visit.signed_in().ok_or(Error::NoAccount)?.clone();
    let title = visit.words.t("account-title");
    let linked = match &visit.provider {
        Some(provider) => service::is_linked(&visit.cx, provider.issuer()).await?,
        None => false,
    };
    let delegations = service::own_delegations(&visit.cx).await?;
    let content = Show { visit: visit.clone(), user, sessions, message, delegations, linked };
    Ok(Page { visit, title, plan: None, content })
}

fn offer_page(
    visit: Visit,
    factor: SecondFactor,
    message: Option<String>,
) -> Result<Page<Offer>, Failure> {
    let (title, picture) = (visit.words.t("factor-title"), Picture::of(&factor.url)?);
    let content = Offer { visit: visit.clone(), factor, picture, message };
    Ok(Page { visit, title, plan: None, content })
}
