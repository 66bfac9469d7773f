use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use jiff::civil::Date;
use luoshi_delivery::{
    Extension, ExtensionCode, Ground, OrderAction, OrderNumber, OrderRule, OrganisationCode,
    TimeLeft, Told,
};
use luoshi_service::{self as service, OrderDetail};

use crate::failure::Failure;
use crate::page::Page;
use crate::pages::organisations::called;
use crate::pages::source::attachment;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "orders/show.html")]
pub(crate) struct Show {
    visit: Visit,
    on: Date,
    told: OrderDetail,
    refused: Option<String>,
}

/// What carries an order on; the rest is aside.
const WAY: [OrderAction; 10] = [
    OrderAction::Issue,
    OrderAction::Accept,
    OrderAction::Begin,
    OrderAction::Reply,
    OrderAction::Verify,
    OrderAction::Return,
    OrderAction::Complete,
    OrderAction::StrikeOff,
    OrderAction::GrantExtension,
    OrderAction::RefuseExtension,
];
/// What can be done beside it.
const ASIDE: [OrderAction; 8] = [
    OrderAction::AskExtension,
    OrderAction::Coordinate,
    OrderAction::Continue,
    OrderAction::Instruct,
    OrderAction::Remind,
    OrderAction::Raise,
    OrderAction::Transfer,
    OrderAction::Drop,
];

impl Show {
    fn allowed(&self, actions: &[OrderAction]) -> Vec<OrderAction> {
        let may = |action: &OrderAction| self.told.may(&self.visit.cx, *action);
        actions.iter().copied().filter(may).collect()
    }

    fn way(&self) -> Vec<OrderAction> {
        self.allowed(&WAY)
    }

    fn aside(&self) -> Vec<OrderAction> {
        self.allowed(&ASIDE)
    }

    fn may_attach(&self) -> bool {
        self.told.may(&self.visit.cx, OrderAction::Attach)
    }

    /// The grounds on which it goes up today.
    fn grounds(&self) -> Vec<Ground> {
        let order = &self.told.order;
        let Some(above) = order.grade.above() else { return Vec::new() };
        let listed = OrderRule::grounds(self.on, above).unwrap_or_default();
        let unmet = order.is_overdue(self.on).then_some(Ground::Unmet);
        unmet.into_iter().chain(listed.iter().copied()).collect()
    }

    fn called<'c>(&'c self, code: &'c OrganisationCode) -> &'c str {
        called(&self.told.chart, code)
    }

    fn told_name(&self, told: &Told) -> String {
        match told {
            Told::Organisation(code) => self.called(code).to_owned(),
            Told::Holders(role) => self.visit.words.holder(*role),
        }
    }

    /// Whether the grade of an entry is another than that of the one before.
    fn is_new_grade(&self, index: &usize) -> bool {
        let entries = &self.told.order.entries;
        *index > 0 && entries[*index].grade != entries[*index - 1].grade
    }

    /// The due date that an entry sets.
    fn new_due(&self, index: &usize) -> Option<Date> {
        let entries = &self.told.order.entries;
        let before = index.checked_sub(1).and_then(|before| entries[before].due);
        entries[*index].due.filter(|due| Some(*due) != before)
    }

    /// Working days left, while its organisation has to do something.
    fn days_left(&self) -> Option<u32> {
        let due = self.told.order.due.filter(|_| self.told.order.state.is_awaited())?;
        match TimeLeft::until(due, self.on)? {
            TimeLeft::Days(left) => Some(left),
            TimeLeft::Late(_) => None,
        }
    }

    /// The request for more time that waits.
    fn request(&self, asked: &Extension) -> String {
        let words = self.visit.words;
        let (code, until) = (words.extension_code(asked.code), asked.until.to_string());
        let named = [("by", asked.asked.by.as_str()), ("until", until.as_str())];
        let named = [named, [("code", code.as_str()), ("reason", asked.reason.as_str())]].concat();
        words.with_all("order-asked", &named)
    }

    /// The form of an act.
    fn form(&self, action: &OrderAction) -> Act<'_> {
        Act { show: self, action: *action }
    }

    /// What stands beside the words of the order when it is printed.
    fn words_of(&self, action: OrderAction) -> &str {
        self.told.order.last(action).map_or("", |entry| entry.said.as_str())
    }

    fn signer(&self, action: OrderAction) -> String {
        let entry = self.told.order.last(action);
        let line = |entry: &luoshi_delivery::OrderEntry| {
            format!("{} {}", entry.signed.by, self.visit.words.moment(entry.signed.at))
        };
        entry.map(line).unwrap_or_default()
    }
}

/// The form of an act on an order.
#[derive(Template)]
#[template(path = "orders/_act.html")]
struct Act<'s> {
    show: &'s Show,
    action: OrderAction,
}

impl Act<'_> {
    /// Whether it is not what carries the order on.
    fn is_quiet(&self) -> bool {
        use OrderAction::{RefuseExtension, Return};
        matches!(self.action, Return | RefuseExtension) || ASIDE.contains(&self.action)
    }
}

/// The same as printed 督办单.
#[derive(Template)]
#[template(path = "orders/sheet.html")]
pub(crate) struct Printed {
    show: Show,
}

pub(super) async fn page(
    visit: Visit,
    number: OrderNumber,
    refused: Option<String>,
) -> Result<Page<Show>, Failure> {
    let told = service::order(&visit.cx, number).await?;
    let title = format!("{number} · {}", visit.words.t("orders-title"));
    let on = visit.cx.today();
    let content = Show { visit: visit.clone(), on, told, refused };
    Ok(Page { visit, title, plan: None, content })
}

/// `GET /orders/{number}`
pub(crate) async fn show(
    visit: Visit,
    Path(number): Path<OrderNumber>,
) -> Result<Page<Show>, Failure> {
    page(visit, number, None).await
}

/// `GET /orders/{number}/sheet`: the order as it is printed.
pub(crate) async fn sheet(
    visit: Visit,
    Path(number): Path<OrderNumber>,
) -> Result<Page<Printed>, Failure> {
    let Page { visit, title, plan, content } = page(visit, number, None).await?;
    Ok(Page { visit, title, plan, content: Printed { show: content } })
}

/// `GET /orders/{number}/evidence/{sha256}`: always as a file to be kept, never shown as a page.
pub(crate) async fn file(
    visit: Visit,
    Path((number, sha256)): Path<(OrderNumber, String)>,
) -> Result<Response, Failure> {
    let (file, bytes) = service::order_file(&visit.cx, number, &sha256).await?;
    let kind = (header::CONTENT_TYPE, "application/octet-stream".to_owned());
    Ok(([kind, attachment(&file.name)], bytes).into_response())
}
