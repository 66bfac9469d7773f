//! The desk 工作台: what waits for whoever is signed in.

use askama::Template;
use jiff::civil::Date;
use luoshi_delivery::{Matter, OrganisationCode, TimeLeft, Waiting};
use luoshi_service::{self as service, Desk};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::failure::Failure;
use crate::page::Page;
use crate::pages::organisations::called;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "desk/show.html")]
pub(crate) struct Show {
    visit: Visit,
    on: Date,
    desk: Desk,
}

impl Show {
    /// Every matter with its address and how much time is left.
    fn lines(&self) -> impl Iterator<Item = (&Matter, String, Option<TimeLeft>)> {
        self.desk.matters.iter().map(|it| (it, address(it), it.time_left(self.on)))
    }

    fn called<'c>(&'c self, code: &'c OrganisationCode) -> &'c str {
        called(&self.desk.chart, code)
    }

    /// How many of them are late or due within two working days.
    fn pressing(&self) -> usize {
        let left = self.desk.matters.iter().filter_map(|it| it.time_left(self.on));
        left.filter(|left| left.is_pressing()).count()
    }
}

/// `GET /desk`
pub(crate) async fn show(visit: Visit) -> Result<Page<Show>, Failure> {
    let desk = service::desk(&visit.cx).await?;
    let (title, on) = (visit.words.t("desk-title"), visit.cx.today());
    Ok(Page { title, plan: None, content: Show { visit: visit.clone(), on, desk }, visit })
}

/// Where it is done.
fn address(matter: &Matter) -> String {
    let board = |plan, period, state| {
        let code = matter.organisation.as_ref().map(OrganisationCode::as_str).unwrap_or_default();
        format!("/plans/{plan}/cycles/{period}?organisation={code}&state={state}")
    };
    match &matter.waiting {
        Waiting::Returned(plan, period, task) => {
            format!("/plans/{plan}/tasks/{task}/reports#{period}")
        }
        Waiting::Accept(plan) | Waiting::Issue(plan) => format!("/plans/{plan}/assignment"),
        Waiting::Order(number, _) | Waiting::OrderExtension(number) => {
            format!("/orders/{}", number.plain())
        }
        Waiting::Extension(plan, task) => format!("/plans/{plan}/tasks/{task}/delays"),
        Waiting::Fill(plan, period) => board(plan, period, "none"),
        Waiting::Approve(plan, period) => board(plan, period, "submitted"),
        Waiting::Decide(plan, period) => board(plan, period, "approved"),
        Waiting::Closing(plan, period) => format!("/plans/{plan}/cycles/{period}"),
        Waiting::Review(intake) => format!("/intakes/{intake}"),
        Waiting::Locked(name) => format!("/users/{}", utf8_percent_encode(name, NON_ALPHANUMERIC)),
    }
}
