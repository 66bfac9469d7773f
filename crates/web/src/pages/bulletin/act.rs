use std::collections::HashMap;

use askama::Template;
use axum::Form as Sent;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use luoshi_delivery::{Bulletin, BulletinText, Period, Plan, PlanId};
use luoshi_service::{self as service, Action, Error};
use serde::Deserialize;

use super::compose::text;
use super::show::page;
use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::visit::Visit;

/// Of which cycle.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    period: String,
}

/// `POST /plans/{plan}/bulletins`: the first version, out of the figures.
pub(crate) async fn compose(
    visit: Visit,
    Path(id): Path<PlanId>,
    Sent(wanted): Sent<Wanted>,
) -> Result<Response, Failure> {
    service::require(&visit.cx.actor, Action::ComposeBulletin)?;
    let period: Period = wanted.period.parse().map_err(|_| Failure::NoSuchPage)?;
    let figures = service::bulletin_figures(&visit.cx, id, period).await?;
    let text = text(visit.words, &figures, visit.cx.today());
    service::compose_bulletin(&visit.cx, id, period, text).await?;
    Ok(Redirect::to(&format!("/plans/{id}/bulletins/{period}/edit")).into_response())
}

#[derive(Template)]
#[template(path = "bulletins/edit.html")]
pub(crate) struct Edit {
    visit: Visit,
    plan: Plan,
    bulletin: Bulletin,
    message: Option<String>,
}

/// `GET /plans/{plan}/bulletins/{period}/edit`
pub(crate) async fn edit(
    visit: Visit,
    Path((id, period)): Path<(PlanId, Period)>,
) -> Result<Page<Edit>, Failure> {
    service::require(&visit.cx.actor, Action::ComposeBulletin)?;
    let bulletin = service::bulletin(&visit.cx, id, period).await?;
    edit_page(visit, id, bulletin, None).await
}

async fn edit_page(
    visit: Visit,
    id: PlanId,
    bulletin: Bulletin,
    message: Option<String>,
) -> Result<Page<Edit>, Failure> {
    let plan = service::plan(&visit.cx, id).await?;
    let title = format!("{} · {}", visit.words.t("bulletin-edit"), bulletin.text.title);
    let tabs = Tabs::new(&plan, Tab::Bulletins);
    Ok(Page {
        content: Edit { visit: visit.clone(), plan, bulletin, message },
        visit,
        title,
        plan: tabs,
    })
}

/// `POST /plans/{plan}/bulletins/{period}/edit`: saves the words; with `act=refresh`, figures are computed anew as well.
pub(crate) async fn save(
    visit: Visit,
    Path((id, period)): Path<(PlanId, Period)>,
    Sent(form): Sent<HashMap<String, String>>,
) -> Result<Response, Failure> {
    service::require(&visit.cx.actor, Action::ComposeBulletin)?;
    let mut bulletin = service::bulletin(&visit.cx, id, period).await?;
    let seen = form.get("seen").and_then(|seen| seen.parse().ok()).unwrap_or_default();
    let mut typed = typed(&bulletin.text, &form);
    let refreshes = form.get("act").is_some_and(|act| act == "refresh");
    if refreshes {
        let figures = service::bulletin_figures(&visit.cx, id, period).await?;
        typed.refresh(&text(visit.words, &figures, visit.cx.today()));
    }
    match service::edit_bulletin(&visit.cx, id, period, seen, typed.clone()).await {
        Ok(()) => {
            let then = if refreshes { "/edit" } else { "" };
            Ok(Redirect::to(&format!("/plans/{id}/bulletins/{period}{then}")).into_response())
        }
        Err(error @ Error::NotPublishable(_)) => {
            // What was typed is kept on the page.
            let failure = Failure::UseCase(error);
            let (status, message) = (failure.status(), failure.message(&visit.words));
            bulletin.text = typed;
            Ok(edit_page(visit, id, bulletin, Some(message)).await?.with_status(status))
        }
        Err(other) => Err(other.into()),
    }
}

/// What was typed in place of what a version says; figures stay.
fn typed(before: &BulletinText, form: &HashMap<String, String>) -> BulletinText {
    let of = |key: &str, before: &str| {
        form.get(key).map_or(before, |it| it.trim()).replace("\r\n", "\n")
    };
    let mut text = before.clone();
    for (key, field) in [
        ("issuer", &mut text.issuer),
        ("number", &mut text.number),
        ("title", &mut text.title),
        ("addressees", &mut text.addressees),
        ("opening", &mut text.opening),
        ("signature", &mut text.signature),
        ("date", &mut text.date),
        ("copied_to", &mut text.copied_to),
    ] {
        *field = of(key, field);
    }
    for section in &mut text.sections {
        section.heading = of(&format!("heading-{}", section.kind.name()), &section.heading);
        section.text = of(&format!("text-{}", section.kind.name()), &section.text);
    }
    text
}

/// Which version was seen.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Seen {
    #[serde(default)]
    seen: u32,
}

/// `POST /plans/{plan}/bulletins/{period}/publish`
pub(crate) async fn publish(
    visit: Visit,
    Path((id, period)): Path<(PlanId, Period)>,
    Sent(seen): Sent<Seen>,
) -> Result<Response, Failure> {
    match service::publish_bulletin(&visit.cx, id, period, seen.seen).await {
        Ok(()) => Ok(Redirect::to(&format!("/plans/{id}/bulletins/{period}")).into_response()),
        Err(error @ Error::NotPublishable(_)) => {
            let failure = Failure::UseCase(error);
            let (status, message) = (failure.status(), failure.message(&visit.words));
            Ok(page(visit, id, period, Some(message)).await?.with_status(status))
        }
        Err(other) => Err(other.into()),
    }
}
