//! Amendments of what was issued.

use luoshi_delivery::{Amendment, AmendmentState, Jurisdiction, PlanId, Signed};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

impl WriteTx {
    /// Stores how an amendment stands now; whether it still stood as `before`, or is new.
    pub async fn save_amendment(
        &mut self,
        plan: PlanId,
        before: Option<AmendmentState>,
        amendment: &Amendment,
    ) -> Result<bool, Error> {
        const SAVE: &str = "
            INSERT INTO amendment (jurisdiction, plan, number, state, changes, reason, drafted_by,
                                   drafted_at, proposed_by, proposed_at, decided_by, decided_at,
                                   answer, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            ON CONFLICT (jurisdiction, plan, number) DO UPDATE
            SET state = excluded.state, changes = excluded.changes, reason = excluded.reason,
                drafted_by = excluded.drafted_by, drafted_at = excluded.drafted_at,
                proposed_by = excluded.proposed_by, proposed_at = excluded.proposed_at,
                decided_by = excluded.decided_by, decided_at = excluded.decided_at,
                answer = excluded.answer, version = excluded.version
            WHERE amendment.state = $15";
        let changes = serde_json::to_string(&amendment.changes).map_err(|why| Error::Corrupt {
            table: "amendment",
            column: "changes",
            value: why.to_string(),
        })?;
        let by = |signed: &Option<Signed>| signed.as_ref().map(|it| it.by.clone());
        let at = |signed: &Option<Signed>| signed.as_ref().map(|it| it.at.to_string());
        let done = sqlx::query(SAVE)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(i64::from(amendment.number))
            .bind(amendment.state.name())
            .bind(changes)
            .bind(amendment.reason.as_str())
            .bind(amendment.drafted.by.as_str())
            .bind(amendment.drafted.at.to_string())
            .bind(by(&amendment.proposed))
            .bind(at(&amendment.proposed))
            .bind(by(&amendment.decided))
            .bind(at(&amendment.decided))
            .bind(amendment.answer.as_deref())
            .bind(amendment.version.map(i64::from))
            .bind(before.map_or("", AmendmentState::name))
            .execute(self.connection())
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

impl Store {
    /// The amendments of a plan, the latest first.
    pub async fn amendments(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<Vec<Amendment>, Error> {
        const ALL: &str = "
            SELECT number, state, changes, reason, drafted_by, drafted_at, proposed_by, proposed_at,
                   decided_by, decided_at, answer, version
            FROM amendment WHERE jurisdiction = $1 AND plan = $2 ORDER BY number DESC";
        let query = sqlx::query(ALL).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        query.fetch_all(self.pool()).await?.iter().map(amendment).collect()
    }
}

fn amendment(row: &AnyRow) -> Result<Amendment, Error> {
    let columns = Columns { table: "amendment", row };
    Ok(Amendment {
        number: columns.number("number")?,
        state: columns.read("state", AmendmentState::parse)?,
        changes: columns.read("changes", |text| serde_json::from_str(text).ok())?,
        reason: columns.text("reason")?,
        drafted: columns.signed("drafted_by", "drafted_at")?,
        proposed: columns.signed_if_any("proposed_by", "proposed_at")?,
        decided: columns.signed_if_any("decided_by", "decided_at")?,
        answer: columns.optional("answer")?,
        version: columns.number_if_any("version")?,
    })
}
