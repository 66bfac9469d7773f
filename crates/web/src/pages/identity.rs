//! Signing in at a provider, and linking the own account to who one is there.

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use luoshi_service as service;
use serde::Deserialize;

use crate::failure::Failure;
use crate::page::Page;
use crate::pages::language::Next;
use crate::pages::sign_in::session_cookie;
use crate::provider::{Begun, Provider, ProviderError, RETURN};
use crate::visit::Visit;

/// The cookie that holds a sign-in on its way.
const BEGUN: &str = "luoshi_begun";

/// Why somebody was sent to the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Purpose {
    /// To sign in and go on at an address.
    SignIn(String),
    /// To link the account that is signed in.
    Link,
}

fn provider(visit: &Visit) -> Result<&Provider, Failure> {
    visit.provider.as_ref().ok_or(Failure::NoSuchPage)
}

/// The cookie of a sign-in on its way: only sent back to where the provider sends people.
fn keep(purpose: &Purpose, begun: &Begun) -> Cookie<'static> {
    let purpose = match purpose {
        Purpose::SignIn(next) => next.as_str(),
        Purpose::Link => "link",
    };
    let Begun { state, nonce, verifier } = begun;
    let value = format!("{state}|{nonce}|{verifier}|{purpose}");
    let cookie = Cookie::build((BEGUN, value)).path(RETURN).http_only(true);
    cookie.same_site(SameSite::Lax).build()
}

fn read(cookie: &Cookie<'_>) -> Option<(Purpose, Begun)> {
    let mut parts = cookie.value().splitn(4, '|').map(str::to_owned);
    let (state, nonce, verifier) = (parts.next()?, parts.next()?, parts.next()?);
    let purpose = match parts.next()?.as_str() {
        "link" => Purpose::Link,
        next => Purpose::SignIn(next.to_owned()),
    };
    Some((purpose, Begun { state, nonce, verifier }))
}

/// `GET /sign-in/provider`
pub(crate) async fn begin(
    visit: Visit,
    Query(next): Query<Next>,
    cookies: CookieJar,
) -> Result<Response, Failure> {
    let (address, begun) = provider(&visit)?.begin().await?;
    let purpose = Purpose::SignIn(next.address().to_owned());
    Ok((cookies.add(keep(&purpose, &begun)), Redirect::to(&address)).into_response())
}

/// What the provider sends back with people.
#[derive(Deserialize)]
pub(crate) struct Back {
    #[serde(default)]
    state: String,
    #[serde(default)]
    code: String,
    /// Why the provider did not let them in.
    #[serde(default)]
    error: String,
}

/// `GET /sign-in/return`
pub(crate) async fn finish(
    visit: Visit,
    Query(back): Query<Back>,
    cookies: CookieJar,
) -> Result<Response, Failure> {
    let kept = cookies.get(BEGUN).and_then(read);
    let (purpose, begun) =
        kept.filter(|(_, begun)| begun.state == back.state).ok_or(ProviderError::NotBegun)?;
    let cookies = cookies.remove(Cookie::build(BEGUN).path(RETURN));
    if !back.error.is_empty() {
        return Err(ProviderError::Refused(back.error).into());
    }
    let identity = provider(&visit)?.finish(begun, &back.code).await?;
    match purpose {
        Purpose::Link => {
            service::link_identity(&visit.cx, &identity).await?;
            Ok((cookies, Redirect::to("/account")).into_response())
        }
        Purpose::SignIn(next) => {
            let token = service::sign_in_by_identity(&visit.cx, &identity).await?;
            Ok((cookies.add(session_cookie(&token)), Redirect::to(&next)).into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "account/identity.html")]
pub(crate) struct GoOn {
    visit: Visit,
    issuer: String,
    /// Where the provider asks who they are.
    address: String,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Typed {
    password: String,
}

/// `POST /account/identity`: with the password, the way to the provider. A link, as a form may not lead to another site.
pub(crate) async fn link(
    visit: Visit,
    cookies: CookieJar,
    Form(typed): Form<Typed>,
) -> Result<Response, Failure> {
    let provider = provider(&visit)?.clone();
    service::confirm_password(&visit.cx, &typed.password).await?;
    let (address, begun) = provider.begin().await?;
    let (title, issuer) = (visit.words.t("identity-title"), provider.issuer().to_owned());
    let content = GoOn { visit: visit.clone(), issuer, address };
    let cookies = cookies.add(keep(&Purpose::Link, &begun));
    Ok((cookies, Page { visit, title, plan: None, content }).into_response())
}

/// `POST /account/identity/remove`
pub(crate) async fn unlink(visit: Visit) -> Result<Redirect, Failure> {
    service::unlink_identity(&visit.cx, provider(&visit)?.issuer()).await?;
    Ok(Redirect::to("/account"))
}
