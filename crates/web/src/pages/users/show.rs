use askama::Template;
use axum::extract::Path;
use jiff::civil::Date;
use luoshi_delivery::{OrganisationChart, OrganisationCode};
use luoshi_service::{
    self as service, Action, Delegation, Person, Role, StoredGrant, may, may_somewhere,
};

use super::{called, chart};
use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;

/// What stands above the person: what was done, or what was refused.
pub(super) enum Told {
    Nothing,
    /// A password for the first time, shown once, under the sentence of that key.
    Password {
        word: &'static str,
        password: String,
    },
    Refused(String),
}

#[derive(Template)]
#[template(path = "users/show.html")]
pub(crate) struct Show {
    visit: Visit,
    on: Date,
    person: Person,
    chart: OrganisationChart,
    /// The delegations they made or were given.
    delegations: Vec<Delegation>,
    told: Told,
}

impl Show {
    fn may_unlock(&self) -> bool {
        may(&self.visit.cx.actor, Action::UnlockUser, &self.person.owner)
    }

    fn may_reset(&self) -> bool {
        may(&self.visit.cx.actor, Action::ResetUser, &self.person.owner)
    }

    /// Whether to offer forgetting them: nobody oneself.
    fn may_forget(&self) -> bool {
        may(&self.visit.cx.actor, Action::ForgetUser, &self.person.owner)
            && self.visit.cx.actor.name() != self.person.name()
    }

    fn may_sign_out(&self) -> bool {
        may(&self.visit.cx.actor, Action::SignOutUser, &self.person.owner)
    }

    /// Whether to offer giving and taking roles: nobody's own.
    fn may_grant(&self) -> bool {
        may_somewhere(&self.visit.cx.actor, Action::GrantRole)
            && self.visit.cx.actor.name() != self.person.name()
    }

    fn called<'c>(&'c self, code: &'c OrganisationCode) -> &'c str {
        called(&self.chart, code)
    }

    /// The grants that are not over, with whether they hold today.
    fn grants(&self) -> Vec<(&StoredGrant, bool)> {
        let grants = self.person.grants.iter();
        let lasting = grants.filter(|it| it.grant.until.is_none_or(|until| self.on <= until));
        lasting.map(|it| (it, it.grant.holds_on(self.on))).collect()
    }
}

/// `GET /users/{name}`
pub(crate) async fn show(visit: Visit, Path(name): Path<String>) -> Result<Page<Show>, Failure> {
    page(visit, &name, Told::Nothing).await
}

pub(super) async fn page(visit: Visit, name: &str, told: Told) -> Result<Page<Show>, Failure> {
    let person = service::find_person(&visit.cx, name).await?;
    let (chart, title) = (chart(&visit).await?, person.display_name().to_owned());
    let delegations = service::delegations_of(&visit.cx, name).await?;
    let content =
        Show { delegations, on: visit.cx.today(), visit: visit.clone(), person, chart, told };
    Ok(Page { visit, title, plan: None, content })
}
