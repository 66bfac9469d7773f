use askama::Template;
use axum::extract::{Multipart, Path};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_packs::{CsvWriter, Wrong};
use luoshi_service::{self as service, Error, ImportTrial, KeptRegister, LARGEST_UPLOAD};

use crate::failure::Failure;
use crate::page::Page;
use crate::pages::source::attachment;
use crate::upload::{self, Sent};
use crate::visit::Visit;

/// The most faults a page tells; the others come up once these are put right.
const MOST_TOLD: usize = 500;

#[derive(Template)]
#[template(path = "packs/import.html")]
pub(crate) struct Form {
    visit: Visit,
    kept: KeptRegister,
    message: Option<String>,
}

#[derive(Template)]
#[template(path = "packs/trial.html")]
pub(crate) struct Trial {
    visit: Visit,
    kept: KeptRegister,
    trial: ImportTrial,
    /// Whether it was taken into the register.
    is_applied: bool,
}

impl Form {
    fn address(&self) -> String {
        address(&self.kept)
    }
}

impl Trial {
    fn address(&self) -> String {
        address(&self.kept)
    }

    fn told(&self) -> &[(usize, Wrong)] {
        &self.trial.faults[..self.trial.faults.len().min(MOST_TOLD)]
    }

    /// The field a fault is about, as people call it.
    fn field(&self, wrong: &Wrong) -> String {
        let name = wrong.field().unwrap_or_default();
        let field = self.kept.register().field(name);
        field.map_or(name, |field| self.visit.words.pick(&field.title)).to_owned()
    }

    /// What stood in the cell.
    fn value<'w>(&self, wrong: &&'w Wrong) -> &'w str {
        if let Wrong::Cell { value, .. } = wrong { value } else { "" }
    }
}

fn address(kept: &KeptRegister) -> String {
    format!("/packs/{}/{}", kept.pack.name(), kept.register().name)
}

/// `GET /packs/{pack}/{register}/import`
pub(crate) async fn form(
    visit: Visit,
    Path((pack, name)): Path<(String, String)>,
) -> Result<Page<Form>, Failure> {
    let kept = service::register(&visit.cx, &pack, &name).await?;
    form_page(visit, kept, None)
}

fn form_page(
    visit: Visit,
    kept: KeptRegister,
    message: Option<String>,
) -> Result<Page<Form>, Failure> {
    kept.require_keeper(&visit.cx)?;
    let title = title(&visit, &kept);
    Ok(Page { content: Form { visit: visit.clone(), kept, message }, visit, title, plan: None })
}

fn title(visit: &Visit, kept: &KeptRegister) -> String {
    let words = visit.words;
    format!("{} · {}", words.t("register-import"), words.pick(&kept.register().title))
}

/// `GET /packs/{pack}/{register}/import/template.csv`: the head of a file that can be imported.
pub(crate) async fn template(
    visit: Visit,
    Path((pack, name)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let kept = service::register(&visit.cx, &pack, &name).await?;
    kept.require_keeper(&visit.cx)?;
    let head = CsvWriter::new(kept.register(), kept.shown(&visit.cx)).head();
    let kind = (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned());
    Ok(([kind, attachment(&format!("{name}.csv"))], head).into_response())
}

/// `POST /packs/{pack}/{register}/import`: keeps the file and goes on to what would become of it, so that
/// loading that page again does not send the file again.
pub(crate) async fn receive(
    visit: Visit,
    Path((pack, name)): Path<(String, String)>,
    sent: Multipart,
) -> Result<Response, Failure> {
    let kept = service::register(&visit.cx, &pack, &name).await?;
    kept.require_keeper(&visit.cx)?;
    let uploaded = match upload::receive(sent, LARGEST_UPLOAD).await {
        Sent::File(file, _) => {
            service::upload_records(&visit.cx, &kept, (file.file_name, file.bytes)).await
        }
        Sent::TooLarge { file_name } => Err(Error::TooLarge { file_name, limit: LARGEST_UPLOAD }),
        Sent::Nothing | Sent::BrokenOff => {
            let message = Some(visit.words.t("import-no-file"));
            let page = form_page(visit, kept, message)?;
            return Ok(page.with_status(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    match uploaded {
        Ok(sha256) => {
            Ok(Redirect::to(&format!("{}/import/{sha256}", address(&kept))).into_response())
        }
        Err(error @ (Error::Unreadable { .. } | Error::TooLarge { .. })) => {
            let failure = Failure::UseCase(error);
            let message = Some(failure.message(&visit.words));
            Ok(form_page(visit, kept, message)?.with_status(failure.status()))
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET /packs/{pack}/{register}/import/{file}`: what would become of the rows, one by one.
pub(crate) async fn trial(
    visit: Visit,
    Path((pack, name, sha256)): Path<(String, String, String)>,
) -> Result<Page<Trial>, Failure> {
    let kept = service::register(&visit.cx, &pack, &name).await?;
    let trial = service::try_import(&visit.cx, &kept, &sha256).await?;
    Ok(trial_page(visit, kept, trial, false))
}

/// `POST /packs/{pack}/{register}/import/{file}`: all rows, or none.
pub(crate) async fn apply(
    visit: Visit,
    Path((pack, name, sha256)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let kept = service::register(&visit.cx, &pack, &name).await?;
    match service::apply_import(&visit.cx, &kept, &sha256).await {
        Ok(trial) => Ok(trial_page(visit, kept, trial, true).into_response()),
        Err(Error::FaultyRecord(_)) => {
            let trial = service::try_import(&visit.cx, &kept, &sha256).await?;
            let page = trial_page(visit, kept, trial, false);
            Ok(page.with_status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

fn trial_page(
    visit: Visit,
    kept: KeptRegister,
    trial: ImportTrial,
    is_applied: bool,
) -> Page<Trial> {
    let title = title(&visit, &kept);
    let content = Trial { visit: visit.clone(), kept, trial, is_applied };
    Page { visit, title, plan: None, content }
}
