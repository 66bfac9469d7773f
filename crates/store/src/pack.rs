//! Packs: every revision that was loaded.

use std::sync::Arc;

use jiff::Timestamp;
use luoshi_delivery::Jurisdiction;
use luoshi_packs::{Files, Pack};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// A revision of a pack as it is stored.
#[derive(Clone, Debug)]
pub struct StoredPack {
    /// Its name.
    pub name: String,
    /// Which revision.
    pub revision: u32,
    /// The digest of its files.
    pub sha256: String,
    /// Its files.
    pub files: Files,
}

impl WriteTx {
    /// Stores a revision of a pack; its number.
    pub async fn save_pack(
        &mut self,
        pack: &Pack,
        files: &Files,
        now: Timestamp,
        by: &str,
    ) -> Result<u32, Error> {
        const NEXT: &str = "
            INSERT INTO pack (jurisdiction, name, revision, version, sha256, files, loaded_at, loaded_by)
            SELECT $1, $2, COALESCE(MAX(revision), 0) + 1, $3, $4, $5, $6, $7
            FROM pack WHERE jurisdiction = $1 AND name = $2
            RETURNING revision";
        let texts: serde_json::Map<String, serde_json::Value> =
            files.texts().map(|(path, text)| (path.to_owned(), text.into())).collect();
        let query = sqlx::query_scalar::<sqlx::Any, i64>(NEXT)
            .bind(self.jurisdiction().to_owned())
            .bind(pack.name())
            .bind(pack.manifest.version.as_str())
            .bind(files.sha256())
            .bind(serde_json::Value::from(texts).to_string())
            .bind(now.to_string())
            .bind(by);
        let revision = query.fetch_one(self.connection()).await?;
        Ok(u32::try_from(revision).unwrap_or(u32::MAX))
    }
}

impl Store {
    /// The packs in force, by name.
    pub async fn packs(&self, jurisdiction: &Jurisdiction) -> Result<Vec<StoredPack>, Error> {
        const PACKS: &str = "
            SELECT name, revision, sha256, files FROM pack
            WHERE jurisdiction = $1
              AND revision = (SELECT MAX(revision) FROM pack AS last
                              WHERE last.jurisdiction = pack.jurisdiction AND last.name = pack.name)
            ORDER BY name";
        let query = sqlx::query(PACKS).bind(jurisdiction.as_str());
        query.fetch_all(self.pool()).await?.iter().map(stored).collect()
    }

    /// The names of the packs in force.
    pub async fn pack_names(&self, jurisdiction: &Jurisdiction) -> Result<Vec<String>, Error> {
        const NAMES: &str = "SELECT DISTINCT name FROM pack WHERE jurisdiction = $1 ORDER BY name";
        let query = sqlx::query_scalar(NAMES).bind(jurisdiction.as_str());
        Ok(query.fetch_all(self.pool()).await?)
    }

    /// The pack in force of that name with its revision, if there is one.
    pub async fn pack(
        &self,
        jurisdiction: &Jurisdiction,
        name: &str,
    ) -> Result<Option<(u32, Arc<Pack>)>, Error> {
        const LAST: &str =
            "SELECT MAX(revision) AS last FROM pack WHERE jurisdiction = $1 AND name = $2";
        let query = sqlx::query(LAST).bind(jurisdiction.as_str()).bind(name);
        let row = query.fetch_one(self.pool()).await?;
        let last = Columns { table: "pack", row: &row }.number_if_any("last")?;
        let Some(revision) = last else { return Ok(None) };
        Ok(Some((revision, self.pack_revision(jurisdiction, name, revision).await?)))
    }

    /// A revision of a pack that was loaded once.
    pub async fn pack_revision(
        &self,
        jurisdiction: &Jurisdiction,
        name: &str,
        revision: u32,
    ) -> Result<Arc<Pack>, Error> {
        const REVISION: &str = "
            SELECT name, revision, sha256, files FROM pack
            WHERE jurisdiction = $1 AND name = $2 AND revision = $3";
        let read = async {
            let query = sqlx::query(REVISION).bind(jurisdiction.as_str()).bind(name);
            let row = query.bind(i64::from(revision)).fetch_one(self.pool()).await?;
            let StoredPack { files, sha256, .. } = stored(&row)?;
            let corrupt = |_| Error::Corrupt { table: "pack", column: "files", value: sha256 };
            Pack::read(&files).map_err(corrupt)
        };
        let of = (jurisdiction.clone(), name.to_owned(), revision);
        self.kept().pack(of, read).await
    }

    /// The digest of the pack in force of that name, if there is one.
    pub async fn pack_digest(
        &self,
        jurisdiction: &Jurisdiction,
        name: &str,
    ) -> Result<Option<String>, Error> {
        const DIGEST: &str = "
            SELECT sha256 FROM pack WHERE jurisdiction = $1 AND name = $2
            ORDER BY revision DESC LIMIT 1";
        let query = sqlx::query_scalar(DIGEST).bind(jurisdiction.as_str()).bind(name);
        Ok(query.fetch_optional(self.pool()).await?)
    }
}

fn stored(row: &AnyRow) -> Result<StoredPack, Error> {
    let columns = Columns { table: "pack", row };
    let texts = |text: &str| -> Option<Files> {
        let texts: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).ok()?;
        let mut files = Files::default();
        for (path, text) in texts {
            files.insert(path, text.as_str()?);
        }
        Some(files)
    };
    Ok(StoredPack {
        name: columns.text("name")?,
        revision: columns.number("revision")?,
        sha256: columns.text("sha256")?,
        files: columns.read("files", texts)?,
    })
}
