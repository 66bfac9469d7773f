//! The JSON API: the same use cases as the pages, for programs.
//!
//! Described by OpenAPI 3.1 at `/api/openapi.json`; errors are problem details (RFC 9457).

mod openapi;
mod problem;
mod rules;

use axum::Router;
use axum::routing::get;

use crate::App;

/// Everything under `/api`.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/api/openapi.json", get(openapi::document))
        .route("/api/v1/rules", get(rules::list))
        .route("/api/v1/rules/{name}", get(rules::show).post(rules::run))
        .route("/api/{*other}", get(problem::no_such_thing).post(problem::no_such_thing))
}
