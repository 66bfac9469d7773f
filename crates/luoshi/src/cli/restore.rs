use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::database::Database;

/// Read a backup into an empty database.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  luoshi restore luoshi-2026-11-24.sqlite --data /srv/luoshi-new\n  \
                  luoshi restore luoshi-2026-11-24.sqlite --database postgres://luoshi@db/luoshi"
)]
pub(crate) struct Restore {
    /// The backup.
    file: PathBuf,
    #[command(flatten)]
    database: Database,
}

impl Restore {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let copied = super::block_on(async {
            let store = self.database.open().await?;
            let copied = store.restore(&self.file).await;
            store.close().await;
            Ok(copied?)
        })?;
        let (file, tables, rows) = (self.file.display(), copied.tables, copied.rows);
        writeln!(std::io::stdout(), "restored {file}: {rows} rows of {tables} tables")?;
        Ok(())
    }
}
