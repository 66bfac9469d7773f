use askama::Template;
use axum::extract::Query;
use jiff::civil::Date;
use luoshi_delivery::{
    Branch, Organisation, OrganisationChart, OrganisationCode, OrganisationKind,
};
use luoshi_service::{self as service, Action, Error, may_somewhere};
use serde::Deserialize;

use super::act::Sent;
use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;

/// The day and the words as they stand in the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    on: String,
    #[serde(default)]
    words: String,
}

#[derive(Template)]
#[template(path = "organisations/list.html")]
pub(crate) struct List {
    visit: Visit,
    asked: Asked,
    on: Date,
    chart: OrganisationChart,
    typed: Sent,
    message: Option<String>,
}

/// An organisation of the tree with those under it.
#[derive(Template)]
#[template(path = "organisations/_branch.html")]
struct Twig<'c> {
    visit: &'c Visit,
    branch: &'c Branch<'c>,
}

impl<'c> Twig<'c> {
    fn twig(&self, branch: &'c Branch<'c>) -> Self {
        Self { visit: self.visit, branch }
    }
}

impl List {
    fn twig<'c>(&'c self, branch: &'c Branch<'c>) -> Twig<'c> {
        Twig { visit: &self.visit, branch }
    }

    fn may_found(&self) -> bool {
        may_somewhere(&self.visit.cx.actor, Action::KeepOrganisations)
    }

    /// Whether the form for a new organisation says that it is of that kind.
    fn is_kind(&self, kind: OrganisationKind) -> bool {
        OrganisationKind::parse(&self.typed.kind).unwrap_or(OrganisationKind::Department) == kind
    }

    /// What the words find; none while nothing is searched for.
    fn found(&self) -> Option<Vec<&Organisation>> {
        let words = self.asked.words.trim();
        (!words.is_empty()).then(|| self.chart.search(words))
    }

    /// The organisation a code stands for, as pages print it: on another day it may have been called
    /// otherwise, or not have been there.
    fn shown<'c>(&'c self, code: &'c OrganisationCode) -> &'c str {
        self.chart.called(code)
    }
}

/// `GET /organisations`
pub(crate) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<List>, Failure> {
    page(visit, asked, Sent::default(), None).await
}

/// The tree, with the form for a new organisation as it was filled in and what was wrong with it.
pub(super) async fn page(
    visit: Visit,
    asked: Asked,
    typed: Sent,
    message: Option<String>,
) -> Result<Page<List>, Failure> {
    let on = asked.on.parse().unwrap_or_else(|_| visit.cx.today());
    let chart = service::organisations(&visit.cx, on).await?;
    let title = visit.words.t("organisations-title");
    let content = List { visit: visit.clone(), asked, on, chart, typed, message };
    Ok(Page { visit, title, plan: None, content })
}

/// The organisations of today, for names and for forms.
pub(crate) async fn chart(visit: &Visit) -> Result<OrganisationChart, Failure> {
    Ok(service::organisations(&visit.cx, visit.cx.today()).await?)
}

/// The organisation somebody typed: by code or by any name that means one; none where nothing stands.
pub(crate) fn typed(
    chart: &OrganisationChart,
    text: &str,
) -> Result<Option<OrganisationCode>, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let by_code = text.parse().ok().and_then(|code| chart.get(&code));
    let found = by_code.or_else(|| chart.the_only(text));
    let found = found.ok_or_else(|| Error::NoSuchOrganisation(text.to_owned()))?;
    Ok(Some(found.code.clone()))
}

/// How an organisation is called today, or was called last.
pub(crate) fn called<'c>(chart: &'c OrganisationChart, code: &'c OrganisationCode) -> &'c str {
    chart.called(code)
}
