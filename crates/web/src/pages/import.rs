use askama::Template;
use axum::extract::{Multipart, Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_delivery::{Audience, Intake, PlanId};
use luoshi_service::{self as service, Action, Error, LARGEST_UPLOAD, LivingDocument, Upload};
use serde::Deserialize;

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::upload::{self, Sent};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "import/form.html")]
pub(crate) struct FormPage {
    visit: Visit,
    asked: Asked,
    message: Option<String>,
    /// The plan the file already is.
    known: Option<PlanId>,
    /// What is under review.
    open: Vec<Intake>,
}

/// What the form is for.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Asked {
    /// Who may read the plan.
    #[serde(skip, default = "internal")]
    audience: Audience,
    /// The plan whose document is corrected.
    revises: Option<PlanId>,
}

fn internal() -> Audience {
    Audience::Internal
}

#[derive(Template)]
#[template(path = "import/done.html")]
pub(crate) struct Done {
    visit: Visit,
    living: LivingDocument,
}

/// `GET /import`
pub(crate) async fn form(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Page<FormPage>, Failure> {
    allowed(&visit)?;
    page(visit, asked, None, None).await
}

/// `POST /import`
pub(crate) async fn receive(visit: Visit, form: Multipart) -> Result<Response, Failure> {
    allowed(&visit)?;
    let new = Asked { audience: Audience::Internal, revises: None };
    match upload::receive(form, LARGEST_UPLOAD).await {
        Sent::File(upload, revises) => {
            let asked = Asked { audience: upload.audience, revises };
            import(visit, upload, asked).await
        }
        Sent::TooLarge { file_name } => {
            let error = Error::TooLarge { file_name, limit: LARGEST_UPLOAD };
            refused(visit, new, error).await
        }
        Sent::Nothing => {
            let message = visit.words.t("import-no-file");
            let page = page(visit, new, Some(message), None).await?;
            Ok(page.with_status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Sent::BrokenOff => {
            let message = visit.words.t("import-broken-off");
            let page = page(visit, new, Some(message), None).await?;
            Ok(page.with_status(StatusCode::BAD_REQUEST))
        }
    }
}

async fn import(visit: Visit, upload: Upload, asked: Asked) -> Result<Response, Failure> {
    match service::begin_intake(&visit.cx, upload, asked.revises).await {
        // Elsewhere, so that loading the page again does not send the file again.
        Ok(intake) => Ok(Redirect::to(&format!("/intakes/{intake}")).into_response()),
        Err(
            error @ (Error::Unreadable { .. }
            | Error::AlreadyImported { .. }
            | Error::TooLarge { .. }),
        ) => refused(visit, asked, error).await,
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
async fn refused(visit: Visit, asked: Asked, error: Error) -> Result<Response, Failure> {
    let known = match &error {
        Error::AlreadyImported { plan, .. } => Some(*plan),
        _ => None,
    };
    let failure = Failure::UseCase(error);
    let message = failure.message(&visit.words);
    Ok(page(visit, asked, Some(message), known).await?.with_status(failure.status()))
}

async fn page(
    visit: Visit,
    asked: Asked,
    message: Option<String>,
    known: Option<PlanId>,
) -> Result<Page<FormPage>, Failure> {
    let open = service::open_intakes(&visit.cx).await?;
    let title = visit.words.t("import-title");
    let content = FormPage { visit: visit.clone(), asked, message, known, open };
    Ok(Page { visit, title, plan: None, content })
}
