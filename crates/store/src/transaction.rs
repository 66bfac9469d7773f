//! Opening the database; reading beside writing; no write without its audit entry.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use luoshi_audit::{Hashing, Row};
use luoshi_delivery::Jurisdiction;
use sqlx::any::AnyPoolOptions;
use sqlx::migrate::Migrator;
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, Connection as _, Transaction};
use tempfile::TempDir;

use crate::change::SaltedChange;
use crate::dialect::{Dialect, embedded_file, file_url, shown};
use crate::kept::Kept;
use crate::log::Logs;
use crate::past::Pasts;
use crate::position::ReadPlans;
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
    pasts: Pasts,
    /// Where the database of a past day is, as long as it is used.
    folder: Option<Arc<TempDir>>,
    /// Where it is noted what plans are read.
    read_plans: Option<ReadPlans>,
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
        let store = Self::connect(url, dialect).await?;
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

    /// The database at `url` as it is.
    async fn connect(url: &str, dialect: Dialect) -> Result<Self, Error> {
        let pool = AnyPoolOptions::new()
            .max_connections(8)
            .after_connect(move |connection, _| Box::pin(dialect.prepare(connection)))
            .connect(url)
            .await
            .map_err(|why| Error::Open { url: shown(url), why })?;
        let (kept, logs, tables) = (Kept::new(), Logs::default(), Tables::default());
        let (pasts, folder, sealing) = (Pasts::new(), None, None);
        let read_plans = None;
        Ok(Self { pool, dialect, kept, logs, tables, sealing, pasts, folder, read_plans })
    }

    /// The database of a past day in `folder`, which goes with it.
    pub(crate) async fn open_past(folder: TempDir) -> Result<Self, Error> {
        let store =
            Self::connect(&file_url(&embedded_file(folder.path())), Dialect::Sqlite).await?;
        Ok(Self { folder: Some(Arc::new(folder)), ..store })
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
        if self.folder.is_some() {
            return Err(Error::Past);
        }
        let mut tx = self.pool.begin_with(self.dialect.begin_write()).await?;
        if !self.dialect.watches_for_all() {
            watch::watch(self.dialect, &mut tx).await?;
        }
        let (logs, tables) = (self.logs.clone(), self.tables.clone());
        let (jurisdiction, dialect) = (jurisdiction.clone(), self.dialect);
        Ok(WriteTx { tx, jurisdiction, dialect, logs, tables, befores: Vec::new(), plans: None })
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

    pub(crate) fn read_plans(&self) -> Option<&ReadPlans> {
        self.read_plans.as_ref()
    }

    pub(crate) fn read_plans_mut(&mut self) -> &mut Option<ReadPlans> {
        &mut self.read_plans
    }

    pub(crate) fn pasts(&self) -> &Pasts {
        &self.pasts
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
    /// What rows with a past were before this write.
    befores: Vec<Row>,
    /// The plans that rows of this write belong to, once somebody looked.
    plans: Option<BTreeSet<i64>>,
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

    pub(crate) fn befores(&mut self) -> &mut Vec<Row> {
        &mut self.befores
    }

    pub(crate) fn plans(&mut self) -> &mut Option<BTreeSet<i64>> {
        &mut self.plans
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
