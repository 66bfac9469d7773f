use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_delivery::{MailWish, NoticeKind, Rhythm};
use luoshi_service::{self as service, Error};

use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;
use crate::words::Language;

#[derive(Template)]
#[template(path = "notices/mail.html")]
pub(crate) struct Mail {
    visit: Visit,
    wish: MailWish,
    message: Option<String>,
}

impl Mail {
    /// Every kind with whether it is mailed at once.
    fn kinds(&self) -> impl Iterator<Item = (NoticeKind, bool)> {
        NoticeKind::ALL.into_iter().map(|kind| (kind, self.wish.at_once.contains(&kind)))
    }

    fn address(&self) -> &str {
        self.wish.address.as_deref().unwrap_or_default()
    }
}

/// `GET /notices/mail`
pub(crate) async fn form(visit: Visit) -> Result<Page<Mail>, Failure> {
    let wish = service::mail_wish(&visit.cx).await?;
    Ok(page(visit, wish, None))
}

/// `POST /notices/mail`. A form of several boxes of one name is read pair by pair.
pub(crate) async fn save(
    visit: Visit,
    axum::Form(sent): axum::Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let of = |name: &str| sent.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
    let kinds = sent.iter().filter(|(key, _)| key == "at_once");
    let language = of("language").and_then(Language::parse).unwrap_or(visit.words.language());
    let wish = MailWish {
        address: of("address").filter(|text| !text.is_empty()).map(str::to_owned),
        rhythm: of("rhythm").and_then(Rhythm::parse).unwrap_or_default(),
        at_once: kinds.filter_map(|(_, value)| NoticeKind::parse(value)).collect(),
        language: language.code().to_owned(),
    };
    match service::save_mail_wish(&visit.cx, &wish).await {
        Ok(()) => Ok(Redirect::to("/notices").into_response()),
        Err(error @ Error::BadAddress) => {
            let message = Some(Failure::UseCase(error).message(&visit.words));
            Ok(page(visit, wish, message).with_status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other.into()),
    }
}

fn page(visit: Visit, wish: MailWish, message: Option<String>) -> Page<Mail> {
    let title = visit.words.t("mail-title");
    Page { title, plan: None, content: Mail { visit: visit.clone(), wish, message }, visit }
}
