use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::database::Database;

/// Write everything to one file while the server runs.
#[derive(Debug, Args)]
#[command(
    after_help = "The file is an SQLite database: `luoshi restore` reads it into either kind of database.\n\n\
                  Example:\n  luoshi backup /srv/backup/luoshi-2026-11-24.sqlite --data /srv/luoshi"
)]
pub(crate) struct Backup {
    /// The file to write; it must not be there yet.
    file: PathBuf,
    #[command(flatten)]
    database: Database,
}

impl Backup {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let copied = super::block_on(async {
            let store = self.database.open_existing().await?;
            let copied = store.backup(&self.file).await;
            store.close().await;
            Ok(copied?)
        })?;
        let (file, tables, rows) = (self.file.display(), copied.tables, copied.rows);
        writeln!(std::io::stdout(), "{file}: {rows} rows of {tables} tables")?;
        Ok(())
    }
}
