//! Who visits, in which language, from which page: worked out once for each request.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::CookieJar;
use jiff::civil::Date;
use luoshi_delivery::day_of;
use luoshi_service::{Action, Actor, Clock, Context, User, actor, may_somewhere, unread_notices};

use crate::failure::Failure;
use crate::pages::delegation;
use crate::past::Past;
use crate::provider::Provider;
use crate::words::Words;
use crate::{App, api};

/// The cookie that holds the session's token.
pub(crate) const SESSION: &str = "luoshi_session";
/// The cookie that holds the name of whom somebody acts for.
pub(crate) const ACTING: &str = "luoshi_acting";
/// The cookie that holds the chosen language.
pub(crate) const LANGUAGE: &str = "luoshi_language";

/// A request as the pages see it. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    /// What use cases are given.
    pub(crate) cx: Arc<Context>,
    /// The texts of the visitor's language.
    pub(crate) words: Words,
    /// Path and query that were asked for.
    pub(crate) path: Arc<str>,
    /// Where people may sign in besides here.
    pub(crate) provider: Option<Provider>,
    /// How many notices whoever is signed in has not read, up to a hundred.
    pub(crate) unread: u32,
    /// Whether htmx asks for a part of the page only.
    pub(crate) partial: bool,
    /// The past day that is asked about.
    pub(crate) past: Option<Past>,
    /// Where the time comes from.
    clock: Clock,
}

impl Visit {
    async fn of(app: &App, parts: &Parts) -> Result<Self, Failure> {
        let cookies = CookieJar::from_headers(&parts.headers);
        let now = app.clock.now();
        let actor = match cookies.get(SESSION) {
            Some(token) => {
                let principal = delegation::principal(&cookies);
                let shown = (token.value(), principal.as_deref());
                actor(&app.store, &app.jurisdiction, shown, now).await?
            }
            None => Actor::Visitor,
        };
        let (store, jurisdiction) = (app.store.clone(), app.jurisdiction.clone());
        let chosen = cookies.get(LANGUAGE).map(|cookie| cookie.value().to_owned());
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let cx = Arc::new(Context { store, jurisdiction, actor, now });
        let unread = match &cx.actor {
            Actor::User(_) => unread_notices(&cx).await?,
            Actor::Visitor | Actor::Operator => 0,
        };
        Ok(Self {
            cx,
            words: Words::of(chosen.as_deref()),
            path: path.into(),
            provider: app.provider.clone(),
            unread,
            partial: header_is(&parts.headers, "hx-request-type", "partial"),
            past: Past::asked(&parts.uri).filter(|past| past.day < day_of(now)),
            clock: app.clock,
        })
    }

    /// Who is signed in.
    pub(crate) fn signed_in(&self) -> Option<&User> {
        match &self.cx.actor {
            Actor::User(user) => Some(user),
            Actor::Visitor | Actor::Operator => None,
        }
    }

    /// The same visit, whose use cases are given something else.
    pub(crate) fn seeing(self, cx: Context) -> Self {
        Self { cx: Arc::new(cx), ..self }
    }

    /// The day it is, whatever day is asked about.
    pub(crate) fn day(&self) -> Date {
        day_of(self.clock.now())
    }

    /// The day that the clock of a demonstration shows; none where the clock is right.
    pub(crate) fn set_clock(&self) -> Option<Date> {
        self.clock.is_set().then(|| self.day())
    }

    /// For whom they act, as pages print it.
    pub(crate) fn stands_in_for(&self) -> Option<&str> {
        self.signed_in()?.stands_in.as_ref().map(|it| it.display_name.as_str())
    }

    /// The signed-in user's name, as pages print it.
    pub(crate) fn user(&self) -> Option<&str> {
        self.signed_in().map(|user| user.display_name.as_str())
    }

    /// Whether the password has to be changed before this page may be seen.
    fn is_held_up(&self) -> bool {
        let about_account = ["/account", "/sign-out", "/language/"];
        self.signed_in().is_some_and(|user| user.must_change_password)
            && !about_account.iter().any(|open| self.path.starts_with(open))
    }

    /// Whether to offer the list of users.
    pub(crate) fn may_see_users(&self) -> bool {
        may_somewhere(&self.cx.actor, Action::ReadUser)
    }

    /// Whether to offer the supervision orders.
    pub(crate) fn may_read_orders(&self) -> bool {
        may_somewhere(&self.cx.actor, Action::ReadOrders)
    }

    /// Whether to offer the letters that did not arrive.
    pub(crate) fn may_keep_mail(&self) -> bool {
        may_somewhere(&self.cx.actor, Action::KeepMail)
    }

    /// Whether to offer the audit log.
    pub(crate) fn may_read_audit(&self) -> bool {
        may_somewhere(&self.cx.actor, Action::ReadAudit)
    }

    /// Whether to offer the import of documents.
    pub(crate) fn may_import(&self) -> bool {
        may_somewhere(&self.cx.actor, Action::ImportDocument)
    }
}

/// Works out the visit before any page is made.
pub(crate) async fn welcome(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match Visit::of(&app, &parts).await {
        Ok(visit) if visit.is_held_up() && visit.path.starts_with("/api/") => {
            api::change_the_password().into_response()
        }
        Ok(visit) if visit.is_held_up() => Redirect::to("/account").into_response(),
        Ok(visit) => {
            parts.extensions.insert(visit);
            let mut response = next.run(Request::from_parts(parts, body)).await;
            let headers = response.headers_mut();
            headers
                .append(header::VARY, header::HeaderValue::from_static("Cookie, HX-Request-Type"));
            headers
                .entry(header::CACHE_CONTROL)
                .or_insert(header::HeaderValue::from_static("private, no-cache"));
            response
        }
        Err(failure) => failure.into_response(),
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let visit = parts.extensions.get::<Self>().cloned();
        Ok(visit.expect("`welcome` stands before every page"))
    }
}

pub(crate) fn header_is(headers: &HeaderMap, name: &str, value: &str) -> bool {
    headers.get(name).is_some_and(|found| found.as_bytes() == value.as_bytes())
}
