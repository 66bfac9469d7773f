//! Which tasks serve which targets, and how directions are measured.

use luoshi_delivery::{Jurisdiction, Measure, PlanId, TargetId, TaskId, TaskTarget};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

impl WriteTx {
    /// Puts these tasks in the place of those that served a target.
    pub async fn link_target(
        &mut self,
        plan: PlanId,
        target: TargetId,
        links: &[TaskTarget],
    ) -> Result<(), Error> {
        const FORGET: &str =
            "DELETE FROM task_target WHERE jurisdiction = $1 AND plan = $2 AND target = $3";
        let query = sqlx::query(FORGET).bind(self.jurisdiction().to_owned());
        let query = query.bind(i64::from(plan.0)).bind(i64::from(target.0));
        query.execute(self.connection()).await?;
        for link in links {
            self.add_link(plan, link).await?;
        }
        Ok(())
    }

    /// Adds a task to those that serve a target.
    pub async fn add_link(&mut self, plan: PlanId, link: &TaskTarget) -> Result<(), Error> {
        const LINK: &str = "
            INSERT INTO task_target (jurisdiction, plan, task, target, weight)
            VALUES ($1, $2, $3, $4, $5)";
        sqlx::query(LINK)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(i64::from(link.task.0))
            .bind(i64::from(link.target.0))
            .bind(link.weight.normalize().to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Keeps how a direction is measured, in the place of what was agreed before.
    pub async fn save_measure(&mut self, plan: PlanId, measure: &Measure) -> Result<(), Error> {
        const SAVE: &str = "
            INSERT INTO target_measure (jurisdiction, plan, target, indicator, unit, baseline, period,
                                        agreed_by, agreed_on, set_by, set_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (jurisdiction, plan, target) DO UPDATE
            SET indicator = excluded.indicator, unit = excluded.unit, baseline = excluded.baseline,
                period = excluded.period, agreed_by = excluded.agreed_by,
                agreed_on = excluded.agreed_on, set_by = excluded.set_by, set_at = excluded.set_at";
        sqlx::query(SAVE)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(i64::from(measure.target.0))
            .bind(measure.indicator.as_str())
            .bind(measure.unit.as_str())
            .bind(measure.baseline.to_string())
            .bind(measure.period.to_string())
            .bind(measure.agreed_by.as_str())
            .bind(measure.agreed_on.to_string())
            .bind(measure.set.by.as_str())
            .bind(measure.set.at.to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Store {
    /// Which tasks of a plan serve which targets.
    pub(crate) async fn task_targets(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<Vec<TaskTarget>, Error> {
        const LINKS: &str = "
            SELECT task, target, weight FROM task_target
            WHERE jurisdiction = $1 AND plan = $2 ORDER BY target, task";
        let query = sqlx::query(LINKS).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        query.fetch_all(self.pool()).await?.iter().map(link).collect()
    }

    /// How the directions of a plan are measured.
    pub(crate) async fn measures(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<Vec<Measure>, Error> {
        const MEASURES: &str = "
            SELECT target, indicator, unit, baseline, period, agreed_by, agreed_on, set_by, set_at
            FROM target_measure WHERE jurisdiction = $1 AND plan = $2 ORDER BY target";
        let query = sqlx::query(MEASURES).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        query.fetch_all(self.pool()).await?.iter().map(measure).collect()
    }
}

fn link(row: &AnyRow) -> Result<TaskTarget, Error> {
    let columns = Columns { table: "task_target", row };
    Ok(TaskTarget {
        task: TaskId(columns.number("task")?),
        target: TargetId(columns.number("target")?),
        weight: columns.read("weight", |text| text.parse().ok())?,
    })
}

fn measure(row: &AnyRow) -> Result<Measure, Error> {
    let columns = Columns { table: "target_measure", row };
    Ok(Measure {
        target: TargetId(columns.number("target")?),
        indicator: columns.text("indicator")?,
        unit: columns.text("unit")?,
        baseline: columns.read("baseline", |text| text.parse().ok())?,
        period: columns.read("period", |text| text.parse().ok())?,
        agreed_by: columns.text("agreed_by")?,
        agreed_on: columns.read("agreed_on", |text| text.parse().ok())?,
        set: columns.signed("set_by", "set_at")?,
    })
}
