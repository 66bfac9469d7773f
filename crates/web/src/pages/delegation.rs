//! Acting for somebody else 转授权: lending a role, taking it back, and acting by one.

use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use luoshi_service::{self as service, Error, Grant};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::Deserialize;

use super::account;
use crate::failure::Failure;
use crate::visit::{ACTING, Visit};

/// What the form for a delegation sends.
#[derive(Debug, Deserialize)]
pub(crate) struct Lent {
    /// Which of the own grants, by its place in the list.
    grant: usize,
    stand_in: String,
    until: String,
}

/// For whom to act; empty: for oneself.
#[derive(Debug, Deserialize)]
pub(crate) struct For {
    #[serde(default)]
    principal: String,
}

/// `POST /account/delegations`
pub(crate) async fn lend(
    visit: Visit,
    cookies: CookieJar,
    Form(sent): Form<Lent>,
) -> Result<Response, Failure> {
    let user = visit.signed_in().ok_or(Error::NoAccount)?;
    let held = user.grants.get(sent.grant).filter(|_| user.stands_in.is_none());
    let done = match held {
        Some(held) => {
            let (from, until) = (visit.cx.today(), sent.until.parse().ok());
            let grant = Grant { from, until, ..held.clone() };
            service::delegate_role(&visit.cx, sent.stand_in.trim(), &grant).await.map(drop)
        }
        None => Err(Error::NotYoursToLend),
    };
    answer(visit, cookies, done).await
}

/// `POST /account/delegations/{delegation}/revoke`
pub(crate) async fn revoke(
    visit: Visit,
    cookies: CookieJar,
    Path(id): Path<u32>,
) -> Result<Response, Failure> {
    let done = service::revoke_delegation(&visit.cx, id).await;
    answer(visit, cookies, done).await
}

/// `POST /account/acting`: from now on whoever is signed in acts for that person, or for themselves again.
pub(crate) async fn act_for(
    visit: Visit,
    cookies: CookieJar,
    Form(sent): Form<For>,
) -> Result<(CookieJar, Redirect), Failure> {
    visit.signed_in().ok_or(Error::NoAccount)?;
    let name = utf8_percent_encode(&sent.principal, NON_ALPHANUMERIC).to_string();
    let cookie = Cookie::build((ACTING, name)).path("/").http_only(true).same_site(SameSite::Lax);
    let cookies = match sent.principal.is_empty() {
        true => cookies.remove(cookie.build()),
        false => cookies.add(cookie.build()),
    };
    Ok((cookies, Redirect::to("/desk")))
}

/// For whom a browser says to act.
pub(crate) fn principal(cookies: &CookieJar) -> Option<String> {
    let name = percent_decode_str(cookies.get(ACTING)?.value()).decode_utf8().ok()?;
    Some(name.into_owned())
}

/// Back to the account; with a sentence where something was refused that can be put right there.
async fn answer(
    visit: Visit,
    cookies: CookieJar,
    done: Result<(), Error>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to("/account#delegations").into_response()),
        Err(
            error @ (Error::NotYoursToLend
            | Error::NoSuchTerm
            | Error::NoSuchUser(_)
            | Error::OwnGrant
            | Error::NoSuchGrant(_)),
        ) => account::told(visit, &cookies, Failure::UseCase(error)).await,
        Err(other) => Err(other.into()),
    }
}
