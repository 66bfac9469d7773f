//! Policy resources 政策资源 of a plan: who pays what for what, and what it brought.

use askama::Template;
use axum::extract::Path;
use luoshi_delivery::{Performance, PlanId, Resource, Target};
use luoshi_service::{self as service, PlanResources};
use rust_decimal::Decimal;

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "resources/show.html")]
pub(crate) struct Show {
    visit: Visit,
    found: PlanResources,
}

impl Show {
    /// What is planned and what was paid altogether.
    fn sums(&self) -> (Decimal, Decimal) {
        let all = self.found.resources.iter();
        all.fold((Decimal::ZERO, Decimal::ZERO), |(planned, spent), it| {
            (planned + it.planned(), spent + it.spent())
        })
    }

    fn target(&self, performance: &Performance) -> Option<&Target> {
        self.found.contents.targets.iter().find(|target| target.id == performance.target)
    }

    /// `100 + 200 = 300`.
    fn steps(&self, performance: &Performance) -> String {
        let paid = performance.paid.iter();
        let paid: Vec<String> = paid.map(|(code, amount)| format!("{code} {amount}")).collect();
        format!("{} = {}", paid.join(" + "), performance.spent)
    }

    fn unit(&self, performance: &Performance) -> &str {
        self.target(performance).and_then(|target| target.unit.as_deref()).unwrap_or_default()
    }

    fn share(&self, resource: &Resource) -> String {
        resource.share().map(|share| self.visit.words.per_cent(share)).unwrap_or_default()
    }
}

/// `GET /plans/{plan}/resources`
pub(crate) async fn show(visit: Visit, Path(id): Path<PlanId>) -> Result<Page<Show>, Failure> {
    let found = service::plan_resources(&visit.cx, id).await?;
    let title = format!("{} · {}", visit.words.t("tab-resources"), found.plan.title);
    let tabs = Tabs::new(&found.plan, Tab::Resources);
    let content = Show { visit: visit.clone(), found };
    Ok(Page { visit, title, plan: tabs, content })
}
