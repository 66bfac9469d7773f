//! Which database a command works on.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use luoshi_delivery::Jurisdiction;
use luoshi_service::Context as UseCase;
use luoshi_store::Store;

use crate::demo;

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

/// Understood by every command that runs a use case of one division.
#[derive(Debug, Args)]
pub(crate) struct Division {
    /// The division (GB/T 2260) it is about: 330100 is Hangzhou.
    #[arg(long, default_value = "330100")]
    jurisdiction: Jurisdiction,
    #[command(flatten)]
    database: Database,
}

impl Division {
    /// Where the embedded database is, and what is kept beside it.
    pub(crate) fn data(&self) -> &std::path::Path {
        &self.database.data
    }

    /// What the division's audit log is called.
    pub(crate) fn log(&self) -> String {
        format!("luoshi/{}", self.jurisdiction)
    }

    /// Runs `work` as whoever runs the program, on its database.
    pub(crate) fn run(
        &self,
        work: impl AsyncFnOnce(UseCase) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        super::block_on(async {
            let store = self.database.open().await?;
            let done = work(demo::operator(&store, &self.jurisdiction)).await;
            store.close().await;
            done
        })
    }
}
