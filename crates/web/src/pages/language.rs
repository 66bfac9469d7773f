use axum::extract::{Path, Query};
use axum::response::Redirect;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::Deserialize;

use crate::visit::LANGUAGE;
use crate::words::Language;

/// Where to go on.
#[derive(Debug, Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
}

impl Next {
    /// An address of this server; anything else is the first page.
    pub(crate) fn address(&self) -> &str {
        let ours =
            self.next.starts_with('/') && !self.next.starts_with("//") && !self.next.contains('\\');
        if ours { &self.next } else { "/" }
    }

    /// The same for whoever signs in: from the first page to what waits for them.
    pub(crate) fn after_sign_in(&self) -> &str {
        match self.address() {
            "/" => "/desk",
            other => other,
        }
    }
}

/// `GET /language/{language}`
pub(crate) async fn choose(
    Path(code): Path<String>,
    Query(next): Query<Next>,
    cookies: CookieJar,
) -> (CookieJar, Redirect) {
    let code = Language::parse(&code).unwrap_or(Language::Chinese).code();
    let cookie = Cookie::build((LANGUAGE, code)).path("/").same_site(SameSite::Lax).permanent();
    (cookies.add(cookie.build()), Redirect::to(next.address()))
}
