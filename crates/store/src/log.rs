//! The logs there are, each with the hashing that was chosen when it began.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use luoshi_audit::Hashing;
use luoshi_delivery::Jurisdiction;
use sqlx::{Any, AnyConnection};

use crate::transaction::MIGRATIONS;
use crate::{Error, Store, WriteTx};

/// The hashing of each log that was seen: it never changes. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Logs {
    known: Arc<Mutex<HashMap<String, Hashing>>>,
    /// How a log is hashed that begins now.
    new: Hashing,
}

impl Logs {
    fn known(&self, jurisdiction: &str) -> Option<Hashing> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(jurisdiction).copied()
    }

    /// Remembers what stands in the database.
    pub(crate) fn remember(&self, jurisdiction: &str, hashing: Hashing) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(jurisdiction.to_owned(), hashing);
    }
}

/// How many migrations this program knows. They are counted, as one may come late with a lower number.
pub(crate) fn migrations() -> i64 {
    i64::try_from(MIGRATIONS.iter().count()).unwrap_or(i64::MAX)
}

async fn stored(
    connection: &mut AnyConnection,
    jurisdiction: &str,
) -> Result<Option<Hashing>, Error> {
    const HASHING: &str = "SELECT hashing FROM audit_log WHERE jurisdiction = $1";
    let query = sqlx::query_scalar::<Any, String>(HASHING).bind(jurisdiction);
    let Some(name) = query.fetch_optional(connection).await? else { return Ok(None) };
    let corrupt = || Error::Corrupt { table: "audit_log", column: "hashing", value: name.clone() };
    Hashing::parse(&name).map(Some).ok_or_else(corrupt)
}

impl Store {
    /// The same store, which hashes logs that begin from now on by `hashing`. Those there are keep theirs.
    #[must_use]
    pub fn hashing_new_logs_by(mut self, hashing: Hashing) -> Self {
        self.logs_mut().new = hashing;
        self
    }

    /// How the log of a jurisdiction is hashed, or will be when it begins.
    pub async fn hashing(&self, jurisdiction: &Jurisdiction) -> Result<Hashing, Error> {
        if let Some(known) = self.logs().known(jurisdiction.as_str()) {
            return Ok(known);
        }
        let mut connection = self.pool().acquire().await?;
        let Some(hashing) = stored(&mut connection, jurisdiction.as_str()).await? else {
            return Ok(self.logs().new);
        };
        self.logs().remember(jurisdiction.as_str(), hashing);
        Ok(hashing)
    }
}

impl WriteTx {
    /// How this log is hashed; one that is not there begins.
    pub(crate) async fn log_hashing(&mut self) -> Result<Hashing, Error> {
        const BEGIN: &str = "
            INSERT INTO audit_log (jurisdiction, hashing, stock) VALUES ($1, $2, $3)
            ON CONFLICT (jurisdiction) DO NOTHING";
        let jurisdiction = self.jurisdiction().to_owned();
        let logs = self.logs().clone();
        if let Some(known) = logs.known(&jurisdiction) {
            return Ok(known);
        }
        let query = sqlx::query(BEGIN).bind(&jurisdiction).bind(logs.new.name());
        query.bind(migrations()).execute(self.connection()).await?;
        let there = stored(self.connection(), &jurisdiction).await?;
        Ok(there.unwrap_or(logs.new))
    }
}
