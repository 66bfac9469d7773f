//! Time limits that the office set for tasks.

use std::collections::HashMap;

use luoshi_delivery::{Due, Jurisdiction, PlanId, Signed, TaskId};

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

impl WriteTx {
    /// Sets until when a task is to be done, in place of what the document says; none for no limit. With the reason, where
    /// the plan was issued.
    pub async fn set_due(
        &mut self,
        plan: PlanId,
        task: TaskId,
        (due, reason): (Option<Due>, Option<&str>),
        signed: &Signed,
    ) -> Result<(), Error> {
        const SET: &str = "
            INSERT INTO task_due (jurisdiction, plan, task, due, reason, set_by, set_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (jurisdiction, plan, task)
            DO UPDATE SET due = excluded.due, reason = excluded.reason, set_by = excluded.set_by,
                          set_at = excluded.set_at";
        sqlx::query(SET)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(i64::from(task.0))
            .bind(due.map(|due| due.to_string()))
            .bind(reason)
            .bind(signed.by.as_str())
            .bind(signed.at.to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Store {
    /// The time limits that were set for tasks of a plan.
    pub(crate) async fn dues(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<HashMap<TaskId, Option<Due>>, Error> {
        const DUES: &str = "SELECT task, due FROM task_due WHERE jurisdiction = $1 AND plan = $2";
        let query = sqlx::query(DUES).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        let rows = query.fetch_all(self.pool()).await?;
        let due = |row| {
            let columns = Columns { table: "task_due", row };
            Ok((TaskId(columns.number("task")?), columns.parsed("due")?))
        };
        rows.iter().map(due).collect()
    }
}
