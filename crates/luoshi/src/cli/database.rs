//! Which database a command works on.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use luoshi_store::Store;

/// Understood by every command that touches stored data.
#[derive(Debug, Args)]
pub(crate) struct Database {
    /// The directory that holds the embedded database.
    #[arg(long, default_value = "./luoshi-data")]
    pub(crate) data: PathBuf,
    /// The database, when not the embedded one: postgres://user@host/name.
    #[arg(long, value_name = "URL", env = "LUOSHI_DATABASE", hide_env_values = true)]
    database: Option<String>,
}

impl Database {
    /// Opens it; makes the directory and the tables when they are not there.
    pub(crate) async fn open(&self) -> anyhow::Result<Store> {
        let data = self.data.display();
        std::fs::create_dir_all(&self.data).with_context(|| format!("cannot make {data}"))?;
        Ok(match &self.database {
            Some(url) => Store::open(url).await?,
            None => Store::open_embedded(&self.data).await?,
        })
    }

    /// Opens it; an embedded one must be there.
    pub(crate) async fn open_existing(&self) -> anyhow::Result<Store> {
        let is_there = self.database.is_some() || Store::is_embedded_under(&self.data);
        let data = self.data.display();
        anyhow::ensure!(is_there, "there is no database under {data}: name its folder with --data");
        self.open().await
    }
}
