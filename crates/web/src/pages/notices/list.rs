use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::Redirect;
use luoshi_delivery::{News, Notice, NoticeKind};
use luoshi_service as service;
use serde::Deserialize;

use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "notices/list.html")]
pub(crate) struct List {
    visit: Visit,
    notices: Vec<Notice>,
}

impl List {
    /// Up to which notice all would be read; none where they are.
    fn unread_through(&self) -> Option<u32> {
        self.notices.iter().find(|notice| notice.read_at.is_none()).map(|notice| notice.id)
    }

    /// Where the list goes on.
    fn older(&self) -> Option<u32> {
        let is_full = self.notices.len() == service::NOTICES_AT_ONCE as usize;
        self.notices.last().filter(|_| is_full).map(|notice| notice.id)
    }
}

/// Which notices are asked for.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    before: Option<u32>,
}

/// What the form sends that marks notices as read.
#[derive(Debug, Deserialize)]
pub(crate) struct Through {
    through: u32,
}

/// `GET /notices`
pub(crate) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<List>, Failure> {
    let notices = service::notices(&visit.cx, asked.before).await?;
    let title = visit.words.t("notices-title");
    Ok(Page { title, plan: None, content: List { visit: visit.clone(), notices }, visit })
}

/// `POST /notices/read`
pub(crate) async fn read(visit: Visit, Form(sent): Form<Through>) -> Result<Redirect, Failure> {
    service::read_notices(&visit.cx, sent.through).await?;
    Ok(Redirect::to("/notices"))
}

/// `GET /notices/{notice}`: to what it tells of; from now on it is read.
pub(crate) async fn open(visit: Visit, Path(id): Path<u32>) -> Result<Redirect, Failure> {
    let notice = service::read_notice(&visit.cx, id).await?.ok_or(Failure::NoSuchPage)?;
    Ok(Redirect::to(&address(&notice.news)))
}

/// Where what it tells of is seen.
pub(crate) fn address(news: &News) -> String {
    let News { kind, plan, period, task, .. } = news;
    if let Some(order) = news.order {
        return format!("/orders/{}", order.plain());
    }
    match (plan, period, task) {
        (Some(plan), Some(period), Some(task)) => {
            format!("/plans/{plan}/tasks/{task}/reports#{period}")
        }
        (Some(plan), Some(period), None) => format!("/plans/{plan}/cycles/{period}"),
        (Some(plan), None, Some(task)) => format!("/plans/{plan}/tasks/{task}/delays"),
        (Some(plan), None, None) => format!("/plans/{plan}/assignment"),
        (None, ..) if *kind == NoticeKind::Delegated => "/account".to_owned(),
        (None, ..) => "/desk".to_owned(),
    }
}
