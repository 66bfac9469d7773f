//! What the server counts of itself, in the text format of OpenMetrics that Prometheus reads. No address with a name
//! in it, no user, no address of a visitor: only which kind of page was asked for, how it was answered, how long it took.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

use crate::App;

/// What is counted.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    durations: Family<Asked, Histogram>,
    audit_entries: Gauge,
    app: App,
}

/// A kind of request and how it was answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: String,
    route: String,
    status: u16,
}

/// A kind of request.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    route: String,
}

impl Metrics {
    pub(crate) fn new(app: App) -> Arc<Self> {
        let mut registry = Registry::with_prefix("luoshi");
        let requests = Family::default();
        let durations = Family::new_with_constructor(histogram as fn() -> Histogram);
        let audit_entries = Gauge::default();
        registry.register("http_requests", "Requests answered", requests.clone());
        registry.register_with_unit(
            "http_request_duration",
            "Time until a request was answered",
            Unit::Seconds,
            durations.clone(),
        );
        registry.register("audit_entries", "Entries of the audit log", audit_entries.clone());
        Arc::new(Self { registry, requests, durations, audit_entries, app })
    }
}

/// From half a millisecond to eight seconds, each bucket twice the one before.
fn histogram() -> Histogram {
    Histogram::new(exponential_buckets(0.0005, 2.0, 15))
}

/// Counts a request when it is answered.
pub(crate) async fn count(
    State(metrics): State<Arc<Metrics>>,
    request: Request,
    next: Next,
) -> Response {
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or("none", MatchedPath::as_str).to_owned();
    let method = request.method().to_string();
    let start = Instant::now();
    let response = next.run(request).await;
    metrics
        .durations
        .get_or_create(&Asked { route: route.clone() })
        .observe(start.elapsed().as_secs_f64());
    let status = response.status().as_u16();
    metrics.requests.get_or_create(&Answered { method, route, status }).inc();
    response
}

/// `GET /metrics`
pub(crate) async fn show(State(metrics): State<Arc<Metrics>>) -> Response {
    if let Ok(entries) = metrics.app.store.position(&metrics.app.jurisdiction).await {
        metrics.audit_entries.set(i64::try_from(entries).unwrap_or(i64::MAX));
    }
    let mut text = String::new();
    match encode(&mut text, &metrics.registry) {
        Ok(()) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(CONTENT_TYPE, kind)], text).into_response()
        }
        Err(_) => axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
