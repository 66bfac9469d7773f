//! Pages the visitor already has are not made again.
//!
//! Every write adds an entry to the audit log (invariant 7), and lights change at midnight: as long as
//! neither happens, a page is the same for the same visitor in the same language. Its ETag says just
//! that, so that "still the same?" is answered by one number of the database.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::LazyLock;

use axum::extract::Request;
use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use luoshi_service::{Actor, Clock};

use crate::failure::Failure;
use crate::visit::Visit;

/// After another start the pages may be made by another version of the program.
static STARTED: LazyLock<Timestamp> = LazyLock::new(|| Clock::default().now());

/// Answers "not modified" where that is true; marks what is new with its ETag.
pub(crate) async fn unchanged(visit: Visit, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let tag = match tag(&visit).await {
        Ok(tag) => tag,
        Err(failure) => return failure.into_response(),
    };
    let mut response = if has(request.headers(), &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        next.run(request).await
    };
    if matches!(response.status(), StatusCode::OK | StatusCode::NOT_MODIFIED) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

/// Weak: what is compressed on the way is the same page.
async fn tag(visit: &Visit) -> Result<HeaderValue, Failure> {
    let cx = &visit.cx;
    let position =
        cx.store.position(&cx.jurisdiction).await.map_err(luoshi_service::Error::from)?;
    let mut viewer = DefaultHasher::new();
    STARTED.hash(&mut viewer);
    visit.words.language().code().hash(&mut viewer);
    visit.partial.hash(&mut viewer);
    if let Actor::User(user) = &cx.actor {
        user.name.hash(&mut viewer);
        visit.unread.hash(&mut viewer);
    }
    let tag = format!("W/\"{position}-{}-{:016x}\"", cx.today(), viewer.finish());
    Ok(HeaderValue::try_from(tag).expect("digits, letters and marks of ASCII"))
}

fn has(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let sent = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let tag = tag.to_str().ok();
    sent.flat_map(|list| list.split(',')).any(|known| Some(known.trim()) == tag)
}
