//! Whether the rows are as the log last said, and what an update of the program did to them.

use std::collections::{HashMap, HashSet};

use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use luoshi_audit::{Change, Row};
use luoshi_delivery::Jurisdiction;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use crate::change::{LastWord, Place, SaltedChange, salted};
use crate::document::changed_files;
use crate::log::migrations;
use crate::person::{Aliases, aliases, changed_aliases};
use crate::schema::{Table, quoted};
use crate::watch::watched;
use crate::{AuditEntry, Error, Store};

/// A row that is not as the log last said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OddRow {
    /// The entry that last said something of it; 0 where none did.
    pub entry: u64,
    /// Its table.
    pub table: String,
    /// Its key.
    pub key: String,
    /// What is odd.
    pub oddity: Oddity,
}

/// What is odd about a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oddity {
    /// It is not what the entry made of it.
    Changed,
    /// It is gone, and no entry removed it.
    Gone,
    /// It is there, and no entry added it.
    Added,
    /// It says whom the log means by an alias, and somebody put another name there.
    OtherName,
    /// It is a file, and its bytes are not those that were stored.
    OtherBytes,
}

/// What the log last said of every row of a jurisdiction.
pub(crate) async fn last_words(
    connection: &mut AnyConnection,
    jurisdiction: &str,
) -> Result<HashMap<Place, LastWord>, Error> {
    const ALL: &str = "
        SELECT sequence, table_name, row_key, digest_after, salt FROM audit_change
        WHERE jurisdiction = $1 AND sequence <= (
            SELECT value FROM counter WHERE jurisdiction = $1 AND name = 'audit_entry')
        ORDER BY sequence";
    let mut known = HashMap::new();
    let mut rows = sqlx::query(ALL).bind(jurisdiction).fetch(connection);
    while let Some(row) = rows.try_next().await? {
        let sequence: i64 = row.try_get("sequence")?;
        let place = (row.try_get("table_name")?, row.try_get("row_key")?);
        let (digest, salt) = (row.try_get("digest_after")?, row.try_get("salt")?);
        known.insert(place, LastWord { sequence: sequence.unsigned_abs(), digest, salt });
    }
    Ok(known)
}

/// Every row of a table that belongs to a jurisdiction.
async fn each_row(
    store: &Store,
    connection: &mut AnyConnection,
    (table, jurisdiction, aliases): (&Table, &str, &Aliases),
    mut see: impl FnMut(Row) -> Result<(), Error>,
) -> Result<(), Error> {
    let dialect = store.dialect();
    let all = format!(
        "SELECT {} AS row_key, {} AS row_values FROM {} AS t WHERE t.jurisdiction = $1",
        table.key_sql(dialect, "t"),
        table.row_sql(dialect, "t"),
        quoted(&table.name)
    );
    let mut rows = sqlx::query(AssertSqlSafe(all)).bind(jurisdiction).fetch(connection);
    while let Some(row) = rows.try_next().await? {
        let (key, values): (String, String) = (row.try_get("row_key")?, row.try_get("row_values")?);
        let mut row = table.row(&key, &values)?;
        row.key = table.key_in_log(&row.key, aliases)?;
        see(row)?;
    }
    Ok(())
}

impl Store {
    /// The rows of a jurisdiction that are not as the log last said, the first entry's first.
    pub async fn odd_rows(&self, jurisdiction: &Jurisdiction) -> Result<Vec<OddRow>, Error> {
        let mut tx = self.pool().begin_with(self.dialect().begin_snapshot()).await?;
        let mut odd = self.odd_rows_seen_by(&mut tx, jurisdiction).await?;
        let hashing = self.hashing(jurisdiction).await?;
        for alias in changed_aliases(&mut tx, jurisdiction.as_str(), hashing).await? {
            let (table, key) = ("audit_person".to_owned(), alias);
            odd.push(OddRow { entry: 0, table, key, oddity: Oddity::OtherName });
        }
        for sha256 in changed_files(&mut tx, jurisdiction.as_str()).await? {
            let (table, key) = ("document".to_owned(), serde_json::json!([sha256]).to_string());
            odd.push(OddRow { entry: 0, table, key, oddity: Oddity::OtherBytes });
        }
        Ok(odd)
    }

    async fn odd_rows_seen_by(
        &self,
        connection: &mut AnyConnection,
        jurisdiction: &Jurisdiction,
    ) -> Result<Vec<OddRow>, Error> {
        let hashing = self.hashing(jurisdiction).await?;
        let place = jurisdiction.as_str();
        let mut known = last_words(connection, place).await?;
        let aliases = aliases(self.dialect(), connection, place).await?;
        let mut odd = Vec::new();
        for table in watched(self.dialect(), connection).await? {
            let see = |row: Row| {
                let last = known.remove(&(row.table.clone(), row.key.clone()));
                let oddity = match &last {
                    Some(last) if last.fits(hashing, &row) => return Ok(()),
                    Some(last) if !last.digest.is_empty() => Oddity::Changed,
                    _ => Oddity::Added,
                };
                let entry = last.map_or(0, |last| last.sequence);
                odd.push(OddRow { entry, table: row.table, key: row.key, oddity });
                Ok(())
            };
            each_row(self, connection, (&table, place, &aliases), see).await?;
        }
        let gone = known.into_iter().filter(|(_, last)| !last.digest.is_empty());
        odd.extend(gone.map(|((table, key), last)| OddRow {
            entry: last.sequence,
            table,
            key,
            oddity: Oddity::Gone,
        }));
        odd.sort_unstable();
        Ok(odd)
    }

    /// The logs that have not taken in what migrations did to rows.
    async fn behind(&self) -> Result<Vec<String>, Error> {
        const BEHIND: &str = "SELECT jurisdiction FROM audit_log WHERE stock < $1";
        let query = sqlx::query_scalar::<_, String>(BEHIND).bind(migrations());
        Ok(query.fetch_all(self.pool()).await?)
    }

    /// Rows that were odd before the migrations: an update makes nothing right. None where no row has a digest yet.
    pub(crate) async fn odd_before_update(&self) -> Result<HashMap<String, HashSet<Place>>, Error> {
        let mut odd = HashMap::new();
        if !self.has_table("audit_change").await? {
            return Ok(odd);
        }
        for jurisdiction in self.behind().await? {
            let Ok(place) = jurisdiction.parse::<Jurisdiction>() else { continue };
            // A log that never took stock knows no rows: all of them are still to be taken in.
            if self.stock_of(&jurisdiction).await? == 0 {
                continue;
            }
            let mut tx = self.pool().begin_with(self.dialect().begin_snapshot()).await?;
            let rows = self.odd_rows_seen_by(&mut tx, &place).await?.into_iter();
            odd.insert(jurisdiction, rows.map(|row| (row.table, row.key)).collect());
        }
        Ok(odd)
    }

    async fn has_table(&self, name: &str) -> Result<bool, Error> {
        let mut connection = self.pool().acquire().await?;
        let rows = sqlx::query(self.dialect().all_columns()).fetch_all(&mut *connection).await?;
        let names = rows.iter().map(|row| row.try_get::<String, _>("table_name"));
        Ok(names.collect::<Result<HashSet<_>, _>>()?.contains(name))
    }

    async fn stock_of(&self, jurisdiction: &str) -> Result<i64, Error> {
        const STOCK: &str = "SELECT stock FROM audit_log WHERE jurisdiction = $1";
        let query = sqlx::query_scalar::<_, i64>(STOCK).bind(jurisdiction);
        Ok(query.fetch_optional(self.pool()).await?.unwrap_or_default())
    }

    /// Takes into each log what migrations did to its rows, but for those that were `odd` before: they stay so.
    pub(crate) async fn take_stock(
        &self,
        odd: &HashMap<String, HashSet<Place>>,
        at: Timestamp,
    ) -> Result<(), Error> {
        for jurisdiction in self.behind().await? {
            if let Ok(place) = jurisdiction.parse() {
                let odd = odd.get(&jurisdiction).cloned().unwrap_or_default();
                self.take_stock_of(&place, &odd, at).await?;
            }
        }
        Ok(())
    }

    async fn take_stock_of(
        &self,
        jurisdiction: &Jurisdiction,
        odd: &HashSet<Place>,
        at: Timestamp,
    ) -> Result<(), Error> {
        const MINE: &str = "UPDATE audit_log SET stock = $1 WHERE jurisdiction = $2 AND stock < $1";
        let mut tx = self.write(jurisdiction).await?;
        let known_now = migrations();
        let query = sqlx::query(MINE).bind(known_now).bind(jurisdiction.as_str());
        if query.execute(tx.connection()).await?.rows_affected() == 0 {
            return Ok(()); // Another server that started at the same moment did it.
        }
        let hashing = self.hashing(jurisdiction).await?;
        let known = last_words(tx.connection(), jurisdiction.as_str()).await?;
        let mut changes = Vec::new();
        for row in self.odd_rows_seen_by(tx.connection(), jurisdiction).await? {
            let place = (row.table, row.key);
            if !odd.contains(&place) {
                changes.push((place, row.oddity));
            }
        }
        if changes.is_empty() {
            return tx.keep().await;
        }
        let now = self.rows_at(tx.connection(), jurisdiction, &changes).await?;
        let taken = changes.into_iter().map(|(place, _)| {
            let before = known.get(&place).map(|last| last.digest.clone()).unwrap_or_default();
            let after = now.get(&place).map(|row| salted(hashing, row)).transpose()?;
            let (after, salt) = after.unwrap_or_default();
            let (table, key) = place;
            Ok(SaltedChange { change: Change { table, key, before, after }, salt })
        });
        let taken = taken.collect::<Result<Vec<_>, Error>>()?;
        let entry = AuditEntry {
            at,
            actor: "luoshi".to_owned(),
            organisation: String::new(),
            action: "take_stock".to_owned(),
            thing: format!("migrations/{known_now}"),
        };
        tx.commit_with(&entry, taken).await
    }

    async fn rows_at(
        &self,
        connection: &mut AnyConnection,
        jurisdiction: &Jurisdiction,
        wanted: &[(Place, Oddity)],
    ) -> Result<HashMap<Place, Row>, Error> {
        let wanted: HashSet<&Place> = wanted.iter().map(|(place, _)| place).collect();
        let mut found = HashMap::new();
        let place = jurisdiction.as_str();
        let aliases = aliases(self.dialect(), connection, place).await?;
        for table in watched(self.dialect(), connection).await? {
            let see = |row: Row| {
                let place = (row.table.clone(), row.key.clone());
                if wanted.contains(&place) {
                    found.insert(place, row);
                }
                Ok(())
            };
            each_row(self, connection, (&table, place, &aliases), see).await?;
        }
        Ok(found)
    }
}
