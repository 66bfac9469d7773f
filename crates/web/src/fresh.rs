//! Pages the visitor already has are not made again.
//!
//! Every write adds an entry to the audit log (invariant 7) and says which plans it touched, and lights change at
//! midnight: as long as neither happens, a page is the same for the same visitor in the same language. Its ETag says
//! just that, so that "still the same?" is answered by two numbers of the database. What a page depends on is not
//! declared, but noted while it is made: a page that read one plan alone depends on that plan's position, every other
//! page on that of the whole log; one that read what other jurisdictions keep has no ETag.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::LazyLock;

use axum::extract::Request;
use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use luoshi_delivery::PlanId;
use luoshi_service::{Actor, Clock, Context};
use luoshi_store::ReadPlans;

use crate::failure::Failure;
use crate::visit::Visit;

/// After another start the pages may be made by another version of the program.
static STARTED: LazyLock<Timestamp> = LazyLock::new(|| Clock::default().now());

/// Answers "not modified" where that is true; marks what is new with its ETag.
pub(crate) async fn unchanged(visit: Visit, mut request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let plan = plan_in(request.uri().path());
    let tags = match Tags::of(&visit, plan).await {
        Ok(tags) => tags,
        Err(failure) => return failure.into_response(),
    };
    if let Some(tag) = tags.known_in(request.headers()) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response();
    }
    let read = ReadPlans::default();
    let cx = Context { store: visit.cx.store.clone().noting(&read), ..Context::clone(&visit.cx) };
    request.extensions_mut().insert(visit.seeing(cx));
    let mut response = next.run(request).await;
    if response.status() == StatusCode::OK && read.are_here() {
        let own = plan.filter(|plan| read.are_only(*plan)).and(tags.of_plan);
        response.headers_mut().insert(ETAG, own.unwrap_or(tags.of_all));
    }
    response
}

/// The plan whose page that is.
fn plan_in(path: &str) -> Option<PlanId> {
    path.strip_prefix("/plans/")?.split('/').next()?.parse().ok()
}

/// What a page may be marked with.
struct Tags {
    /// Where it shows nothing but one plan and what belongs to none: by the position of the plan.
    of_plan: Option<HeaderValue>,
    /// Where it shows anything: by the position of the log.
    of_all: HeaderValue,
}

impl Tags {
    async fn of(visit: &Visit, plan: Option<PlanId>) -> Result<Self, Failure> {
        let cx = &visit.cx;
        let failed = luoshi_service::Error::from;
        let of_plan = match plan {
            Some(plan) => {
                let position = cx.store.position_of(&cx.jurisdiction, plan).await;
                Some(tag(visit, 'p', position.map_err(failed)?))
            }
            None => None,
        };
        let position = cx.store.position(&cx.jurisdiction).await.map_err(failed)?;
        Ok(Self { of_plan, of_all: tag(visit, 'a', position) })
    }

    fn known_in(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        let own = self.of_plan.iter().chain([&self.of_all]);
        own.into_iter().find(|tag| has(headers, tag)).cloned()
    }
}

/// Weak: what is compressed on the way is the same page.
fn tag(visit: &Visit, of: char, position: u64) -> HeaderValue {
    let cx = &visit.cx;
    let mut viewer = DefaultHasher::new();
    STARTED.hash(&mut viewer);
    visit.words.language().code().hash(&mut viewer);
    visit.partial.hash(&mut viewer);
    visit.past.map(|past| past.day).hash(&mut viewer);
    if let Actor::User(_) = &cx.actor {
        cx.actor.name().hash(&mut viewer);
        visit.unread.hash(&mut viewer);
    }
    let tag = format!("W/\"{of}{position}-{}-{:016x}\"", cx.today(), viewer.finish());
    HeaderValue::try_from(tag).expect("digits, letters and marks of ASCII")
}

fn has(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let sent = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let tag = tag.to_str().ok();
    sent.flat_map(|list| list.split(',')).any(|known| Some(known.trim()) == tag)
}
