//! Opening the database; reading beside writing; no write without its audit entry.

use std::path::Path;

use jiff::Timestamp;
use luoshi_audit::Hashing;
use luoshi_delivery::Jurisdiction;
use sqlx::any::AnyPoolOptions;
use sqlx::migrate::Migrator;
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, Connection as _, Transaction};

use crate::change::SaltedChange;
use crate::dialect::{Dialect, embedded_file, file_url, shown};
use crate::kept::Kept;
use crate::log::Logs;
use crate::seal::SealingKey;
use crate::watch::{self, Tables};
use crate::{AuditEntry, Error, audit};

/// Every migration of the tables, in order.
pub(crate) static MIGRATIONS: Migrator = sqlx::migrate!();

/// The open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pool: AnyPool,
    dialect: Dialect,
    kept: Kept,
    logs: Logs,
    tables: Tables,
    sealing: Option<SealingKey>,
}

impl Store {
    /// Opens the embedded database under `data`, an existing directory, and brings its tables up to date.
    pub async fn open_embedded(data: &Path) -> Result<Self, Error> {
        Self::open_file(&embedded_file(data)).await
    }

    /// Whether there is an embedded database under `data`.
    pub fn is_embedded_under(data: &Path) -> bool {
        embedded_file(data).is_file()
    }

    /// Opens the embedded database in `file`.
    pub(crate) async fn open_file(file: &Path) -> Result<Self, Error> {
        Self::open(&file_url(file)).await
    }

    /// Opens the database at `url` (`postgres://…` or `sqlite://…`) and brings its tables up to date.
    pub async fn open(url: &str) -> Result<Self, Error> {
        let dialect = Dialect::of(url).ok_or_else(|| Error::UnknownDatabase(shown(url)))?;
        sqlx::any::install_default_drivers();
        let unreachable = |why| Error::Open { url: shown(url), why };
        // A pool goes on trying for half a minute; what cannot be opened should be told at once.
        let mut first = AnyConnection::connect(url).await.map_err(unreachable)?;
        dialect.prepare(&mut first).await.map_err(unreachable)?;
        let pool = AnyPoolOptions::new()
            .max_connections(8)
            .after_connect(move |connection, _| Box::pin(dialect.prepare(connection)))
            .connect(url)
            .await
            .map_err(unreachable)?;
        let (logs, tables) = (Logs::default(), Tables::default());
        let store = Self { pool, dialect, kept: Kept::new(), logs, tables, sealing: None };
        let odd = store.odd_before_update().await?;
        // What migrations do to rows is taken into the log afterwards, and is no part of the next write.
        dialect.watch_nothing(&mut first).await?;
        MIGRATIONS.run(&mut first).await?;
        first.close().await?;
        store.watch().await?;
        audit::complete_old_entries(&store.pool).await?;
        store.take_stock(&odd, opened_at()).await?;
        Ok(store)
    }

    /// Watches all tables that are there: what is written to them is told to the log.
    pub(crate) async fn watch(&self) -> Result<(), Error> {
        if self.dialect.watches_for_all() {
            let mut tx = self.pool.begin().await?;
            self.dialect.alone(&mut tx).await?;
            watch::watch(self.dialect, &mut tx).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Begins a write in `jurisdiction`. Dropped without a commit, it leaves nothing behind.
    pub async fn write(&self, jurisdiction: &Jurisdiction) -> Result<WriteTx, Error> {
        let mut tx = self.pool.begin_with(self.dialect.begin_write()).await?;
        if !self.dialect.watches_for_all() {
            watch::watch(self.dialect, &mut tx).await?;
        }
        let (logs, tables) = (self.logs.clone(), self.tables.clone());
        Ok(WriteTx { tx, jurisdiction: jurisdiction.clone(), dialect: self.dialect, logs, tables })
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }

    /// Waits for running statements and closes all connections.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    pub(crate) fn pool(&self) -> &AnyPool {
        &self.pool
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub(crate) fn kept(&self) -> &Kept {
        &self.kept
    }

    pub(crate) fn logs(&self) -> &Logs {
        &self.logs
    }

    pub(crate) fn sealing(&self) -> Option<&SealingKey> {
        self.sealing.as_ref()
    }

    pub(crate) fn sealing_mut(&mut self) -> &mut Option<SealingKey> {
        &mut self.sealing
    }

    pub(crate) fn logs_mut(&mut self) -> &mut Logs {
        &mut self.logs
    }
}

/// A write in one jurisdiction: all of it and its audit entry, or nothing (invariant 7).
#[derive(Debug)]
pub struct WriteTx {
    tx: Transaction<'static, Any>,
    jurisdiction: Jurisdiction,
    dialect: Dialect,
    logs: Logs,
    tables: Tables,
}

impl WriteTx {
    /// Adds the entry to the audit log, with the digests of all rows that were written, and makes everything durable.
    /// The only way to keep a write.
    pub async fn commit(mut self, entry: AuditEntry) -> Result<(), Error> {
        let hashing = self.log_hashing().await?;
        let changes = self.changes(hashing).await?;
        self.commit_with(&entry, changes).await
    }

    /// Adds the entry with these changes of rows.
    pub(crate) async fn commit_with(
        mut self,
        entry: &AuditEntry,
        changes: Vec<SaltedChange>,
    ) -> Result<(), Error> {
        let hashing = self.log_hashing().await?;
        self.append(entry, hashing, &changes).await?;
        self.finish(hashing).await
    }

    /// Makes durable what has its entry.
    pub(crate) async fn finish(self, hashing: Hashing) -> Result<(), Error> {
        self.tx.commit().await?;
        self.logs.remember(self.jurisdiction.as_str(), hashing);
        Ok(())
    }

    /// Keeps what was written about the log itself.
    pub(crate) async fn keep(self) -> Result<(), Error> {
        Ok(self.tx.commit().await?)
    }

    /// Watches a table that was made, or got a column, in this write.
    pub(crate) async fn watch_table(&mut self, name: &str) -> Result<(), Error> {
        let dialect = self.dialect;
        for table in watch::watched(dialect, self.connection()).await? {
            if table.name == name {
                for statement in dialect.watch_table(&table) {
                    sqlx::raw_sql(AssertSqlSafe(statement)).execute(self.connection()).await?;
                }
            }
        }
        Ok(())
    }

    pub(crate) fn tables(&self) -> &Tables {
        &self.tables
    }

    pub(crate) fn logs(&self) -> &Logs {
        &self.logs
    }

    pub(crate) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.tx
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub(crate) fn jurisdiction(&self) -> &str {
        self.jurisdiction.as_str()
    }

    /// The next number of the kind `name`, starting at 1.
    pub(crate) async fn next_number(&mut self, name: &str) -> Result<i64, Error> {
        const NEXT: &str = "
            INSERT INTO counter (jurisdiction, name, value) VALUES ($1, $2, 1)
            ON CONFLICT (jurisdiction, name) DO UPDATE SET value = counter.value + 1
            RETURNING value";
        let jurisdiction = self.jurisdiction.to_string();
        let query = sqlx::query_scalar::<Any, i64>(NEXT).bind(jurisdiction).bind(name.to_owned());
        Ok(query.fetch_one(self.connection()).await?)
    }
}

/// When the program opened its database: what it takes into the log by itself, it does at this moment.
#[expect(
    clippy::disallowed_methods,
    reason = "nobody asks for it: there is no context to take the time from"
)]
fn opened_at() -> Timestamp {
    Timestamp::now()
}
