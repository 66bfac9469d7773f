//! More time for tasks, and lights set by hand.

use std::collections::BTreeMap;

use luoshi_delivery::{
    Decided, Extension, ExtensionCode, Jurisdiction, Light, LightOverride, PlanId, Signed,
    TaskExtension, TaskId,
};

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

impl WriteTx {
    /// Stores a request for more time; whether it is the first of its number.
    pub async fn ask_extension(
        &mut self,
        plan: PlanId,
        task: TaskId,
        asked: &TaskExtension,
    ) -> Result<bool, Error> {
        const ASK: &str = "
            INSERT INTO task_extension (jurisdiction, plan, task, number, code, until, reason,
                                        stopped_from, stopped_to, asked_by, asked_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING";
        let done = sqlx::query(ASK)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(i64::from(task.0))
            .bind(i64::from(asked.number))
            .bind(asked.request.code.name())
            .bind(asked.request.until.to_string())
            .bind(asked.request.reason.as_str())
            .bind(asked.stopped.map(|(from, _)| from.to_string()))
            .bind(asked.stopped.map(|(_, to)| to.to_string()))
            .bind(asked.request.asked.by.as_str())
            .bind(asked.request.asked.at.to_string())
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Stores what was decided about a request; whether nobody had decided it.
    pub async fn decide_extension(
        &mut self,
        plan: PlanId,
        task: TaskId,
        (number, decided): (u32, &Decided),
    ) -> Result<bool, Error> {
        const DECIDE: &str = "
            UPDATE task_extension SET decision = $1, decided_by = $2, decided_at = $3, decision_reason = $4
            WHERE jurisdiction = $5 AND plan = $6 AND task = $7 AND number = $8 AND decision IS NULL";
        let done = sqlx::query(DECIDE)
            .bind(if decided.granted { "granted" } else { "refused" })
            .bind(decided.signed.by.as_str())
            .bind(decided.signed.at.to_string())
            .bind(decided.reason.as_str())
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(i64::from(task.0))
            .bind(i64::from(number))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Takes back the light that was set by hand; whether there was one.
    pub async fn take_light_back(
        &mut self,
        plan: PlanId,
        task: TaskId,
        signed: &Signed,
    ) -> Result<bool, Error> {
        const BACK: &str = "
            UPDATE light_override SET taken_back_by = $1, taken_back_at = $2
            WHERE jurisdiction = $3 AND plan = $4 AND task = $5 AND taken_back_by IS NULL";
        let done = sqlx::query(BACK)
            .bind(signed.by.as_str())
            .bind(signed.at.to_string())
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(i64::from(task.0))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Sets a light by hand, in place of the one that was set before.
    pub async fn set_light(
        &mut self,
        plan: PlanId,
        task: TaskId,
        set: &LightOverride,
    ) -> Result<(), Error> {
        const SET: &str = "
            INSERT INTO light_override (jurisdiction, plan, task, number, light, reason, set_by, set_at)
            SELECT $1, $2, $3, COALESCE(MAX(number), 0) + 1, $4, $5, $6, $7 FROM light_override
            WHERE jurisdiction = $1 AND plan = $2 AND task = $3";
        self.take_light_back(plan, task, &set.set).await?;
        sqlx::query(SET)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(i64::from(task.0))
            .bind(set.light.name())
            .bind(set.reason.as_str())
            .bind(set.set.by.as_str())
            .bind(set.set.at.to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Store {
    /// All requests for more time of a plan, by task, the oldest first.
    pub async fn extensions(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<BTreeMap<TaskId, Vec<TaskExtension>>, Error> {
        const ALL: &str = "
            SELECT task, number, code, until, reason, stopped_from, stopped_to, asked_by, asked_at,
                   decision, decided_by, decided_at, decision_reason
            FROM task_extension WHERE jurisdiction = $1 AND plan = $2 ORDER BY task, number";
        self.parts("task_extension", ALL, jurisdiction, plan, extension).await
    }

    /// All lights of a plan that were set by hand, by task, the oldest first.
    pub async fn light_overrides(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<BTreeMap<TaskId, Vec<LightOverride>>, Error> {
        const ALL: &str = "
            SELECT task, light, reason, set_by, set_at, taken_back_by, taken_back_at
            FROM light_override WHERE jurisdiction = $1 AND plan = $2 ORDER BY task, number";
        self.parts("light_override", ALL, jurisdiction, plan, set_light).await
    }
}

fn extension(columns: &Columns<'_>) -> Result<TaskExtension, Error> {
    let decided = match columns.optional("decision")? {
        None => None,
        Some(decision) => Some(Decided {
            granted: decision == "granted",
            signed: columns.signed("decided_by", "decided_at")?,
            reason: columns.optional("decision_reason")?.unwrap_or_default(),
        }),
    };
    Ok(TaskExtension {
        number: columns.number("number")?,
        request: Extension {
            code: columns.read("code", ExtensionCode::parse)?,
            until: columns.read("until", |text| text.parse().ok())?,
            reason: columns.text("reason")?,
            asked: columns.signed("asked_by", "asked_at")?,
        },
        stopped: columns.parsed("stopped_from")?.zip(columns.parsed("stopped_to")?),
        decided,
    })
}

fn set_light(columns: &Columns<'_>) -> Result<LightOverride, Error> {
    let taken_back = match columns.optional("taken_back_by")? {
        None => None,
        Some(_) => Some(columns.signed("taken_back_by", "taken_back_at")?),
    };
    Ok(LightOverride {
        light: columns.read("light", Light::parse)?,
        reason: columns.text("reason")?,
        set: columns.signed("set_by", "set_at")?,
        taken_back,
    })
}
