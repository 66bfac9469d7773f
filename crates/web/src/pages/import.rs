use askama::Template;
use axum::extract::Multipart;
use axum::response::{IntoResponse as _, Response};
use luoshi_delivery::{Audience, PlanId};
use luoshi_service::{self as service, Action, Error, Imported, LARGEST_UPLOAD};

use crate::failure::Failure;
use crate::page::Page;
use crate::upload::{self, Sent};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "import/form.html")]
pub(crate) struct FormPage {
    visit: Visit,
    audience: Audience,
    message: Option<String>,
    /// The plan the file already is.
    known: Option<PlanId>,
}

#[derive(Template)]
#[template(path = "import/done.html")]
pub(crate) struct Done {
    visit: Visit,
    imported: Imported,
    file_name: String,
}

/// `GET /import`
pub(crate) async fn form(visit: Visit) -> Result<Page<FormPage>, Failure> {
    allowed(&visit)?;
    Ok(page(visit, Audience::Internal, None, None))
}

/// `POST /import`
pub(crate) async fn receive(visit: Visit, form: Multipart) -> Result<Response, Failure> {
    allowed(&visit)?;
    let (upload, audience) = match upload::receive(form, LARGEST_UPLOAD).await {
        Sent::File(upload) => {
            let audience = upload.audience;
            (upload, audience)
        }
        Sent::Nothing => {
            let message = visit.words.t("import-no-file");
            return Ok(page(visit, Audience::Internal, Some(message), None)
                .with_status(axum::http::StatusCode::UNPROCESSABLE_ENTITY));
        }
        Sent::TooLarge { file_name } => {
            let error = Error::TooLarge { file_name, limit: LARGEST_UPLOAD };
            return Ok(refused(visit, Audience::Internal, error));
        }
        Sent::BrokenOff => {
            let message = visit.words.t("import-broken-off");
            return Ok(page(visit, Audience::Internal, Some(message), None)
                .with_status(axum::http::StatusCode::BAD_REQUEST));
        }
    };
    let file_name = upload.file_name.clone();
    match service::import_document(&visit.cx, upload).await {
        Ok(imported) => {
            let title = visit.words.t("import-done");
            let content = Done { visit: visit.clone(), imported, file_name };
            Ok(Page { visit, title, plan: None, content }.into_response())
        }
        Err(
            error @ (Error::Unreadable { .. }
            | Error::AlreadyImported { .. }
            | Error::TooLarge { .. }),
        ) => Ok(refused(visit, audience, error)),
        Err(other) => Err(other.into()),
    }
}

fn allowed(visit: &Visit) -> Result<(), Failure> {
    if visit.may_import() {
        return Ok(());
    }
    Err(Failure::UseCase(match visit.user() {
        Some(_) => Error::Forbidden(Action::ImportDocument),
        None => Error::SignInFirst(Action::ImportDocument),
    }))
}

/// The form again, with what happened and what to do.
fn refused(visit: Visit, audience: Audience, error: Error) -> Response {
    let known = match &error {
        Error::AlreadyImported { plan, .. } => Some(*plan),
        _ => None,
    };
    let failure = Failure::UseCase(error);
    let message = failure.message(&visit.words);
    page(visit, audience, Some(message), known).with_status(failure.status())
}

fn page(
    visit: Visit,
    audience: Audience,
    message: Option<String>,
    known: Option<PlanId>,
) -> Page<FormPage> {
    let title = visit.words.t("import-title");
    let content = FormPage { visit: visit.clone(), audience, message, known };
    Page { visit, title, plan: None, content }
}
