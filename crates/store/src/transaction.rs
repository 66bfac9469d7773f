//! Opening the database; reading beside writing; no write without its audit entry.

use std::path::Path;

use luoshi_delivery::Jurisdiction;
use sqlx::any::AnyPoolOptions;
use sqlx::{Any, AnyConnection, AnyPool, Connection as _, Transaction};

use crate::dialect::{Dialect, embedded_file, file_url, shown};
use crate::kept::Kept;
use crate::{AuditEntry, Error, audit};

/// The open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pool: AnyPool,
    dialect: Dialect,
    kept: Kept,
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
        first.close().await?;
        let pool = AnyPoolOptions::new()
            .max_connections(8)
            .after_connect(move |connection, _| Box::pin(dialect.prepare(connection)))
            .connect(url)
            .await
            .map_err(unreachable)?;
        sqlx::migrate!().run(&pool).await?;
        audit::complete_old_entries(&pool).await?;
        Ok(Self { pool, dialect, kept: Kept::new() })
    }

    /// Begins a write in `jurisdiction`. Dropped without a commit, it leaves nothing behind.
    pub async fn write(&self, jurisdiction: &Jurisdiction) -> Result<WriteTx, Error> {
        let tx = self.pool.begin_with(self.dialect.begin_write()).await?;
        Ok(WriteTx { tx, jurisdiction: jurisdiction.clone(), dialect: self.dialect })
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
}

/// A write in one jurisdiction: all of it and its audit entry, or nothing (invariant 7).
#[derive(Debug)]
pub struct WriteTx {
    tx: Transaction<'static, Any>,
    jurisdiction: Jurisdiction,
    dialect: Dialect,
}

impl WriteTx {
    /// Adds the entry to the audit log and makes everything durable. The only way to keep a write.
    pub async fn commit(mut self, entry: AuditEntry) -> Result<(), Error> {
        self.append(&entry).await?;
        self.tx.commit().await?;
        Ok(())
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
    pub(crate) async fn next_number(&mut self, name: &'static str) -> Result<i64, Error> {
        const NEXT: &str = "
            INSERT INTO counter (jurisdiction, name, value) VALUES ($1, $2, 1)
            ON CONFLICT (jurisdiction, name) DO UPDATE SET value = counter.value + 1
            RETURNING value";
        let jurisdiction = self.jurisdiction.to_string();
        let query = sqlx::query_scalar::<Any, i64>(NEXT).bind(jurisdiction).bind(name);
        Ok(query.fetch_one(self.connection()).await?)
    }
}
