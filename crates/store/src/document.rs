//! Uploaded files, by the SHA-256 of their bytes.

use std::sync::Arc;

use jiff::Timestamp;
use luoshi_delivery::{Jurisdiction, PlanSource};
use luoshi_document::Document;
use sha2::{Digest as _, Sha256};
use sqlx::{AnyConnection, Row as _};

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
    /// The bytes of a stored file, if it is there. Bytes that are not those that were stored are refused.
    pub async fn file(
        &self,
        jurisdiction: &Jurisdiction,
        sha256: &str,
    ) -> Result<Option<Vec<u8>>, Error> {
        const FILE: &str = "SELECT bytes FROM document WHERE jurisdiction = $1 AND sha256 = $2";
        let query = sqlx::query(FILE).bind(jurisdiction.as_str()).bind(sha256);
        let row = query.fetch_optional(self.pool()).await?;
        row.map(|row| as_stored(sha256, row.try_get("bytes")?)).transpose()
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
        let bytes = as_stored(sha256, row.try_get("bytes")?)?;
        let (name, sha256) = (row.try_get("name")?, sha256.to_owned());
        Ok(Some((PlanSource { name, sha256 }, bytes)))
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

/// The bytes, as long as they are what their digest was made of.
fn as_stored(sha256: &str, bytes: Vec<u8>) -> Result<Vec<u8>, Error> {
    if hex::encode(Sha256::digest(&bytes)) == sha256 {
        Ok(bytes)
    } else {
        Err(Error::FileChanged(sha256.to_owned()))
    }
}

/// The digests under which files stand whose bytes are others now, one file in memory at a time.
pub(crate) async fn changed_files(
    connection: &mut AnyConnection,
    jurisdiction: &str,
) -> Result<Vec<String>, Error> {
    const NAMES: &str = "SELECT sha256 FROM document WHERE jurisdiction = $1 ORDER BY sha256";
    const FILE: &str = "SELECT bytes FROM document WHERE jurisdiction = $1 AND sha256 = $2";
    let names = sqlx::query_scalar::<_, String>(NAMES).bind(jurisdiction);
    let mut changed = Vec::new();
    for sha256 in names.fetch_all(&mut *connection).await? {
        let query = sqlx::query(FILE).bind(jurisdiction).bind(&sha256);
        let bytes = query.fetch_one(&mut *connection).await?.try_get("bytes")?;
        if as_stored(&sha256, bytes).is_err() {
            changed.push(sha256);
        }
    }
    Ok(changed)
}
