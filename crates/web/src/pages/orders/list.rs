use askama::Template;
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use jiff::civil::Date;
use luoshi_delivery::{
    Grade, Order, OrderState, OrganisationChart, OrganisationCode, PlanId, TaskId,
};
use luoshi_report::{ColumnKind, Group, Sheet, SheetColumn};
use luoshi_service::{self as service, Action, OrderFilter, may_somewhere};
use serde::Deserialize;

use crate::failure::Failure;
use crate::page::Page;
use crate::pages::organisations::called;
use crate::pages::source::attachment;
use crate::stretch::{Stretch, query};
use crate::visit::Visit;

/// The filter as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    state: String,
    #[serde(default)]
    grade: String,
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    overdue: String,
    #[serde(default)]
    plan: String,
    #[serde(default)]
    task: String,
    #[serde(default)]
    page: usize,
}

impl Asked {
    fn filter(&self, on: Date) -> OrderFilter {
        let (plan, task) = (self.plan.parse::<PlanId>().ok(), self.task.parse::<TaskId>().ok());
        OrderFilter {
            state: OrderState::parse(&self.state),
            grade: Grade::parse(&self.grade),
            addressee: self.organisation.clone(),
            task: plan.zip(task),
            overdue_on: (!self.overdue.is_empty()).then_some(on),
        }
    }

    /// The query of a link that keeps the filter.
    fn query(&self) -> String {
        query(&[
            ("state", &self.state),
            ("grade", &self.grade),
            ("organisation", &self.organisation),
            ("overdue", &self.overdue),
            ("plan", &self.plan),
            ("task", &self.task),
        ])
    }
}

#[derive(Template)]
#[template(path = "orders/list.html")]
pub(crate) struct List {
    visit: Visit,
    on: Date,
    asked: Asked,
    orders: Vec<Order>,
    stretch: Stretch,
    chart: OrganisationChart,
}

impl List {
    fn may_register(&self) -> bool {
        may_somewhere(&self.visit.cx.actor, Action::RegisterOrder)
    }

    fn called<'c>(&'c self, code: &'c OrganisationCode) -> &'c str {
        called(&self.chart, code)
    }

    /// How many are overdue among those that are listed.
    fn overdue(&self) -> usize {
        self.orders.iter().filter(|order| order.is_overdue(self.on)).count()
    }

    fn address(&self, page: &usize) -> String {
        let query = self.asked.query();
        let and = if query.is_empty() { "" } else { "&" };
        format!("/orders?{query}{and}page={page}")
    }
}

/// `GET /orders`
pub(crate) async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<List>, Failure> {
    let on = visit.cx.today();
    let (orders, chart) = service::orders(&visit.cx, &asked.filter(on)).await?;
    let title = visit.words.t("orders-title");
    let stretch = Stretch::new(asked.page, orders.len());
    let content = List { visit: visit.clone(), on, asked, orders, stretch, chart };
    Ok(Page { visit, title, plan: None, content })
}

/// `GET /orders.xlsx`
pub(crate) async fn spreadsheet(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let on = visit.cx.today();
    let (orders, chart) = service::orders(&visit.cx, &asked.filter(on)).await?;
    let words = visit.words;
    let columns = [
        ("column-number", 12),
        ("order-matter", 50),
        ("order-addressee", 20),
        ("order-grade", 10),
        ("order-ground", 18),
        ("order-state", 10),
        ("column-due", 12),
        ("order-first-due", 12),
        ("order-overdue", 8),
        ("order-requirement", 60),
    ];
    let row = |order: &Order| {
        let day = |day: Option<Date>| day.map(|it| it.to_string()).unwrap_or_default();
        let overdue = if order.is_overdue(on) { words.t("yes") } else { String::new() };
        vec![
            order.number.to_string(),
            order.matter.title.clone(),
            called(&chart, &order.addressee).to_owned(),
            words.order_grade(order.grade),
            words.order_ground(order.ground),
            words.order_state(order.state),
            day(order.due),
            day(order.first_due),
            overdue,
            order.requirement.clone(),
        ]
    };
    let name = words.t("orders-title");
    let sheet = Sheet {
        name: name.clone(),
        title: name.clone(),
        note: words.with("orders-note", "on", on),
        columns: columns
            .map(|(key, width)| SheetColumn { name: words.t(key), width, kind: ColumnKind::Text })
            .into(),
        groups: vec![Group { heading: String::new(), rows: orders.iter().map(row).collect() }],
    };
    let bytes = sheet.to_xlsx().map_err(Failure::Report)?;
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let name = attachment(&format!("{name} {on}.xlsx"));
    Ok(([(header::CONTENT_TYPE, XLSX.to_owned()), name], bytes).into_response())
}
