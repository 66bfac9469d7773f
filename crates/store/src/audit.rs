//! The audit log: who did what to which thing, when.

use jiff::Timestamp;

use crate::{Error, WriteTx};

/// One line of the audit log 审计记录.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who: a user's name, or the command that acted.
    pub actor: String,
    /// What: the use case.
    pub action: &'static str,
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
            .bind(entry.action)
            .bind(entry.thing.as_str())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
