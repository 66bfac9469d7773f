use askama::Template;
use axum::extract::{Multipart, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_delivery::{Audience, PlanId};
use luoshi_service::{self as service, Action, Error, LARGEST_UPLOAD, LivingDocument, Upload};

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
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
    living: LivingDocument,
}

/// `GET /import`
pub(crate) async fn form(visit: Visit) -> Result<Page<FormPage>, Failure> {
    allowed(&visit)?;
    Ok(page(visit, Audience::Internal, None, None))
}

/// `POST /import`
pub(crate) async fn receive(visit: Visit, form: Multipart) -> Result<Response, Failure> {
    allowed(&visit)?;
    match upload::receive(form, LARGEST_UPLOAD).await {
        Sent::File(upload) => import(visit, upload).await,
        Sent::TooLarge { file_name } => {
            let error = Error::TooLarge { file_name, limit: LARGEST_UPLOAD };
            Ok(refused(visit, Audience::Internal, error))
        }
        Sent::Nothing => {
            Ok(unusable(visit, "import-no-file").with_status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Sent::BrokenOff => {
            Ok(unusable(visit, "import-broken-off").with_status(StatusCode::BAD_REQUEST))
        }
    }
}

async fn import(visit: Visit, upload: Upload) -> Result<Response, Failure> {
    let audience = upload.audience;
    match service::import_document(&visit.cx, upload).await {
        // Elsewhere, so that loading the page again does not send the file again.
        Ok(imported) => {
            Ok(Redirect::to(&format!("/plans/{}/imported", imported.plan)).into_response())
        }
        Err(
            error @ (Error::Unreadable { .. }
            | Error::AlreadyImported { .. }
            | Error::TooLarge { .. }),
        ) => Ok(refused(visit, audience, error)),
        Err(other) => Err(other.into()),
    }
}

/// `GET /plans/{plan}/imported`: what was found in the file, and what to look at twice.
pub(crate) async fn done(visit: Visit, Path(id): Path<PlanId>) -> Result<Page<Done>, Failure> {
    let living = service::living_document(&visit.cx, id).await?;
    let title = visit.words.t("import-done");
    let tabs = Tabs::new(&living.plan, Tab::Overview);
    Ok(Page { title, plan: tabs, content: Done { visit: visit.clone(), living }, visit })
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

fn unusable(visit: Visit, why: &str) -> Page<FormPage> {
    let message = visit.words.t(why);
    page(visit, Audience::Internal, Some(message), None)
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
