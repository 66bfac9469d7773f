use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_service::{self as service, Error, FirstPassword, Grant, NewUser, Role};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::list::{self, NewOne};
use super::show::{self, Told};
use super::{chart, typed};
use crate::failure::Failure;
use crate::visit::Visit;

/// What the form for a role sends.
#[derive(Debug, Deserialize)]
pub(crate) struct NewGrant {
    role: String,
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
}

impl NewGrant {
    fn read(
        &self,
        visit: &Visit,
        organisation: Option<luoshi_delivery::OrganisationCode>,
    ) -> Grant {
        Grant {
            role: Role::parse(&self.role).unwrap_or(Role::Reporter),
            organisation,
            from: self.from.parse().unwrap_or_else(|_| visit.cx.today()),
            until: self.until.parse().ok(),
        }
    }
}

/// `POST /users`: the new user's page, with the password for the first time.
pub(crate) async fn create(visit: Visit, Form(sent): Form<NewOne>) -> Result<Response, Failure> {
    let password = service::fresh_password()?;
    match create_user(&visit, &sent, &password).await {
        Ok(()) => {
            let told = Told::Password { word: "user-created", password };
            Ok(show::page(visit, &sent.name, told).await?.into_response())
        }
        Err(error) if is_of_the_form(&error) => {
            let failure = Failure::UseCase(error);
            let message = Some(failure.message(&visit.words));
            Ok(list::page(visit, sent, message).await?.with_status(failure.status()))
        }
        Err(other) => Err(other.into()),
    }
}

async fn create_user(visit: &Visit, sent: &NewOne, password: &str) -> Result<(), Error> {
    let all = service::organisations(&visit.cx, visit.cx.today()).await?;
    let user = NewUser {
        name: sent.name.trim().to_owned(),
        display_name: sent.display_name.clone(),
        organisation: typed(&all, &sent.organisation)?,
    };
    service::create_user(&visit.cx, &user, FirstPassword::ToBeChanged(password)).await
}

/// `POST /users/{name}/grants`
pub(crate) async fn grant(
    visit: Visit,
    Path(name): Path<String>,
    Form(sent): Form<NewGrant>,
) -> Result<Response, Failure> {
    let organisation = typed(&chart(&visit).await?, &sent.organisation);
    let granted = match organisation {
        Ok(code) => service::grant_role(&visit.cx, &name, &sent.read(&visit, code)).await,
        Err(unknown) => Err(unknown),
    };
    answer(visit, &name, granted.map(|_| ())).await
}

/// `POST /users/{name}/grants/{grant}/revoke`
pub(crate) async fn revoke(
    visit: Visit,
    Path((name, grant)): Path<(String, u32)>,
) -> Result<Response, Failure> {
    let revoked = service::revoke_role(&visit.cx, &name, grant).await;
    answer(visit, &name, revoked).await
}

/// `POST /users/{name}/unlock`
pub(crate) async fn unlock(visit: Visit, Path(name): Path<String>) -> Result<Response, Failure> {
    let unlocked = service::unlock_user(&visit.cx, &name).await;
    answer(visit, &name, unlocked).await
}

/// `POST /users/{name}/sign-out`
pub(crate) async fn sign_out(visit: Visit, Path(name): Path<String>) -> Result<Response, Failure> {
    let ended = service::sign_out_user(&visit.cx, &name).await;
    answer(visit, &name, ended.map(|_| ())).await
}

/// `POST /users/{name}/reset`: the user's page, with another password for the first time.
pub(crate) async fn reset(visit: Visit, Path(name): Path<String>) -> Result<Response, Failure> {
    let password = service::fresh_password()?;
    match service::reset_user(&visit.cx, &name, &password).await {
        Ok(()) => {
            let told = Told::Password { word: "user-reset-done", password };
            Ok(show::page(visit, &name, told).await?.into_response())
        }
        refused => answer(visit, &name, refused).await,
    }
}

/// What the form for forgetting a user sends.
#[derive(Debug, Deserialize)]
pub(crate) struct Forgotten {
    #[serde(default)]
    again: String,
}

/// `POST /users/{name}/forget`
pub(crate) async fn forget(
    visit: Visit,
    Path(name): Path<String>,
    Form(sent): Form<Forgotten>,
) -> Result<Response, Failure> {
    match service::forget_user(&visit.cx, &name, &sent.again).await {
        Ok(()) => Ok(Redirect::to("/users").into_response()),
        refused => answer(visit, &name, refused).await,
    }
}

/// Back to the user's page; with a sentence where something was refused that can be put right there.
async fn answer(visit: Visit, name: &str, done: Result<(), Error>) -> Result<Response, Failure> {
    match done {
        Ok(()) => {
            let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
            Ok(Redirect::to(&format!("/users/{name}")).into_response())
        }
        Err(error) if is_of_the_form(&error) => {
            let failure = Failure::UseCase(error);
            let told = Told::Refused(failure.message(&visit.words));
            Ok(show::page(visit, name, told).await?.with_status(failure.status()))
        }
        Err(other) => Err(other.into()),
    }
}

/// Whether what was refused can be put right in the form.
fn is_of_the_form(error: &Error) -> bool {
    matches!(
        error,
        Error::NameTaken(_)
            | Error::BadUserName
            | Error::NoSuchOrganisation(_)
            | Error::NoSuchGrant(_)
            | Error::KeptApart { .. }
            | Error::OfAnother(_)
            | Error::NotRepeated(_)
            | Error::OwnGrant
            | Error::EndsBeforeItBegins
    )
}
