use axum::extract::Path;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse as _, Response};
use luoshi_delivery::PlanId;
use luoshi_service as service;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::failure::Failure;
use crate::visit::Visit;

/// `GET /plans/{plan}/source`: the file as it was uploaded. Never shown in place, always kept.
pub(crate) async fn download(visit: Visit, Path(id): Path<PlanId>) -> Result<Response, Failure> {
    let (source, bytes) = service::source_file(&visit.cx, id).await?;
    let content_type = (header::CONTENT_TYPE, "application/octet-stream".to_owned());
    Ok(([content_type, attachment(&source.name)], bytes).into_response())
}

/// The header of a download called `name`, in any script (RFC 6266, RFC 8187).
pub(crate) fn attachment(name: &str) -> (HeaderName, String) {
    let encoded = utf8_percent_encode(name, NON_ALPHANUMERIC);
    (header::CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{encoded}"))
}
