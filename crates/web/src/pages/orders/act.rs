use axum::Form;
use axum::extract::{Multipart, Path};
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_delivery::{ExtensionCode, Given, Ground, OrderAction, OrderNumber};
use luoshi_service::{self as service, EVIDENCE_LIMIT, Error};
use serde::Deserialize;

use super::show::page;
use crate::failure::Failure;
use crate::upload::{Sent, receive};
use crate::visit::Visit;

/// What the forms of an order send.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Filled {
    #[serde(default)]
    seen: String,
    #[serde(default)]
    said: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    ground: String,
}

/// `POST /orders/{number}/{action}`
pub(crate) async fn act(
    visit: Visit,
    Path((number, action)): Path<(OrderNumber, String)>,
    Form(filled): Form<Filled>,
) -> Result<Response, Failure> {
    let action = OrderAction::parse(&action).ok_or(Failure::NoSuchPage)?;
    let given = Given {
        said: filled.said.trim().replace("\r\n", "\n"),
        until: filled.until.parse().ok(),
        code: ExtensionCode::parse(&filled.code),
        ground: Ground::parse(&filled.ground),
        file: None,
    };
    let seen = filled.seen.parse().ok();
    let done = service::act_on_order(&visit.cx, number, seen, action, given).await;
    answer(visit, number, done).await
}

/// `POST /orders/{number}/evidence`
pub(crate) async fn attach(
    visit: Visit,
    Path(number): Path<OrderNumber>,
    form: Multipart,
) -> Result<Response, Failure> {
    let limit = EVIDENCE_LIMIT;
    let done = match receive(form, limit).await {
        Sent::File(file, _) => {
            let file = (file.file_name, file.bytes);
            service::attach_to_order(&visit.cx, number, file).await
        }
        Sent::TooLarge { file_name } => Err(Error::TooLarge { file_name, limit }),
        Sent::Nothing | Sent::BrokenOff => {
            Err(service::may_attach(&visit.cx, number).await.err().unwrap_or(Error::NoFile))
        }
    };
    answer(visit, number, done).await
}

/// Back to the page; with a sentence where something was refused that can be put right there.
async fn answer(
    visit: Visit,
    number: OrderNumber,
    done: Result<(), Error>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/orders/{}", number.plain())).into_response()),
        Err(
            error @ (Error::OrderNotDone(_)
            | Error::OrderChanged
            | Error::NoFile
            | Error::TooLarge { .. }),
        ) => {
            let failure = Failure::UseCase(error);
            let (status, message) = (failure.status(), failure.message(&visit.words));
            Ok(page(visit, number, Some(message)).await?.with_status(status))
        }
        Err(other) => Err(other.into()),
    }
}
