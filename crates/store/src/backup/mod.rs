//! Backup 备份 and restore 恢复: everything in one file, from either database into either.
//!
//! A backup is an embedded database of its own: a file that any SQLite tool opens, and that a server can
//! start from. Taking one reads a single snapshot beside all writers. Restoring copies it into an empty
//! database; both directions are the same copy of all tables, so that a city can move from the embedded
//! database to PostgreSQL and back.

mod copy;

use std::path::{Path, PathBuf};

use crate::{Error, Store};

/// How much was copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Tables.
    pub tables: usize,
    /// Rows of all tables.
    pub rows: u64,
}

impl Store {
    /// Writes everything as it is at this moment to `file`, which must not be there yet. The file
    /// appears only when it is whole.
    pub async fn backup(&self, file: &Path) -> Result<Copied, Error> {
        if file.exists() {
            return Err(Error::FileExists(file.to_owned()));
        }
        let unfinished = unfinished(file);
        let failed = |why| Error::File { file: file.to_owned(), why };
        std::fs::File::create(&unfinished).map_err(failed)?; // Says at once when the folder is not there.
        let copied = self.copy_to_file(&unfinished).await;
        if copied.is_ok() {
            let whole = std::fs::File::open(&unfinished).and_then(|file| file.sync_all());
            whole.and_then(|()| std::fs::rename(&unfinished, file)).map_err(failed)?;
        } else {
            drop(std::fs::remove_file(&unfinished));
        }
        copied
    }

    async fn copy_to_file(&self, file: &Path) -> Result<Copied, Error> {
        let target = Self::open_file(file).await?;
        let copied = copy::everything(self, &target).await;
        target.close().await; // The last connection folds the write-ahead log into the file.
        copied
    }

    /// Copies the backup `file` into this database, which must be empty. The file stays as it is, also
    /// when it is of an older version.
    pub async fn restore(&self, file: &Path) -> Result<Copied, Error> {
        let failed = |why| Error::File { file: file.to_owned(), why };
        let folder = tempfile::tempdir().map_err(failed)?;
        let own = folder.path().join("backup.sqlite");
        std::fs::copy(file, &own).map_err(failed)?;
        let source = Self::open_file(&own).await?;
        let copied = copy::everything(&source, self).await;
        source.close().await;
        copied
    }
}

fn unfinished(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".unfinished");
    name.into()
}
