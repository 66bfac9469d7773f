//! The one responder of all pages: a fragment for htmx, else the whole page around it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::civil::Date;
use luoshi_delivery::{Plan, PlanId, day_of};
use luoshi_service::{Action, may_somewhere};

use crate::assets;
use crate::failure::Failure;
use crate::past::Time;
use crate::visit::Visit;

/// A page: what stands in `main`, and where it belongs.
pub(crate) struct Page<T> {
    /// Who asked.
    pub(crate) visit: Visit,
    /// The title of the window.
    pub(crate) title: String,
    /// The plan it is about.
    pub(crate) plan: Option<Tabs>,
    /// What stands in `main`; also the answer to htmx.
    pub(crate) content: T,
}

/// The tabs of a plan.
#[derive(Clone, Debug)]
pub(crate) struct Tabs {
    plan: PlanId,
    title: String,
    /// The day it was made.
    since: Date,
    current: Tab,
}

/// One of the views of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    Overview,
    Document,
    Tasks,
    Targets,
    Assignment,
    Cycles,
    Bulletins,
    Resources,
    Fairness,
    Audit,
}

impl Tab {
    const ALL: [Self; 10] = [
        Self::Overview,
        Self::Document,
        Self::Tasks,
        Self::Targets,
        Self::Assignment,
        Self::Cycles,
        Self::Bulletins,
        Self::Resources,
        Self::Fairness,
        Self::Audit,
    ];

    /// Whether there is something to see for the visitor.
    fn is_for(self, visit: &Visit) -> bool {
        let asked = match self {
            Self::Cycles => Action::ReadReports,
            Self::Audit => Action::ReadAudit,
            _ => return true,
        };
        may_somewhere(&visit.cx.actor, asked)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Overview => "tab-overview",
            Self::Document => "tab-document",
            Self::Tasks => "tab-tasks",
            Self::Targets => "tab-targets",
            Self::Assignment => "tab-assignment",
            Self::Cycles => "tab-cycles",
            Self::Bulletins => "tab-bulletins",
            Self::Resources => "tab-resources",
            Self::Fairness => "tab-fairness",
            Self::Audit => "tab-audit",
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Document => "/document",
            Self::Tasks => "/tasks",
            Self::Targets => "/targets",
            Self::Assignment => "/assignment",
            Self::Cycles => "/cycles",
            Self::Bulletins => "/bulletins",
            Self::Resources => "/resources",
            Self::Fairness => "/fairness",
            Self::Audit => "/audit",
        }
    }
}

impl Tabs {
    pub(crate) fn new(plan: &Plan, current: Tab) -> Option<Self> {
        let (title, since) = (plan.title.clone(), day_of(plan.created_at));
        Some(Self { plan: plan.id, title, since, current })
    }

    /// What is offered to look at the plan as it was known on a past day.
    fn time(&self, visit: &Visit) -> Time {
        Time::of(visit, self.since)
    }

    /// Word, address and whether it is the one that is open.
    fn all(&self, visit: &Visit) -> impl Iterator<Item = (&'static str, String, bool)> {
        Tab::ALL.into_iter().filter(|tab| tab.is_for(visit)).map(|tab| {
            let address = format!("/plans/{}{}", self.plan, tab.path());
            let address = match visit.past {
                Some(past) if tab != Tab::Audit => past.kept_in(&address),
                _ => address,
            };
            (tab.word(), address, tab == self.current)
        })
    }
}

/// What stands around every page.
#[derive(Template)]
#[template(path = "base.html")]
struct Base<'p> {
    visit: &'p Visit,
    title: &'p str,
    tabs: Option<&'p Tabs>,
    main: &'p str,
}

impl Base<'_> {
    fn asset(&self, file: &str) -> String {
        assets::address(file)
    }

    fn other_language(&self) -> &'static str {
        self.visit.words.language().other().code()
    }
}

impl<T: Template> Page<T> {
    /// The page with another status than 200.
    pub(crate) fn with_status(self, status: StatusCode) -> Response {
        (status, self).into_response()
    }

    fn render(&self) -> Result<String, askama::Error> {
        let main = self.content.render()?;
        let main = match self.visit.past {
            Some(past) => past.kept_in_links(main),
            None => main,
        };
        if self.visit.partial {
            return Ok(main);
        }
        let (visit, title, tabs) = (&self.visit, self.title.as_str(), self.plan.as_ref());
        Base { visit, title, tabs, main: &main }.render()
    }
}

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.render() {
            Ok(html) => Html(html).into_response(),
            Err(error) => Failure::Template(error).into_response(),
        }
    }
}
