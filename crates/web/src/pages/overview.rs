use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use jiff::civil::Date;
use luoshi_delivery::{
    Counts, DueTogether, Outcome, Overview, Plan, PlanContents, PlanId, Strength, Verdict, agenda,
};
use luoshi_service::{self as service, Outcomes};
use rust_decimal::prelude::ToPrimitive as _;

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
    outcomes: Outcomes,
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

    /// The verdicts on the targets that can be checked, with how many there are of each.
    fn verdicts(&self) -> Vec<(Verdict, usize)> {
        let checkable = || self.contents.targets.iter().filter(|target| target.is_checkable());
        let count = |verdict| {
            let came_to = |id| self.outcomes.of(id).is_some_and(|it| it.outcome.verdict == verdict);
            checkable().filter(|target| came_to(target.id)).count()
        };
        let counted = Verdict::ALL.into_iter().map(|verdict| (verdict, count(verdict)));
        counted.filter(|(_, count)| *count > 0).collect()
    }

    fn checkable(&self) -> usize {
        self.contents.targets.iter().filter(|target| target.is_checkable()).count()
    }
}

/// How long the bar of an outcome is where its target stands at 100; at most 120.
pub(crate) fn bullet(outcome: &Outcome) -> u32 {
    let share = outcome.attainment.map(|share| share.round().to_u32().unwrap_or(0));
    share.unwrap_or(0).min(120)
}

/// `GET /plans/{plan}`
pub(crate) async fn show(visit: Visit, Path(id): Path<PlanId>) -> Result<Page<Show>, Failure> {
    let (plan, contents) = service::contents(&visit.cx, id).await?;
    let on = visit.cx.today();
    let outcomes = service::outcomes(&visit.cx, &contents).await?;
    let mut overview = Overview::of(&contents.chapters, &contents.tasks, &contents.targets, on);
    let met = contents.targets.iter().filter(|target| outcomes.is_met(target.id));
    met.for_each(|target| overview.was_met(target, on));
    let agenda = agenda(&contents.targets, &contents.tasks, &contents.deadlines);
    let (title, tabs) = (plan.title.clone(), Tabs::new(&plan, Tab::Overview));
    let content = Show { visit: visit.clone(), on, plan, contents, overview, agenda, outcomes };
    Ok(Page { visit, title, plan: tabs, content })
}
