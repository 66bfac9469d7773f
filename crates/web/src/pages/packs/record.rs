use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_packs::{Field, Wrong};
use luoshi_service::{self as service, Action, Error, KeptRegister, RecordHistory, Typed, What};
use luoshi_store::{RecordChange, StoredRecord};

use super::form::{BESIDE, Question, SURENESS, Sent, of_no_field, told};
use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;

/// A record's address: pack, register, number.
type Place = Path<(String, String, i64)>;

#[derive(Template)]
#[template(path = "packs/record.html")]
pub(crate) struct Show {
    visit: Visit,
    kept: KeptRegister,
    history: RecordHistory,
}

impl Show {
    fn address(&self) -> String {
        address(&self.kept)
    }

    fn newest(&self) -> &StoredRecord {
        &self.history.versions[0] // A history has at least one.
    }

    /// What the actor sees of a version: each field with its text.
    fn told(&self, version: &StoredRecord) -> Vec<(&Field, String)> {
        let shown = self.kept.shown(&self.visit.cx);
        let fields = shown.into_iter().map(|at| {
            let field = &self.kept.register().fields[at];
            (field, told(field, &version.record.cells[at], &self.visit.words))
        });
        fields.collect()
    }

    /// What a version says otherwise than the one before it: the field, before, after.
    fn changed(&self, version: &StoredRecord) -> Vec<(&Field, String, String)> {
        let before = self.history.versions.iter().find(|it| it.version == version.version - 1);
        let Some(before) = before else { return Vec::new() };
        let pairs = self.told(before).into_iter().zip(self.told(version));
        let changed = pairs.filter(|((_, before), (_, after))| before != after);
        changed.map(|((field, before), (_, after))| (field, before, after)).collect()
    }

    /// What was done by hand to make a version, or to end it.
    fn acts(&self, version: &StoredRecord) -> Vec<&RecordChange> {
        self.history.changes.iter().filter(|it| it.version == version.version).collect()
    }

    fn source<'s>(&'s self, version: &'s StoredRecord) -> Option<&'s str> {
        let id = version.record.source.as_deref()?;
        Some(self.kept.pack.source(id).map_or(id, |source| &source.title))
    }

    fn is_in_force(&self) -> bool {
        self.newest().replaced_at.is_none()
    }

    fn may_change(&self) -> bool {
        self.is_in_force() && self.kept.may(&self.visit.cx, Action::KeepRegister)
    }
}

/// `GET /packs/{pack}/{register}/{record}`
pub(crate) async fn show(visit: Visit, place: Place) -> Result<Page<Show>, Failure> {
    let Path((pack, name, number)) = place;
    let (kept, history) = service::record_history(&visit.cx, &pack, &name, number).await?;
    let key = kept.register().key_text(&history.versions[0].record);
    let title = format!("{key} · {}", visit.words.pick(&kept.register().title));
    let content = Show { visit: visit.clone(), kept, history };
    Ok(Page { visit, title, plan: None, content })
}

#[derive(Template)]
#[template(path = "packs/form.html")]
pub(crate) struct RecordForm {
    visit: Visit,
    kept: KeptRegister,
    /// The record that is corrected and its version; none for a new one.
    seen: Option<(i64, i64)>,
    sent: Sent,
    wrong: Vec<Wrong>,
    message: Option<String>,
}

impl RecordForm {
    fn address(&self) -> String {
        address(&self.kept)
    }

    fn questions(&self) -> Vec<Question<'_>> {
        let fields = self.kept.register().fields.iter();
        Question::all(fields, &self.sent, &self.wrong, &self.visit.words)
    }

    /// What is wrong with a line that stands beside the register's own fields.
    fn wrong_beside(&self, name: &str) -> Option<String> {
        let about = self.wrong.iter().find(|wrong| wrong.field() == Some(name));
        about.map(|wrong| self.visit.words.wrong(wrong))
    }

    fn other_wrongs(&self) -> Vec<String> {
        let fields = self.kept.register().fields.iter().map(Field::name).chain(BESIDE);
        of_no_field(&self.wrong, &fields.collect::<Vec<_>>(), &self.visit.words)
    }

    /// How sure one can say one is, with the word and whether it is chosen.
    fn sureness(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = self.sent.get("sureness");
        let all = SURENESS.into_iter().map(|sureness| {
            let word = self.visit.words.how_sure(sureness);
            (sureness.name(), word, chosen == sureness.name())
        });
        all.collect()
    }
}

async fn form(
    visit: Visit,
    kept: KeptRegister,
    seen: Option<(i64, i64)>,
    (sent, wrong, message): (Sent, Vec<Wrong>, Option<String>),
) -> Result<Page<RecordForm>, Failure> {
    kept.require_keeper(&visit.cx)?;
    let word = if seen.is_some() { "record-correct" } else { "record-new" };
    let title = format!("{} · {}", visit.words.t(word), visit.words.pick(&kept.register().title));
    let content = RecordForm { visit: visit.clone(), kept, seen, sent, wrong, message };
    Ok(Page { visit, title, plan: None, content })
}

/// `GET /packs/{pack}/{register}/new`
pub(crate) async fn new(
    visit: Visit,
    Path((pack, name)): Path<(String, String)>,
) -> Result<Page<RecordForm>, Failure> {
    let kept = service::register(&visit.cx, &pack, &name).await?;
    form(visit, kept, None, Default::default()).await
}

/// `POST /packs/{pack}/{register}`
pub(crate) async fn add(
    visit: Visit,
    Path((pack, name)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    let kept = service::register(&visit.cx, &pack, &name).await?;
    kept.require_keeper(&visit.cx)?;
    let added = match sent.record(&kept) {
        Ok(record) => service::add_record(&visit.cx, &kept, &record).await,
        Err(wrong) => Err(Error::FaultyRecord(wrong)),
    };
    match added {
        Ok(number) => Ok(Redirect::to(&format!("{}/{number}", address(&kept))).into_response()),
        Err(error) => refused(visit, kept, None, (sent, error)).await,
    }
}

/// `GET /packs/{pack}/{register}/{record}/edit`
pub(crate) async fn edit(visit: Visit, place: Place) -> Result<Page<RecordForm>, Failure> {
    let Path((pack, name, number)) = place;
    let (kept, history) = service::record_history(&visit.cx, &pack, &name, number).await?;
    let newest = history.versions.first().filter(|it| it.replaced_at.is_none());
    let newest = newest.ok_or(Error::NotFound(What::InPack))?;
    let sent = Sent::from_record(&kept, &newest.record);
    let seen = Some((number, newest.version));
    form(visit, kept, seen, (sent, Vec::new(), None)).await
}

/// `POST /packs/{pack}/{register}/{record}`
pub(crate) async fn correct(
    visit: Visit,
    Path((pack, name, number)): Place,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    let kept = service::register(&visit.cx, &pack, &name).await?;
    kept.require_keeper(&visit.cx)?;
    let seen = (number, sent.get("seen").parse().unwrap_or_default());
    let reason = sent.get("reason").to_owned();
    let done = match sent.record(&kept) {
        Ok(record) => {
            let typed = Typed { record, reason };
            service::correct_record(&visit.cx, &kept, seen, &typed).await
        }
        Err(wrong) => Err(Error::FaultyRecord(wrong)),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("{}/{number}", address(&kept))).into_response()),
        Err(error) => refused(visit, kept, Some(seen), (sent, error)).await,
    }
}

/// `POST /packs/{pack}/{register}/{record}/withdraw`
pub(crate) async fn withdraw(
    visit: Visit,
    Path((pack, name, number)): Place,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    let kept = service::register(&visit.cx, &pack, &name).await?;
    let seen = (number, sent.get("seen").parse().unwrap_or_default());
    let reason = sent.get("reason");
    match service::withdraw_record(&visit.cx, &kept, seen, reason).await {
        Ok(()) => Ok(Redirect::to(&format!("{}/{number}", address(&kept))).into_response()),
        Err(error @ (Error::FaultyRecord(_) | Error::NoReasonGiven)) => {
            let (_, history) = service::record_history(&visit.cx, &pack, &name, number).await?;
            let mut kept_text = Sent::from_record(&kept, &history.versions[0].record);
            kept_text.set("reason", reason);
            refused(visit, kept, Some(seen), (kept_text, error)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// The form again, with what was typed and what is wrong with it.
async fn refused(
    visit: Visit,
    kept: KeptRegister,
    seen: Option<(i64, i64)>,
    (sent, error): (Sent, Error),
) -> Result<Response, Failure> {
    if !matches!(error, Error::FaultyRecord(_) | Error::RecordChanged | Error::NoReasonGiven) {
        return Err(error.into());
    }
    let failure = Failure::UseCase(error);
    let (status, message): (StatusCode, String) = (failure.status(), failure.message(&visit.words));
    let Failure::UseCase(error) = failure else { return Err(failure) };
    let wrong = if let Error::FaultyRecord(wrong) = error { wrong } else { Vec::new() };
    let page = form(visit, kept, seen, (sent, wrong, Some(message))).await?;
    Ok(page.with_status(status))
}

fn address(kept: &KeptRegister) -> String {
    format!("/packs/{}/{}", kept.pack.name(), kept.register().name)
}
