use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use jiff::civil::Date;
use luoshi_delivery::{
    Counts, DueTogether, Overview, Plan, PlanContents, PlanId, Strength, agenda,
};
use luoshi_service as service;

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "plans/overview.html")]
pub(crate) struct Show {
    visit: Visit,
    on: Date,
    plan: Plan,
    contents: Arc<PlanContents>,
    overview: Overview,
    agenda: Vec<DueTogether>,
}

impl Show {
    /// The most tasks any chapter has: the longest bar.
    fn longest(&self) -> usize {
        self.overview.chapters.iter().map(|entry| entry.counts.tasks).max().unwrap_or(1).max(1)
    }

    /// The parts of a chapter's bar: where each begins, its strength, how long it is.
    fn bar(&self, counts: &Counts) -> Vec<(usize, &'static str, usize)> {
        let mut start = 0;
        let parts = Strength::ALL.into_iter().zip(counts.by_strength);
        parts
            .map(|(strength, count)| {
                start += count;
                (start - count, strength.name(), count)
            })
            .collect()
    }

    fn checkable(&self) -> usize {
        self.contents.targets.iter().filter(|target| target.is_checkable()).count()
    }
}

/// `GET /plans/{plan}`
pub(crate) async fn show(visit: Visit, Path(id): Path<PlanId>) -> Result<Page<Show>, Failure> {
    let (plan, contents) = service::contents(&visit.cx, id).await?;
    let on = visit.cx.today();
    let overview = Overview::of(&contents.chapters, &contents.tasks, &contents.targets, on);
    let agenda = agenda(&contents.targets, &contents.tasks, &contents.deadlines);
    let (title, tabs) = (plan.title.clone(), Tabs::new(&plan, Tab::Overview));
    let content = Show { visit: visit.clone(), on, plan, contents, overview, agenda };
    Ok(Page { visit, title, plan: tabs, content })
}
