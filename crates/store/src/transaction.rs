//! Opening the database; reading beside writing; no write without its audit entry.

use std::path::Path;

use luoshi_delivery::Jurisdiction;
use sqlx::any::AnyPoolOptions;
use sqlx::{Any, AnyConnection, AnyPool, Executor as _, Transaction};

use crate::dialect::{BEGIN_WRITE, ON_CONNECT, embedded_url};
use crate::{AuditEntry, Error};

/// The open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pool: AnyPool,
}

impl Store {
    /// Opens the embedded database under `data`, an existing directory, and brings its tables up to date.
    pub async fn open(data: &Path) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        let url = embedded_url(data);
        let pool = AnyPoolOptions::new()
            .max_connections(8)
            .after_connect(|connection, _| Box::pin(prepare(connection)))
            .connect(&url)
            .await
            .map_err(|why| Error::Open { url, why })?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self { pool })
    }

    /// Begins a write in `jurisdiction`. Dropped without a commit, it leaves nothing behind.
    pub async fn write(&self, jurisdiction: &Jurisdiction) -> Result<WriteTx, Error> {
        let tx = self.pool.begin_with(BEGIN_WRITE).await?;
        Ok(WriteTx { tx, jurisdiction: jurisdiction.clone() })
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
}

async fn prepare(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    for pragma in ON_CONNECT {
        connection.execute(*pragma).await?;
    }
    Ok(())
}

/// A write in one jurisdiction: all of it and its audit entry, or nothing (invariant 7).
#[derive(Debug)]
pub struct WriteTx {
    tx: Transaction<'static, Any>,
    jurisdiction: Jurisdiction,
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
