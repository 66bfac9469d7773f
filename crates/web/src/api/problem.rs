use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::failure::Failure;

/// Problem details (RFC 9457) of a refused request.
#[derive(Debug, Serialize)]
pub(crate) struct Problem {
    title: &'static str,
    status: u16,
    detail: String,
    /// The field of the input that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or("Error");
        Self { title, status: status.as_u16(), detail: detail.into(), field: None }
    }

    fn of_field(status: StatusCode, field: &str, detail: String) -> Self {
        Self { field: Some(field.to_owned()), ..Self::new(status, detail) }
    }
}

impl From<luoshi_rules::Error> for Problem {
    fn from(error: luoshi_rules::Error) -> Self {
        use luoshi_rules::Error;
        let detail = error.to_string();
        match error {
            Error::Input { field, .. } => {
                Self::of_field(StatusCode::UNPROCESSABLE_ENTITY, &field, detail)
            }
            Error::NotInForce(_) => Self::of_field(StatusCode::UNPROCESSABLE_ENTITY, "on", detail),
            Error::Unknown(_) => Self::new(StatusCode::NOT_FOUND, detail),
            Error::File { .. } => Self::new(StatusCode::INTERNAL_SERVER_ERROR, detail),
        }
    }
}

impl From<luoshi_service::Error> for Problem {
    fn from(error: luoshi_service::Error) -> Self {
        let failure = Failure::UseCase(error);
        let status = failure.status();
        if status.is_server_error() {
            tracing::error!(error = ?failure, "a request of the API failed");
            return Self::new(status, "the server could not answer: what was stored is safe");
        }
        Self::new(status, failure.to_string())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, [(header::CONTENT_TYPE, "application/problem+json")], self.to_json())
            .into_response()
    }
}

impl Problem {
    fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a problem has only texts and numbers")
    }
}

/// What is not in the description of the API.
pub(crate) async fn no_such_thing() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "there is no such resource: see /api/openapi.json")
}
