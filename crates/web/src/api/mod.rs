//! The JSON API: the same use cases as the pages, for programs.
//!
//! Described by OpenAPI 3.1 at `/api/openapi.json`; errors are problem details (RFC 9457).

mod audit;
mod openapi;
mod problem;
mod rules;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;

use crate::App;
use problem::Problem;

/// What is asked for in the name of a user: by the session of the pages.
pub(crate) fn for_users() -> Router<App> {
    Router::new()
        .route("/api/v1/audit", get(audit::list))
        .route("/api/v1/audit/{entry}/proof", get(audit::proof))
}

/// Everything under `/api` that is open to everybody.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/api/openapi.json", get(openapi::document))
        .route("/api/v1/rules", get(rules::list))
        .route("/api/v1/rules/{name}", get(rules::show).post(rules::run))
        .route("/api/{*other}", get(problem::no_such_thing).post(problem::no_such_thing))
}

/// The answer to somebody who still has the password for the first time.
pub(crate) fn change_the_password() -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "change the password for the first time on the pages first")
}
