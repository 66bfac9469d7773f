//! Uploaded files, by the SHA-256 of their bytes.

use std::sync::Arc;

use jiff::Timestamp;
use luoshi_delivery::{Jurisdiction, PlanSource};
use luoshi_document::Document;
use sqlx::Row as _;

use crate::{Error, Store, WriteTx};

impl WriteTx {
    /// Keeps a file. The same bytes twice are one file.
    pub async fn save_file(
        &mut self,
        source: &PlanSource,
        bytes: &[u8],
        at: Timestamp,
    ) -> Result<(), Error> {
        const SAVE: &str = "
            INSERT INTO document (jurisdiction, sha256, name, bytes, stored_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (jurisdiction, sha256) DO NOTHING";
        sqlx::query(SAVE)
            .bind(self.jurisdiction().to_owned())
            .bind(source.sha256.as_str())
            .bind(source.name.as_str())
            .bind(bytes.to_vec())
            .bind(at.to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Store {
    /// The bytes of a stored file, if it is there.
    pub async fn file(
        &self,
        jurisdiction: &Jurisdiction,
        sha256: &str,
    ) -> Result<Option<Vec<u8>>, Error> {
        const FILE: &str = "SELECT bytes FROM document WHERE jurisdiction = $1 AND sha256 = $2";
        let query = sqlx::query(FILE).bind(jurisdiction.as_str()).bind(sha256);
        let row = query.fetch_optional(self.pool()).await?;
        row.map(|row| Ok(row.try_get("bytes")?)).transpose()
    }

    /// A stored file with its name, if it is there.
    pub async fn named_file(
        &self,
        jurisdiction: &Jurisdiction,
        sha256: &str,
    ) -> Result<Option<(PlanSource, Vec<u8>)>, Error> {
        const FILE: &str =
            "SELECT name, bytes FROM document WHERE jurisdiction = $1 AND sha256 = $2";
        let query = sqlx::query(FILE).bind(jurisdiction.as_str()).bind(sha256);
        let Some(row) = query.fetch_optional(self.pool()).await? else { return Ok(None) };
        let (name, sha256) = (row.try_get("name")?, sha256.to_owned());
        Ok(Some((PlanSource { name, sha256 }, row.try_get("bytes")?)))
    }

    /// A stored file as a document.
    pub async fn document(
        &self,
        jurisdiction: &Jurisdiction,
        source: &PlanSource,
    ) -> Result<Arc<Document>, Error> {
        let read = async {
            let bytes = self.file(jurisdiction, &source.sha256).await?;
            let bytes = bytes.ok_or_else(|| Error::FileMissing(source.name.clone()))?;
            luoshi_document::read(&source.name, &bytes)
                .map_err(|why| Error::Unreadable { file_name: source.name.clone(), why })
        };
        self.kept().document((jurisdiction.clone(), source.sha256.clone()), read).await
    }
}
