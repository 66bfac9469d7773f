//! What went wrong, as a page: what happened, what was kept, what to do.

use std::sync::Arc;

use askama::Template;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use luoshi_service::Error;

use crate::page::Page;
use crate::provider::ProviderError;
use crate::visit::Visit;
use crate::words::Words;

/// Why a page could not be shown. In English for the log; pages translate by variant.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The use case said no.
    #[error(transparent)]
    UseCase(#[from] Error),
    /// There is no page at this address.
    #[error("there is no such page")]
    NoSuchPage,
    /// The page could not be put together.
    #[error("a template failed: {0}")]
    Template(askama::Error),
    /// The spreadsheet could not be put together.
    #[error(transparent)]
    Report(luoshi_report::Error),
    /// The Word file could not be put together.
    #[error(transparent)]
    Docx(luoshi_report::DocxError),
    /// The PDF could not be put together.
    #[error(transparent)]
    Pdf(luoshi_report::PdfError),
    /// The machine has no font to print with.
    #[error(transparent)]
    NoFont(luoshi_report::NoChineseFont),
    /// The thread that printed a paper did not come back.
    #[error("printing stopped: {0}")]
    Printing(tokio::task::JoinError),
    /// A rule's own file is wrong.
    #[error(transparent)]
    Rule(luoshi_rules::Error),
    /// Signing in at the provider did not work out.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// One address tried too often.
    #[error("too many tries from one address")]
    TooManyTries,
    /// The past was to be changed.
    #[error("what is past is not changed")]
    Past,
    /// A form that did not come from our own pages.
    #[error("a form from another site")]
    ForeignForm,
}

impl Failure {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NoSuchPage => StatusCode::NOT_FOUND,
            Self::ForeignForm => StatusCode::FORBIDDEN,
            Self::Past => StatusCode::CONFLICT,
            Self::TooManyTries => StatusCode::TOO_MANY_REQUESTS,
            Self::Provider(why) => why.status(),
            Self::UseCase(error) => status_of(error),
            Self::NoFont(_) => StatusCode::NOT_IMPLEMENTED,
            Self::Template(_)
            | Self::Report(_)
            | Self::Docx(_)
            | Self::Pdf(_)
            | Self::Printing(_)
            | Self::Rule(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What to tell, in the visitor's language.
    pub(crate) fn message(&self, words: &Words) -> String {
        match self {
            Self::NoSuchPage => words.t("error-no-page"),
            Self::TooManyTries => words.t("error-too-many-tries"),
            Self::ForeignForm => words.t("error-foreign-form"),
            Self::Past => words.t("past-not-changed"),
            Self::Provider(ProviderError::Unreachable(_)) => words.t("error-provider-away"),
            Self::Provider(_) => words.t("error-provider"),
            Self::UseCase(error) => use_case(error, words),
            Self::NoFont(_) => words.t("error-no-font"),
            Self::Template(_)
            | Self::Report(_)
            | Self::Docx(_)
            | Self::Pdf(_)
            | Self::Printing(_)
            | Self::Rule(_) => words.t("error-ours"),
        }
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one line for each error")]
fn status_of(error: &Error) -> StatusCode {
    match error {
        Error::NotFound(_)
        | Error::NoSuchUser(_)
        | Error::NoSuchOrganisation(_)
        | Error::NotKept(_)
        | Error::NoSuchGrant(_) => StatusCode::NOT_FOUND,
        Error::Forbidden(_) => StatusCode::FORBIDDEN,
        Error::SignInFirst(_)
        | Error::WrongPassword
        | Error::CodeNeeded
        | Error::WrongCode
        | Error::UnknownIdentity
        | Error::NoAccount => StatusCode::UNAUTHORIZED,
        Error::LockedOut { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Error::AlreadyImported { .. }
        | Error::NameTaken(_)
        | Error::ChangedMeanwhile(_)
        | Error::Undecided(_)
        | Error::NotInText
        | Error::NoCheckpoint
        | Error::NotOurCheckpoint(_)
        | Error::NoSuchPlace(_)
        | Error::NothingToMerge
        | Error::IdentityTaken
        | Error::KeptApart { .. }
        | Error::OfAnother(_)
        | Error::NotRepeated(_)
        | Error::OwnGrant
        | Error::NotYoursToLend
        | Error::NotIssuable(_)
        | Error::NotIssued
        | Error::NotAmendable(_)
        | Error::NotPublishable(_)
        | Error::AmendmentChanged
        | Error::NothingToAccept(_)
        | Error::CycleOpen(_)
        | Error::NotDone(_)
        | Error::ReportChanged
        | Error::OrderNotDone(_)
        | Error::NotExtended(_)
        | Error::OrderOpen
        | Error::OrderChanged
        | Error::RecordChanged => StatusCode::CONFLICT,
        Error::Unreadable { .. }
        | Error::FaultyPack(_)
        | Error::FaultyTerms(_)
        | Error::FaultyRecord(_)
        | Error::FaultyRows(_)
        | Error::NoReasonGiven
        | Error::FaultyOrganisations(_)
        | Error::NotReorganised(_)
        | Error::BadUserName
        | Error::BadAddress
        | Error::NoSuchTerm
        | Error::EndsBeforeItBegins
        | Error::WeakPassword
        | Error::NotAssignable(_)
        | Error::NotPlanned(_)
        | Error::NoTaskTable(_)
        | Error::FaultyTable(_)
        | Error::NotACycle(_)
        | Error::NoFile
        | Error::NoReason => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Store(luoshi_store::Error::Past) => StatusCode::CONFLICT,
        // The command line alone sets a clock.
        Error::Store(_)
        | Error::Broken(_)
        | Error::NoSuchMoment(_)
        | Error::ClockGoesBack { .. } => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one line for each error")]
fn use_case(error: &Error, words: &Words) -> String {
    match error {
        Error::NotFound(_) => words.t("error-not-found"),
        Error::Forbidden(_) => words.t("error-forbidden"),
        Error::SignInFirst(_) => words.t("error-sign-in-first"),
        Error::WrongPassword => words.t("error-wrong-password"),
        Error::LockedOut { .. } => words.t("error-locked-out"),
        Error::NameTaken(name) => words.with("error-name-taken", "name", name),
        Error::Unreadable { file_name, why } => {
            words.with("error-unreadable", "file", file_name) + &words.unreadable(why)
        }
        Error::TooLarge { file_name, limit } => {
            words.with2("error-too-large", ("file", file_name), ("limit", limit / 1_048_576))
        }
        Error::AlreadyImported { file_name, .. } => {
            words.with("error-already-imported", "file", file_name)
        }
        Error::NoTaskTable(file) => words.with("task-table-none", "file", file),
        Error::FaultyTable(cells) => words.n("task-table-faulty", cells),
        Error::FaultyTerms(why) => words.n("terms-faulty", why.line),
        Error::NoCheckpoint | Error::NotOurCheckpoint(_) => words.t("error-no-checkpoint"),
        Error::ChangedMeanwhile(_) => words.t("review-changed"),
        Error::Undecided(_) => words.t("review-undecided"),
        Error::NotInText => words.t("review-not-in-text"),
        Error::NoSuchPlace(_) => words.t("review-no-place"),
        Error::NothingToMerge => words.t("review-no-merge"),
        Error::FaultyRecord(wrong) => words.n("record-faulty", wrong.len()),
        Error::FaultyRows(count) => words.n("sheet-faults", count),
        Error::NoReasonGiven => words.t("record-no-reason"),
        Error::RecordChanged => words.t("record-changed"),
        Error::FaultyPack(faults) => words.n("error-faulty-pack", faults.len()),
        Error::CodeNeeded => words.t("error-code-needed"),
        Error::WrongCode => words.t("error-wrong-code"),
        Error::UnknownIdentity => words.t("error-unknown-identity"),
        Error::IdentityTaken => words.t("error-identity-taken"),
        Error::WeakPassword => words.t("error-weak-password"),
        Error::NoAccount => words.t("error-no-account"),
        Error::BadAddress => words.t("error-bad-address"),
        Error::BadUserName => words.t("error-bad-user-name"),
        Error::NoSuchUser(name) => words.with("error-no-such-user", "name", name),
        Error::NoSuchOrganisation(code) => words.with("error-no-such-organisation", "code", code),
        Error::NoSuchGrant(_) => words.t("error-no-such-grant"),
        Error::OfAnother(role) => words.with("error-of-another", "role", words.holder(*role)),
        Error::NotRepeated(_) => words.t("error-not-repeated"),
        Error::KeptApart { held, asked } => words.with2(
            "error-kept-apart",
            ("held", &words.holder(*held)),
            ("asked", &words.holder(*asked)),
        ),
        Error::NotYoursToLend => words.t("error-not-yours-to-lend"),
        Error::NoSuchTerm => words.t("error-no-such-term"),
        Error::OwnGrant => words.t("error-own-grant"),
        Error::EndsBeforeItBegins => words.t("error-ends-before"),
        Error::FaultyOrganisations(faults) => words.n("error-faulty-organisations", faults.0.len()),
        Error::NotReorganised(why) => words.not_reorganised(why),
        Error::NotAssignable(why) => words.not_assignable(why),
        Error::NotPlanned(why) => words.not_planned(why),
        Error::NotIssuable(why) => words.not_issuable(why),
        Error::NotIssued => words.t("issue-none"),
        Error::NotPublishable(why) => words.not_publishable(*why),
        Error::NotAmendable(why) => words.not_amendable(why),
        Error::AmendmentChanged => words.t("amendment-changed"),
        Error::NoReason => words.t("principle-no-reason"),
        Error::NothingToAccept(_) => words.t("accept-nothing"),
        Error::NotACycle(why) => words.not_a_cycle(*why),
        Error::CycleOpen(period) => words.with("cycle-open", "period", period),
        Error::NotDone(why) => words.not_done(why),
        Error::ReportChanged => words.t("report-changed"),
        Error::OrderNotDone(why) => words.order_not_done(why),
        Error::NotExtended(why) => words.not_extended(*why),
        Error::OrderOpen => words.t("order-open"),
        Error::OrderChanged => words.t("order-changed"),
        Error::NoFile => words.t("order-no-file"),
        Error::NotKept(day) => words.with("past-not-kept", "day", day),
        Error::Store(luoshi_store::Error::Past) => words.t("past-not-changed"),
        Error::Store(_)
        | Error::Broken(_)
        | Error::NoSuchMoment(_)
        | Error::ClockGoesBack { .. } => words.t("error-ours"),
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if self.status().is_server_error() {
            tracing::error!(error = ?self, "a page could not be shown");
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

#[derive(Template)]
#[template(path = "errors/show.html")]
struct Show {
    visit: Visit,
    status: u16,
    message: String,
}

/// Puts a page in place of a bare failure; a visitor who has to sign in is sent there.
pub(crate) async fn explain(visit: Visit, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let failure = match response.extensions().get::<Arc<Failure>>() {
        Some(failure) => failure.clone(),
        None if is_bare_refusal(&response) => Arc::new(Failure::NoSuchPage),
        None => return response,
    };
    if matches!(failure.as_ref(), Failure::UseCase(Error::SignInFirst(_) | Error::NoAccount))
        && !visit.partial
    {
        return Redirect::to(&crate::pages::sign_in::address(&visit.path)).into_response();
    }
    let (status, message) = (response.status(), failure.message(&visit.words));
    let content = Show { visit: visit.clone(), status: status.as_u16(), message };
    let title = visit.words.t("error-title");
    let mut page = Page { visit, title, plan: None, content }.with_status(status);
    if let Some(wait) = response.headers().get(RETRY_AFTER) {
        page.headers_mut().insert(RETRY_AFTER, wait.clone());
    }
    page
}

/// An address or a query that an extractor could not read.
fn is_bare_refusal(response: &Response) -> bool {
    let content_type = response.headers().get(axum::http::header::CONTENT_TYPE);
    let bare = content_type.is_none_or(|found| found.as_bytes().starts_with(b"text/plain"));
    response.status().is_client_error() && bare
}

/// Everything that is not in the list of URLs.
pub(crate) async fn no_such_page() -> Failure {
    Failure::NoSuchPage
}
