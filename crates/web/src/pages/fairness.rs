use askama::Template;
use axum::extract::{Path, Query};
use jiff::civil::Date;
use luoshi_delivery::{Plan, PlanId};
use luoshi_document::{Block, Document, Role, write};
use luoshi_rules::Rule as _;
use luoshi_rules::fairness::{Hit, Input, Output, Review};
use luoshi_service as service;
use serde::Deserialize;

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::visit::Visit;

/// The day whose rules are applied.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    on: Option<Date>,
}

#[derive(Template)]
#[template(path = "document/fairness.html")]
pub(crate) struct Show {
    visit: Visit,
    plan: Plan,
    on: Date,
    review: Result<Output, String>,
    passages: Vec<Passage>,
}

/// A paragraph with something to look at.
struct Passage {
    /// Address of its provision.
    eid: Option<String>,
    /// Its text, cut where marks begin and end.
    runs: Vec<(String, bool)>,
    hits: Vec<Hit>,
}

/// `GET /plans/{plan}/fairness`: the fair-competition review 公平竞争审查 of the plan's document.
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<PlanId>,
    Query(asked): Query<Asked>,
) -> Result<Page<Show>, Failure> {
    let living = service::living_document(&visit.cx, id).await?;
    let on = asked.on.or(living.plan.written_on).unwrap_or_else(|| visit.cx.today());
    let document = living.document.clone();
    let reviewed = tokio::task::spawn_blocking(move || review(&document, on)).await;
    let (review, passages) = reviewed.map_err(|why| service::Error::Broken(why.to_string()))?;
    let title = format!("{} · {}", visit.words.t("tab-fairness"), living.plan.title);
    let tabs = Tabs::new(&living.plan, Tab::Fairness);
    let content = Show { visit: visit.clone(), plan: living.plan, on, review, passages };
    Ok(Page { visit, title, plan: tabs, content })
}

fn review(document: &Document, on: Date) -> (Result<Output, String>, Vec<Passage>) {
    let input = Input { on, text: write::text(document), party: None, exception: None };
    match Review::evaluate(&input) {
        Ok(found) => {
            let body = document.blocks.iter().filter(|block| block.role == Role::Body);
            let passages = body.filter_map(|block| passage(document, block, &found.value.hits));
            let passages = passages.collect();
            (Ok(found.value), passages)
        }
        Err(refusal) => (Err(refusal.to_string()), Vec::new()),
    }
}

/// The paragraph with its marks, where there are any.
fn passage(document: &Document, block: &Block, hits: &[Hit]) -> Option<Passage> {
    let whole = block.text.whole();
    let here = |hit: &&Hit| hit.span.0 < whole.end() && whole.start() < hit.span.1;
    let hits: Vec<Hit> = hits.iter().filter(here).cloned().collect();
    if hits.is_empty() {
        return None;
    }
    let mut runs: Vec<(String, bool)> = Vec::new();
    for (_, c, place) in block.text.places() {
        let marked = hits.iter().any(|hit| hit.span.0 <= place && place < hit.span.1);
        match runs.last_mut() {
            Some((text, open)) if *open == marked => text.push(c),
            _ => runs.push((c.to_string(), marked)),
        }
    }
    let eid = block.provision.map(|id| document.provision(id).eid.clone());
    Some(Passage { eid, runs, hits })
}
