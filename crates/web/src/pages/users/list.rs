use askama::Template;
use luoshi_delivery::{OrganisationChart, OrganisationCode};
use luoshi_service::{self as service, Action, Person, may_somewhere};

use super::{called, chart};
use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;

/// What was typed into the form for a new user.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(crate) struct NewOne {
    pub(super) name: String,
    pub(super) display_name: String,
    #[serde(default)]
    pub(super) organisation: String,
}

#[derive(Template)]
#[template(path = "users/list.html")]
pub(crate) struct List {
    visit: Visit,
    people: Vec<Person>,
    chart: OrganisationChart,
    typed: NewOne,
    message: Option<String>,
}

impl List {
    fn may_create(&self) -> bool {
        may_somewhere(&self.visit.cx.actor, Action::CreateUser)
    }

    fn called<'c>(&'c self, code: &'c OrganisationCode) -> &'c str {
        called(&self.chart, code)
    }
}

/// `GET /users`
pub(crate) async fn list(visit: Visit) -> Result<Page<List>, Failure> {
    page(visit, NewOne::default(), None).await
}

/// The list with a form as it was filled in, and what was wrong with it.
pub(super) async fn page(
    visit: Visit,
    typed: NewOne,
    message: Option<String>,
) -> Result<Page<List>, Failure> {
    let people = service::people(&visit.cx).await?;
    let (chart, title) = (chart(&visit).await?, visit.words.t("users-title"));
    let content = List { visit: visit.clone(), people, chart, typed, message };
    Ok(Page { visit, title, plan: None, content })
}
