//! The audit log: who did what to which thing, when; each entry the leaf of a tree.

use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use luoshi_audit::{Change, Entry, Hash, Hashing};
use luoshi_delivery::Jurisdiction;
use sqlx::any::AnyRow;
use sqlx::{AnyPool, Row as _};

use crate::change::SaltedChange;
use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// What a use case says of its write 审计记录; the store gives it its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who: a user's name, in whose place the log writes the alias, or the command that acted.
    pub actor: String,
    /// For which organisation: the code of the one they belong to; empty where for none.
    pub organisation: String,
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
    /// By which it is found again, as stored.
    subject: String,
}

impl StoredEntry {
    /// Whether what was stored beside the entry is the entry's own.
    pub fn is_whole(&self, hashing: Hashing) -> bool {
        self.leaf == Some(hashing.leaf(&self.entry.bytes()))
            && self.subject == subject(&self.entry.thing)
    }
}

/// What a thing is, or is part of: `plan/1` of `plan/1/t3/2018-Q3/1`.
pub(crate) fn subject(thing: &str) -> &str {
    let second = thing.match_indices('/').nth(1);
    second.map_or(thing, |(end, _)| &thing[..end])
}

/// A signed checkpoint as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCheckpoint {
    /// How many entries the log had.
    pub size: u64,
    /// The signed note.
    pub note: String,
    /// When it was made.
    pub made_at: Timestamp,
}

const ENTRIES: &str = "
    SELECT sequence, at, actor, organisation, action, thing, subject, digest_before, digest_after, leaf
    FROM audit_entry WHERE jurisdiction = $1 ORDER BY sequence";

impl WriteTx {
    pub(crate) async fn append(
        &mut self,
        entry: &AuditEntry,
        hashing: Hashing,
        changes: &[SaltedChange],
    ) -> Result<i64, Error> {
        const APPEND: &str = "
            INSERT INTO audit_entry
                (jurisdiction, sequence, at, actor, organisation, action, thing, subject, leaf,
                 digest_before, digest_after)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let sequence = self.next_number("audit_entry").await?;
        let (before, after) = self.keep_changes(hashing, sequence, changes).await?;
        self.keep_before(sequence).await?;
        self.keep_positions(sequence).await?;
        let entry = Entry {
            jurisdiction: self.jurisdiction().to_owned(),
            sequence: sequence.unsigned_abs(),
            at: entry.at.to_string(),
            actor: self.in_log(&entry.actor).await?,
            organisation: entry.organisation.clone(),
            action: entry.action.clone(),
            thing: self.thing_in_log(&entry.thing).await?,
            before,
            after,
        };
        let leaf = hex::encode(hashing.leaf(&entry.bytes()));
        sqlx::query(APPEND)
            .bind(entry.jurisdiction)
            .bind(sequence)
            .bind(entry.at)
            .bind(entry.actor)
            .bind(entry.organisation)
            .bind(entry.action)
            .bind(entry.thing.clone())
            .bind(subject(&entry.thing).to_owned())
            .bind(leaf)
            .bind(entry.before)
            .bind(entry.after)
            .execute(self.connection())
            .await?;
        Ok(sequence)
    }

    /// What the log calls a thing: `user/~3f…` for a user.
    async fn thing_in_log(&mut self, thing: &str) -> Result<String, Error> {
        let Some(user) = thing.strip_prefix("user/") else { return Ok(thing.to_owned()) };
        let (name, rest) = user.split_at(user.find('/').unwrap_or(user.len()));
        Ok(format!("user/{}{rest}", self.in_log(name).await?))
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

    /// When the last entry of a jurisdiction's audit log was made.
    pub async fn last_entry_at(
        &self,
        jurisdiction: &Jurisdiction,
    ) -> Result<Option<Timestamp>, Error> {
        const LAST: &str = "
            SELECT at FROM audit_entry WHERE jurisdiction = $1 ORDER BY sequence DESC LIMIT 1";
        let query = sqlx::query(LAST).bind(jurisdiction.as_str());
        let Some(row) = query.fetch_optional(self.pool()).await? else { return Ok(None) };
        Columns { table: "audit_entry", row: &row }.parsed("at")
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

    /// Every entry, each up to a number with what it did to which rows. The number of the first entry that rows were
    /// kept for and that is not there, if any.
    pub async fn each_entry_with_changes(
        &self,
        jurisdiction: &Jurisdiction,
        last: u64,
        mut see: impl FnMut(StoredEntry, Vec<Change>),
    ) -> Result<Option<u64>, Error> {
        const CHANGES: &str = "
            SELECT sequence, table_name, row_key, digest_before, digest_after FROM audit_change
            WHERE jurisdiction = $1 AND sequence <= $2 ORDER BY sequence";
        let query = sqlx::query(CHANGES).bind(jurisdiction.as_str()).bind(last.cast_signed());
        let mut changes = query.fetch(self.pool());
        let mut entries = sqlx::query(ENTRIES).bind(jurisdiction.as_str()).fetch(self.pool());
        let mut ahead = changes.try_next().await?.as_ref().map(change_of).transpose()?;
        let mut stray = None;
        while let Some(row) = entries.try_next().await? {
            let stored = stored_entry(jurisdiction.as_str(), &row)?;
            let mut own = Vec::new();
            while let Some((of, change)) = ahead.take_if(|(of, _)| *of <= stored.entry.sequence) {
                if of == stored.entry.sequence {
                    own.push(change);
                } else {
                    stray = stray.or(Some(of));
                }
                ahead = changes.try_next().await?.as_ref().map(change_of).transpose()?;
            }
            see(stored, own);
        }
        Ok(stray.or(ahead.map(|(of, _)| of)))
    }

    /// The checkpoints of a jurisdiction, the shortest log first.
    pub async fn checkpoints(
        &self,
        jurisdiction: &Jurisdiction,
    ) -> Result<Vec<StoredCheckpoint>, Error> {
        const CHECKPOINTS: &str = "
            SELECT size, note, made_at FROM audit_checkpoint WHERE jurisdiction = $1
            ORDER BY size";
        let query = sqlx::query(CHECKPOINTS).bind(jurisdiction.as_str());
        query.fetch_all(self.pool()).await?.iter().map(stored_checkpoint).collect()
    }

    /// The checkpoint of the longest log.
    pub async fn last_checkpoint(
        &self,
        jurisdiction: &Jurisdiction,
    ) -> Result<Option<StoredCheckpoint>, Error> {
        const LAST: &str = "
            SELECT size, note, made_at FROM audit_checkpoint WHERE jurisdiction = $1
            ORDER BY size DESC LIMIT 1";
        let query = sqlx::query(LAST).bind(jurisdiction.as_str());
        query.fetch_optional(self.pool()).await?.as_ref().map(stored_checkpoint).transpose()
    }

    /// Keeps a checkpoint; one of the same length is written over, as a witness signs it again. It is about the log,
    /// not in it, and has no entry of its own.
    pub async fn keep_checkpoint(
        &self,
        jurisdiction: &Jurisdiction,
        checkpoint: &StoredCheckpoint,
    ) -> Result<(), Error> {
        const KEEP: &str = "
            INSERT INTO audit_checkpoint (jurisdiction, size, note, made_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (jurisdiction, size) DO UPDATE SET note = excluded.note";
        sqlx::query(KEEP)
            .bind(jurisdiction.as_str())
            .bind(checkpoint.size.cast_signed())
            .bind(checkpoint.note.as_str())
            .bind(checkpoint.made_at.to_string())
            .execute(self.pool())
            .await?;
        Ok(())
    }
}

/// Gives the entries of earlier versions what is stored beside entries now: their digests, and by what they are found.
pub(crate) async fn complete_old_entries(pool: &AnyPool) -> Result<(), Error> {
    const BARE: &str = "
        SELECT jurisdiction, sequence, at, actor, organisation, action, thing, subject,
               digest_before, digest_after, leaf
        FROM audit_entry WHERE leaf = ''
        UNION
        SELECT jurisdiction, sequence, at, actor, organisation, action, thing, subject,
               digest_before, digest_after, leaf
        FROM audit_entry WHERE subject = ''";
    const HASH: &str =
        "UPDATE audit_entry SET leaf = $1 WHERE jurisdiction = $2 AND sequence = $3 AND leaf = ''";
    const PLACE: &str =
        "UPDATE audit_entry SET subject = $1 WHERE jurisdiction = $2 AND sequence = $3";
    for row in sqlx::query(BARE).fetch_all(pool).await? {
        let jurisdiction: String = row.try_get("jurisdiction")?;
        let entry = stored_entry(&jurisdiction, &row)?.entry;
        // Logs of that time are all hashed by SM3.
        let leaf = hex::encode(Hashing::Sm3.leaf(&entry.bytes()));
        for (statement, value) in [(HASH, leaf), (PLACE, subject(&entry.thing).to_owned())] {
            let query = sqlx::query(statement).bind(value).bind(jurisdiction.clone());
            query.bind(entry.sequence.cast_signed()).execute(pool).await?;
        }
    }
    Ok(())
}

fn change_of(row: &AnyRow) -> Result<(u64, Change), Error> {
    let sequence: i64 = row.try_get("sequence")?;
    let change = Change {
        table: row.try_get("table_name")?,
        key: row.try_get("row_key")?,
        before: row.try_get("digest_before")?,
        after: row.try_get("digest_after")?,
    };
    Ok((sequence.unsigned_abs(), change))
}

fn stored_checkpoint(row: &AnyRow) -> Result<StoredCheckpoint, Error> {
    let size: i64 = row.try_get("size")?;
    let columns = Columns { table: "audit_checkpoint", row };
    let made_at = columns.read("made_at", |text| text.parse().ok())?;
    Ok(StoredCheckpoint { size: size.unsigned_abs(), note: columns.text("note")?, made_at })
}

pub(crate) fn stored_entry(jurisdiction: &str, row: &AnyRow) -> Result<StoredEntry, Error> {
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
        subject: columns.text("subject")?,
    })
}
