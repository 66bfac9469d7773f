//! How much each plan holds, counted by the database.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use luoshi_delivery::{Jurisdiction, PlanId};

use crate::row::Columns;
use crate::{Error, Store};

/// How much a plan holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Chapters 章.
    pub chapters: u32,
    /// Provisions directly under a chapter 条.
    pub articles: u32,
    /// Tasks 任务.
    pub tasks: u32,
    /// Targets 目标值.
    pub targets: u32,
}

impl Store {
    /// How much each plan of a jurisdiction holds whose number is in `plans`.
    pub async fn tallies(
        &self,
        jurisdiction: &Jurisdiction,
        plans: RangeInclusive<PlanId>,
    ) -> Result<HashMap<PlanId, Tally>, Error> {
        const TALLIES: &str = "
            SELECT id,
                (SELECT COUNT(*) FROM provision WHERE provision.jurisdiction = plan.jurisdiction
                    AND provision.plan = plan.id AND provision.chapter IS NULL) AS chapters,
                (SELECT COUNT(*) FROM provision WHERE provision.jurisdiction = plan.jurisdiction
                    AND provision.plan = plan.id AND provision.chapter IS NOT NULL) AS articles,
                (SELECT COUNT(*) FROM task WHERE task.jurisdiction = plan.jurisdiction
                    AND task.plan = plan.id) AS tasks,
                (SELECT COUNT(*) FROM target WHERE target.jurisdiction = plan.jurisdiction
                    AND target.plan = plan.id) AS targets
            FROM plan WHERE jurisdiction = $1 AND id BETWEEN $2 AND $3";
        let query = sqlx::query(TALLIES)
            .bind(jurisdiction.as_str())
            .bind(i64::from(plans.start().0))
            .bind(i64::from(plans.end().0));
        let rows = query.fetch_all(self.pool()).await?;
        rows.iter()
            .map(|row| {
                let columns = Columns { table: "plan", row };
                let tally = Tally {
                    chapters: columns.number("chapters")?,
                    articles: columns.number("articles")?,
                    tasks: columns.number("tasks")?,
                    targets: columns.number("targets")?,
                };
                Ok((PlanId(columns.number("id")?), tally))
            })
            .collect()
    }
}
