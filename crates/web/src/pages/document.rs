use askama::Template;
use axum::extract::{Path, Query};
use jiff::civil::Date;
use luoshi_delivery::{Light, PlanId, Strength, TargetId, TaskId};
use luoshi_service::{self as service, LivingDocument, Outcomes};
use serde::Deserialize;

use crate::failure::Failure;
use crate::living::{Kind, Line, paper};
use crate::page::{Page, Tab, Tabs};
use crate::pages::{targets, tasks};
use crate::visit::Visit;

/// Which task or target is open beside the text.
#[derive(Debug, Deserialize)]
pub(crate) struct Open {
    task: Option<TaskId>,
    target: Option<TargetId>,
}

#[derive(Template)]
#[template(path = "document/show.html")]
pub(crate) struct Show {
    visit: Visit,
    on: Date,
    living: LivingDocument,
    outcomes: Outcomes,
    panel: String,
}

impl Show {
    fn paper(&self) -> Vec<Line<'_>> {
        paper(&self.living.document, &self.living.contents)
    }
}

/// `GET /plans/{plan}/document`
pub(crate) async fn show(
    visit: Visit,
    Path(id): Path<PlanId>,
    Query(open): Query<Open>,
) -> Result<Page<Show>, Failure> {
    let living = service::living_document(&visit.cx, id).await?;
    let outcomes = service::outcomes(&visit.cx, &living.contents).await?;
    let panel = match (open.task, open.target) {
        (Some(task), _) => {
            tasks::card(&visit, &living.plan, &living.contents, &living.document, task).await?
        }
        (None, Some(target)) => {
            targets::card(&visit, &living.plan, &living.contents, &outcomes, target)?
        }
        (None, None) => String::new(),
    };
    let title = format!("{} · {}", visit.words.t("tab-document"), living.plan.title);
    let tabs = Tabs::new(&living.plan, Tab::Document);
    let content = Show { on: visit.cx.today(), visit: visit.clone(), living, outcomes, panel };
    Ok(Page { visit, title, plan: tabs, content })
}
