//! What an administrator does with organisations.

use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use luoshi_delivery::{NotReorganised, OrganisationCode, OrganisationKind, Wording};
use luoshi_service::{self as service, Error};
use serde::Deserialize;

use super::list::{self, Asked, chart, typed};
use super::show;
use crate::failure::Failure;
use crate::visit::Visit;

/// What the forms about an organisation send.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sent {
    pub(super) code: String,
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) short_name: String,
    pub(super) aliases: String,
    pub(super) parent: String,
    pub(super) note: String,
    pub(super) on: String,
    pub(super) successors: String,
    pub(super) group: String,
}

impl Sent {
    fn day(&self) -> Result<Date, Error> {
        Ok(self.on.parse().map_err(|_| NotReorganised::NoDay)?)
    }

    fn short(&self) -> (Option<String>, Vec<String>) {
        (filled(&self.short_name), listed(&self.aliases).map(ToOwned::to_owned).collect())
    }

    async fn wording(&self, visit: &Visit) -> Result<Wording, Failure> {
        let (short_name, aliases) = self.short();
        Ok(Wording {
            name: self.name.trim().to_owned(),
            short_name,
            aliases,
            parent: typed(&chart(visit).await?, &self.parent)?,
            note: filled(&self.note),
        })
    }

    async fn successors(&self, visit: &Visit) -> Result<Vec<OrganisationCode>, Failure> {
        let chart = chart(visit).await?;
        let named = listed(&self.successors).map(|name| typed(&chart, name));
        let named: Vec<_> = named.collect::<Result<_, _>>()?;
        Ok(named.into_iter().flatten().collect())
    }
}

/// What stands in a field; none where nothing does.
fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Names as people put them in a row: 市商务委、市商务局.
fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', '，', ',', '；', ';']).map(str::trim).filter(|name| !name.is_empty())
}

/// `POST /organisations`
pub(crate) async fn found(visit: Visit, Form(sent): Form<Sent>) -> Result<Response, Failure> {
    service::require_keeping(&visit.cx, None).await?;
    match founded(&visit, &sent).await {
        Ok(code) => Ok(Redirect::to(&format!("/organisations/{code}")).into_response()),
        Err(failure) if is_of_the_form(&failure) => {
            let (message, status) = (failure.message(&visit.words), failure.status());
            let page = list::page(visit, Asked::default(), sent, Some(message)).await?;
            Ok(page.with_status(status))
        }
        Err(other) => Err(other),
    }
}

async fn founded(visit: &Visit, sent: &Sent) -> Result<OrganisationCode, Failure> {
    let code: OrganisationCode = sent.code.trim().parse().map_err(|_| bad_code(sent))?;
    let kind = OrganisationKind::parse(&sent.kind).unwrap_or(OrganisationKind::Department);
    let wording = sent.wording(visit).await?;
    service::found_organisation(&visit.cx, (code.clone(), kind), wording, sent.day()?).await?;
    Ok(code)
}

fn bad_code(sent: &Sent) -> Error {
    NotReorganised::BadCode(sent.code.clone()).into()
}

/// `POST /organisations/{code}/reword`
pub(crate) async fn reword(
    visit: Visit,
    Path(code): Path<OrganisationCode>,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    service::require_keeping(&visit.cx, Some(&code)).await?;
    let done = async {
        let wording = sent.wording(&visit).await?;
        Ok(service::reword_organisation(&visit.cx, &code, wording, sent.day()?).await?)
    };
    let done = done.await;
    answer(visit, code, sent, done).await
}

/// `POST /organisations/{code}/names`
pub(crate) async fn names(
    visit: Visit,
    Path(code): Path<OrganisationCode>,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    service::require_keeping(&visit.cx, Some(&code)).await?;
    let done = match sent.day() {
        Ok(on) => service::name_organisation(&visit.cx, &code, sent.short(), on).await,
        Err(no_day) => Err(no_day),
    };
    answer(visit, code, Sent::default(), done.map_err(Into::into)).await
}

/// `POST /organisations/{code}/close`
pub(crate) async fn close(
    visit: Visit,
    Path(code): Path<OrganisationCode>,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    service::require_keeping(&visit.cx, Some(&code)).await?;
    let done = async {
        let after = (sent.successors(&visit).await?, filled(&sent.note));
        Ok(service::close_organisation(&visit.cx, &code, after, sent.day()?).await?)
    };
    let done = done.await;
    answer(visit, code, Sent::default(), done).await
}

/// `POST /organisations/{code}/mirror`
pub(crate) async fn mirror(
    visit: Visit,
    Path(code): Path<OrganisationCode>,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    service::require_keeping(&visit.cx, Some(&code)).await?;
    let done = async {
        let group = typed(&chart(&visit).await?, &sent.group)?;
        let group = group.ok_or(Error::from(NotReorganised::NotMirrored))?;
        let note = filled(&sent.note);
        let pair = (&group, &code);
        Ok(service::mirror_mechanism(&visit.cx, pair, note.as_deref(), sent.day()?).await?)
    };
    let done = done.await;
    answer(visit, code, Sent::default(), done).await
}

/// Back to the organisation's page; with a sentence where something can be put right there.
async fn answer(
    visit: Visit,
    code: OrganisationCode,
    sent: Sent,
    done: Result<(), Failure>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/organisations/{code}")).into_response()),
        Err(failure) if is_of_the_form(&failure) => {
            let (message, status) = (failure.message(&visit.words), failure.status());
            Ok(show::page(visit, &code, (sent, Some(message))).await?.with_status(status))
        }
        Err(other) => Err(other),
    }
}

/// Whether what was refused can be put right in the form.
fn is_of_the_form(failure: &Failure) -> bool {
    let Failure::UseCase(error) = failure else { return false };
    matches!(error, Error::NotReorganised(_) | Error::NoSuchOrganisation(_))
}
