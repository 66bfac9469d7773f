//! A plan as it was known on a past day 时点: `?asof=2018-12-31` on any of its pages.
//!
//! The pages are made as always, before a store that holds what was known then. Here stands what the address means,
//! how the day stays in the links of the plan while it is on, and what is offered to choose a day.

use std::fmt::Write as _;

use axum::extract::{Query, Request};
use axum::http::{Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use jiff::ToSpan as _;
use jiff::civil::Date;
use luoshi_delivery::PlanId;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::failure::Failure;
use crate::visit::Visit;

/// What the day is called in addresses.
const ASOF: &str = "asof";
/// The most quarters that are offered.
const QUARTERS: usize = 24;
/// Parts of a plan's addresses that are the same at all times: the log tells times itself, and a file never changes.
const TIMELESS: [&str; 2] = ["audit", "evidence"];

/// The past day on which a plan is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Past {
    plan: PlanId,
    /// The day, to its end.
    pub(crate) day: Date,
}

/// Makes the rest of the request see what was known on the day that is asked about.
pub(crate) async fn travel(visit: Visit, mut request: Request, next: Next) -> Response {
    let Some(past) = visit.past else { return next.run(request).await };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Failure::Past.into_response();
    }
    match visit.cx.on(past.plan, past.day).await {
        Ok(cx) => {
            request.extensions_mut().insert(visit.seeing(cx));
            next.run(request).await
        }
        Err(error) => Failure::from(error).into_response(),
    }
}

impl Past {
    /// The day that an address of a plan asks about.
    pub(crate) fn asked(uri: &Uri) -> Option<Self> {
        let mut parts = uri.path().strip_prefix("/plans/")?.split('/');
        let plan = parts.next()?.parse().ok()?;
        if parts.any(|part| TIMELESS.contains(&part)) {
            return None;
        }
        let asked = pairs(uri).into_iter().find(|(name, _)| name == ASOF)?;
        Some(Self { plan, day: asked.1.parse().ok()? })
    }

    /// An address with the day in it.
    pub(crate) fn kept_in(self, address: &str) -> String {
        let (address, place) = match address.split_once('#') {
            Some((address, place)) => (address, format!("#{place}")),
            None => (address, String::new()),
        };
        let and = if address.contains('?') { '&' } else { '?' };
        format!("{address}{and}{ASOF}={}{place}", self.day)
    }

    /// What stands in a page with the day in every link to a page of the plan, and in every form that asks for one.
    pub(crate) fn kept_in_links(self, html: String) -> String {
        let start = format!("=\"/plans/{}", self.plan);
        let mut kept = String::with_capacity(html.len() + html.len() / 8);
        let mut rest = html.as_str();
        while let Some(at) = rest.find(&start) {
            let (before, link) = rest.split_at(at + 2);
            kept.push_str(before);
            let end = link.find('"').unwrap_or(link.len());
            let (address, after) = link.split_at(end);
            let of_plan = address[start.len() - 2..].starts_with(['/', '?', '#']);
            let of_plan = of_plan || address.len() == start.len() - 2;
            if !of_plan {
                kept.push_str(address);
            } else if before.ends_with("action=\"") {
                let close = after.find('>').map_or(after.len(), |at| at + 1);
                let (tag, inside) = after.split_at(close);
                kept.push_str(address);
                kept.push_str(tag);
                let hidden =
                    format!("<input type=\"hidden\" name=\"{ASOF}\" value=\"{}\">", self.day);
                kept.push_str(&hidden);
                rest = inside;
                continue;
            } else {
                kept.push_str(&self.kept_in(address));
            }
            rest = after;
        }
        kept.push_str(rest);
        kept
    }
}

/// What is offered to choose a day.
pub(crate) struct Time {
    /// The page, without its query.
    pub(crate) path: String,
    /// The rest of its query.
    pub(crate) kept: Vec<(String, String)>,
    /// The day that is shown.
    pub(crate) shown: Date,
    /// The first day there is something to see.
    pub(crate) since: Date,
    pub(crate) today: Date,
    /// The ends of quarters that are over.
    pub(crate) quarters: Vec<Quarter>,
}

/// The end of a quarter as a link.
pub(crate) struct Quarter {
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) is_shown: bool,
}

impl Time {
    /// For the page of a plan that was made on the day `since`.
    pub(crate) fn of(visit: &Visit, since: Date) -> Self {
        let today = visit.day();
        let shown = visit.past.map_or(today, |past| past.day);
        let (path, kept) = visit.without_past();
        let link = |day: Date| {
            address(&path, kept.iter().cloned().chain([(ASOF.to_owned(), day.to_string())]))
        };
        let mut quarters: Vec<Quarter> = ends_of_quarters(since, today)
            .map(|day| Quarter {
                name: format!("{}-Q{}", day.year(), (day.month() + 2) / 3),
                address: link(day),
                is_shown: visit.past.is_some() && day == shown,
            })
            .collect();
        quarters.drain(..quarters.len().saturating_sub(QUARTERS));
        Self { path, kept, shown, since, today, quarters }
    }
}

/// The last days of quarters from `since` to before `today`.
fn ends_of_quarters(since: Date, today: Date) -> impl Iterator<Item = Date> {
    let first = since.first_of_month();
    let months = (0..).map_while(move |month: i32| first.checked_add(month.months()).ok());
    let ends = months.filter(|month| month.month() % 3 == 0).map(Date::last_of_month);
    ends.take_while(move |end| *end < today)
}

impl Visit {
    /// The address of the same page today.
    pub(crate) fn present_address(&self) -> String {
        let (path, kept) = self.without_past();
        address(&path, kept.into_iter())
    }

    /// Path and query that were asked for, without the day.
    fn without_past(&self) -> (String, Vec<(String, String)>) {
        let Ok(uri) = self.path.parse::<Uri>() else { return ("/".to_owned(), Vec::new()) };
        let mut kept = pairs(&uri);
        kept.retain(|(name, _)| name != ASOF);
        (uri.path().to_owned(), kept)
    }
}

fn pairs(uri: &Uri) -> Vec<(String, String)> {
    Query::try_from_uri(uri).map(|Query(pairs)| pairs).unwrap_or_default()
}

fn address(path: &str, pairs: impl Iterator<Item = (String, String)>) -> String {
    let mut address = path.to_owned();
    for (at, (name, value)) in pairs.enumerate() {
        let and = if at == 0 { '?' } else { '&' };
        let value = utf8_percent_encode(&value, NON_ALPHANUMERIC);
        let written =
            write!(address, "{and}{}={value}", utf8_percent_encode(&name, NON_ALPHANUMERIC));
        written.expect("a string takes everything");
    }
    address
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn past() -> Past {
        Past::asked(&"/plans/1/tasks?asof=2018-12-31&page=2".parse().unwrap()).unwrap()
    }

    #[test]
    fn the_day_stays_in_the_links_of_the_plan_alone() {
        let html = "<a href=\"/plans/1\">a</a><a href=\"/plans/1/document?task=t1#t1\">b</a>\
                    <a href=\"/plans/12/tasks\">c</a><a href=\"/rules\">d</a>";
        assert_eq!(
            past().kept_in_links(html.to_owned()),
            "<a href=\"/plans/1?asof=2018-12-31\">a</a>\
             <a href=\"/plans/1/document?task=t1&asof=2018-12-31#t1\">b</a>\
             <a href=\"/plans/12/tasks\">c</a><a href=\"/rules\">d</a>"
        );
        let form = "<form method=\"get\" action=\"/plans/1/tasks\"><input></form>";
        assert_eq!(
            past().kept_in_links(form.to_owned()),
            "<form method=\"get\" action=\"/plans/1/tasks\">\
             <input type=\"hidden\" name=\"asof\" value=\"2018-12-31\"><input></form>"
        );
    }

    #[test]
    fn only_pages_of_a_plan_have_a_past() {
        let asked = |address: &str| Past::asked(&address.parse().unwrap()).map(|past| past.day);
        assert_eq!(asked("/plans/1?asof=2018-12-31"), Some(date(2018, 12, 31)));
        assert_eq!(asked("/plans?asof=2018-12-31"), None);
        assert_eq!(asked("/plans/1/audit?asof=2018-12-31"), None);
        assert_eq!(asked("/plans/1?asof=yesterday"), None);
        assert_eq!(asked("/plans/1"), None);
    }

    #[test]
    fn the_quarters_that_are_over_are_offered() {
        let ends: Vec<Date> = ends_of_quarters(date(2018, 8, 15), date(2019, 3, 31)).collect();
        assert_eq!(ends, [date(2018, 9, 30), date(2018, 12, 31)]);
        assert_eq!(ends_of_quarters(date(2018, 9, 30), date(2018, 9, 30)).count(), 0);
    }
}
