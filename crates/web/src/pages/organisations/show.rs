//! One organisation: what it is called, since when, and its forms for whoever may change it.

use askama::Template;
use axum::extract::Path;
use jiff::civil::Date;
use luoshi_delivery::{Organisation, OrganisationChart, OrganisationCode, OrganisationKind};
use luoshi_service::{self as service, Action, may, owner_in};

use super::act::Sent;
use super::list::{called, chart};
use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "organisations/show.html")]
pub(crate) struct Show {
    visit: Visit,
    on: Date,
    /// As it stands today; the last there was of one that is closed.
    organisation: Organisation,
    history: Vec<Organisation>,
    chart: OrganisationChart,
    typed: Sent,
    message: Option<String>,
}

impl Show {
    fn may_keep(&self) -> bool {
        let owner = owner_in(&self.chart, Some(&self.organisation.code));
        may(&self.visit.cx.actor, Action::KeepOrganisations, &owner)
    }

    fn called<'c>(&'c self, code: &'c OrganisationCode) -> &'c str {
        called(&self.chart, code)
    }

    /// Whether it stands today: what is over is not changed any more.
    fn stands(&self) -> bool {
        self.organisation.stands_on(self.on)
    }

    fn other_names(&self, organisation: &Organisation) -> String {
        let others = organisation.short_name.iter().chain(&organisation.aliases);
        others.map(String::as_str).collect::<Vec<_>>().join("、")
    }

    /// The leading groups whose mechanism it can mirror: those above it, where it is a district or zone.
    fn models(&self) -> Vec<&Organisation> {
        let of_place =
            matches!(self.organisation.kind, OrganisationKind::District | OrganisationKind::Zone);
        let groups = self.chart.all().iter().filter(|it| {
            let line = self.chart.line(&it.code);
            let local = |it: &&Organisation| {
                matches!(it.kind, OrganisationKind::District | OrganisationKind::Zone)
            };
            it.kind == OrganisationKind::LeadingGroup && !line.iter().any(local)
        });
        if of_place { groups.collect() } else { Vec::new() }
    }
}

/// `GET /organisations/{code}`
pub(crate) async fn show(
    visit: Visit,
    Path(code): Path<OrganisationCode>,
) -> Result<Page<Show>, Failure> {
    page(visit, &code, (Sent::default(), None)).await
}

/// The page with its form as it was filled in, and what was wrong with it.
pub(super) async fn page(
    visit: Visit,
    code: &OrganisationCode,
    (sent, message): (Sent, Option<String>),
) -> Result<Page<Show>, Failure> {
    let on = visit.cx.today();
    let history = service::organisation_history(&visit.cx, code).await?;
    let standing = history.iter().find(|it| it.stands_on(on)).or(history.last());
    let no_such = || luoshi_service::Error::NoSuchOrganisation(code.to_string());
    let organisation = standing.cloned().ok_or_else(no_such)?;
    let chart = chart(&visit).await?;
    let title = organisation.shown().to_owned();
    let typed = if message.is_some() && !sent.name.is_empty() {
        sent
    } else {
        written(&organisation, &chart, on)
    };
    let content = Show { visit: visit.clone(), on, organisation, history, chart, typed, message };
    Ok(Page { visit, title, plan: None, content })
}

/// The form as it says what is so today.
fn written(organisation: &Organisation, chart: &OrganisationChart, on: Date) -> Sent {
    let parent = organisation.parent.as_ref().map(|code| called(chart, code).to_owned());
    Sent {
        name: organisation.name.clone(),
        short_name: organisation.short_name.clone().unwrap_or_default(),
        aliases: organisation.aliases.join("、"),
        parent: parent.unwrap_or_default(),
        note: organisation.note.clone().unwrap_or_default(),
        on: on.to_string(),
        ..Sent::default()
    }
}
