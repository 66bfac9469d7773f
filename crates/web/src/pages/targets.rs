use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use jiff::civil::Date;
use luoshi_delivery::{Measure, Plan, PlanContents, PlanId, Target, TargetId, Task};
use luoshi_service::{self as service, Error, Measured, Outcomes, What};
use rust_decimal::Decimal;

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::pages::tasks::{Alone, alone};
use crate::spark::{Bar, Spark};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "targets/list.html")]
pub(crate) struct List {
    visit: Visit,
    on: Date,
    plan: Plan,
    contents: Arc<PlanContents>,
    outcomes: Outcomes,
}

impl List {
    /// The targets in three groups, with the word for each: number and date, direction, number alone.
    fn groups(&self) -> Vec<(&'static str, Vec<&Target>)> {
        let all = || self.contents.targets.iter();
        let groups = vec![
            ("targets-checkable", all().filter(|it| it.is_checkable()).collect::<Vec<_>>()),
            ("targets-direction", all().filter(|it| it.value.is_none()).collect()),
            (
                "targets-undated",
                all().filter(|it| it.value.is_some() && it.due.is_none()).collect(),
            ),
        ];
        groups.into_iter().filter(|(_, targets)| !targets.is_empty()).collect()
    }
}

/// `GET /plans/{plan}/targets`
pub(crate) async fn list(visit: Visit, Path(id): Path<PlanId>) -> Result<Page<List>, Failure> {
    let (plan, contents) = service::contents(&visit.cx, id).await?;
    let title = format!("{} · {}", visit.words.t("tab-targets"), plan.title);
    let tabs = Tabs::new(&plan, Tab::Targets);
    let outcomes = service::outcomes(&visit.cx, &contents).await?;
    let content = List { on: visit.cx.today(), visit: visit.clone(), plan, contents, outcomes };
    Ok(Page { visit, title, plan: tabs, content })
}

#[derive(Template)]
#[template(path = "targets/card.html")]
pub(crate) struct Card<'p> {
    visit: &'p Visit,
    on: Date,
    plan: &'p Plan,
    target: &'p Target,
    measured: Option<&'p Measured>,
    spark: Option<Spark>,
    /// The tasks that serve it, each with its share.
    serving: Vec<(&'p Task, Decimal)>,
    /// How a direction is measured.
    measure: Option<&'p Measure>,
}

/// The card of a target, as it stands beside the text and on its own page.
pub(crate) fn card(
    visit: &Visit,
    plan: &Plan,
    contents: &PlanContents,
    outcomes: &Outcomes,
    id: TargetId,
) -> Result<String, Failure> {
    let found = contents.targets.iter().find(|target| target.id == id);
    let target = found.ok_or(Error::NotFound(What::Target(id)))?;
    let measured = outcomes.found(id);
    let spark = measured.and_then(|measured| Spark::of(target, measured));
    let (serving, measure) = (contents.serving(id), contents.measure_of(id));
    let on = visit.cx.today();
    let card = Card { visit, on, plan, target, measured, spark, serving, measure };
    card.render().map_err(Failure::Template)
}

/// `GET /plans/{plan}/targets/{target}`
pub(crate) async fn show(
    visit: Visit,
    Path((id, target)): Path<(PlanId, TargetId)>,
) -> Result<Page<Alone>, Failure> {
    let (plan, contents) = service::contents(&visit.cx, id).await?;
    let outcomes = service::outcomes(&visit.cx, &contents).await?;
    let card = card(&visit, &plan, &contents, &outcomes, target)?;
    alone(visit, &plan, Tab::Targets, card)
}
