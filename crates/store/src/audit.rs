//! The audit log: who did what to which thing, when; each entry the leaf of a tree.

use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use luoshi_audit::{Entry, Hash, Hashing};
use luoshi_delivery::Jurisdiction;
use sqlx::any::AnyRow;
use sqlx::{AnyPool, Row as _};

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// How the log is hashed.
pub const HASHING: Hashing = Hashing::Sm3;

/// What a use case says of its write 审计记录; the store gives it its number.
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

/// An entry as it is stored, with the digest that was stored beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEntry {
    /// The entry.
    pub entry: Entry,
    /// The digest of its leaf, as stored.
    pub leaf: Option<Hash>,
}

impl StoredEntry {
    /// Whether the stored digest is that of the entry.
    pub fn is_whole(&self) -> bool {
        self.leaf == Some(HASHING.leaf(&self.entry.bytes()))
    }
}

/// A signed checkpoint as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCheckpoint {
    /// How many entries the log had.
    pub size: u64,
    /// The signed note.
    pub note: String,
}

const ENTRIES: &str = "
    SELECT sequence, at, actor, organisation, action, thing, digest_before, digest_after, leaf
    FROM audit_entry WHERE jurisdiction = $1 ORDER BY sequence";

impl WriteTx {
    pub(crate) async fn append(&mut self, entry: &AuditEntry) -> Result<(), Error> {
        const APPEND: &str = "
            INSERT INTO audit_entry (jurisdiction, sequence, at, actor, action, thing, leaf)
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
        let sequence = self.next_number("audit_entry").await?;
        let entry = Entry {
            jurisdiction: self.jurisdiction().to_owned(),
            sequence: sequence.unsigned_abs(),
            at: entry.at.to_string(),
            actor: entry.actor.clone(),
            action: entry.action.clone(),
            thing: entry.thing.clone(),
            ..Entry::default()
        };
        let leaf = hex::encode(HASHING.leaf(&entry.bytes()));
        sqlx::query(APPEND)
            .bind(entry.jurisdiction)
            .bind(sequence)
            .bind(entry.at)
            .bind(entry.actor)
            .bind(entry.action)
            .bind(entry.thing)
            .bind(leaf)
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
    pub async fn audit_entries(&self, jurisdiction: &Jurisdiction) -> Result<Vec<Entry>, Error> {
        let mut entries = Vec::new();
        self.each_entry(jurisdiction, |stored| entries.push(stored.entry)).await?;
        Ok(entries)
    }

    /// Every entry of a jurisdiction in its order, one after the other: a log may be longer than memory.
    pub async fn each_entry(
        &self,
        jurisdiction: &Jurisdiction,
        mut see: impl FnMut(StoredEntry),
    ) -> Result<(), Error> {
        let mut rows = sqlx::query(ENTRIES).bind(jurisdiction.as_str()).fetch(self.pool());
        while let Some(row) = rows.try_next().await? {
            see(stored_entry(jurisdiction.as_str(), &row)?);
        }
        Ok(())
    }

    /// What was done to a thing and to what is part of it, the newest first: at most `limit` entries.
    pub async fn audit_of(
        &self,
        jurisdiction: &Jurisdiction,
        thing: &str,
        limit: u32,
    ) -> Result<Vec<Entry>, Error> {
        const OF_THING: &str = "
            SELECT sequence, at, actor, organisation, action, thing, digest_before, digest_after, leaf
            FROM audit_entry
            WHERE jurisdiction = $1 AND (thing = $2 OR thing LIKE $3) ORDER BY sequence DESC LIMIT $4";
        let query = sqlx::query(OF_THING)
            .bind(jurisdiction.as_str())
            .bind(thing)
            .bind(format!("{thing}/%"))
            .bind(i64::from(limit));
        let rows = query.fetch_all(self.pool()).await?;
        rows.iter().map(|row| Ok(stored_entry(jurisdiction.as_str(), row)?.entry)).collect()
    }

    /// The checkpoints of a jurisdiction, the shortest log first.
    pub async fn checkpoints(
        &self,
        jurisdiction: &Jurisdiction,
    ) -> Result<Vec<StoredCheckpoint>, Error> {
        const CHECKPOINTS: &str = "
            SELECT size, note FROM audit_checkpoint WHERE jurisdiction = $1 ORDER BY size";
        let query = sqlx::query(CHECKPOINTS).bind(jurisdiction.as_str());
        let rows = query.fetch_all(self.pool()).await?;
        let checkpoint = |row: &AnyRow| {
            let size: i64 = row.try_get("size")?;
            Ok(StoredCheckpoint { size: size.unsigned_abs(), note: row.try_get("note")? })
        };
        rows.iter().map(checkpoint).collect()
    }

    /// Keeps a checkpoint; one of the same length is written over, as a witness signs it again. It is about the log,
    /// not in it, and has no entry of its own.
    pub async fn keep_checkpoint(
        &self,
        jurisdiction: &Jurisdiction,
        checkpoint: &StoredCheckpoint,
        at: Timestamp,
    ) -> Result<(), Error> {
        const KEEP: &str = "
            INSERT INTO audit_checkpoint (jurisdiction, size, note, made_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (jurisdiction, size) DO UPDATE SET note = excluded.note";
        sqlx::query(KEEP)
            .bind(jurisdiction.as_str())
            .bind(checkpoint.size.cast_signed())
            .bind(checkpoint.note.as_str())
            .bind(at.to_string())
            .execute(self.pool())
            .await?;
        Ok(())
    }
}

/// Gives the entries of before there were digests theirs.
pub(crate) async fn hash_old_entries(pool: &AnyPool) -> Result<(), Error> {
    const BARE: &str = "
        SELECT jurisdiction, sequence, at, actor, organisation, action, thing, digest_before,
               digest_after, leaf
        FROM audit_entry WHERE leaf = ''";
    const HASH: &str =
        "UPDATE audit_entry SET leaf = $1 WHERE jurisdiction = $2 AND sequence = $3 AND leaf = ''";
    for row in sqlx::query(BARE).fetch_all(pool).await? {
        let jurisdiction: String = row.try_get("jurisdiction")?;
        let entry = stored_entry(&jurisdiction, &row)?.entry;
        sqlx::query(HASH)
            .bind(hex::encode(HASHING.leaf(&entry.bytes())))
            .bind(jurisdiction)
            .bind(entry.sequence.cast_signed())
            .execute(pool)
            .await?;
    }
    Ok(())
}

fn stored_entry(jurisdiction: &str, row: &AnyRow) -> Result<StoredEntry, Error> {
    let columns = Columns { table: "audit_entry", row };
    let sequence: i64 = row.try_get("sequence")?;
    let mut leaf = Hash::default();
    let read = hex::decode_to_slice(columns.text("leaf")?, &mut leaf);
    Ok(StoredEntry {
        entry: Entry {
            jurisdiction: jurisdiction.to_owned(),
            sequence: sequence.unsigned_abs(),
            at: columns.text("at")?,
            actor: columns.text("actor")?,
            organisation: columns.text("organisation")?,
            action: columns.text("action")?,
            thing: columns.text("thing")?,
            before: columns.text("digest_before")?,
            after: columns.text("digest_after")?,
        },
        leaf: read.is_ok().then_some(leaf),
    })
}
