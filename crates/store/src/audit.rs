//! The audit log: who did what to which thing, when.

use jiff::Timestamp;

use luoshi_delivery::Jurisdiction;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// One line of the audit log 审计记录.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who: a user's name, or the command that acted.
    pub actor: String,
    /// What: the use case.
    pub action: String,
    /// To which thing: `plan/1`.
    pub thing: String,
}

impl WriteTx {
    pub(crate) async fn append(&mut self, entry: &AuditEntry) -> Result<(), Error> {
        const APPEND: &str = "
            INSERT INTO audit_entry (jurisdiction, sequence, at, actor, action, thing)
            VALUES ($1, $2, $3, $4, $5, $6)";
        let sequence = self.next_number("audit_entry").await?;
        sqlx::query(APPEND)
            .bind(self.jurisdiction().to_owned())
            .bind(sequence)
            .bind(entry.at.to_string())
            .bind(entry.actor.as_str())
            .bind(entry.action.as_str())
            .bind(entry.thing.as_str())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Store {
    /// How many entries the audit log of a jurisdiction has. As long as it stays, nothing was written.
    pub async fn position(&self, jurisdiction: &Jurisdiction) -> Result<u64, Error> {
        const POSITION: &str =
            "SELECT value FROM counter WHERE jurisdiction = $1 AND name = 'audit_entry'";
        let query = sqlx::query_scalar::<_, i64>(POSITION).bind(jurisdiction.as_str());
        let position = query.fetch_optional(self.pool()).await?;
        Ok(position.unwrap_or_default().unsigned_abs())
    }

    /// The audit log of a jurisdiction, in the order it happened.
    pub async fn audit_entries(
        &self,
        jurisdiction: &Jurisdiction,
    ) -> Result<Vec<AuditEntry>, Error> {
        const ENTRIES: &str = "
            SELECT at, actor, action, thing FROM audit_entry
            WHERE jurisdiction = $1 ORDER BY sequence";
        let rows = sqlx::query(ENTRIES).bind(jurisdiction.as_str()).fetch_all(self.pool()).await?;
        rows.iter()
            .map(|row| {
                let columns = Columns { table: "audit_entry", row };
                Ok(AuditEntry {
                    at: columns.read("at", |text| text.parse().ok())?,
                    actor: columns.text("actor")?,
                    action: columns.text("action")?,
                    thing: columns.text("thing")?,
                })
            })
            .collect()
    }
}
