use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use clap::{Args, Subcommand};
use luoshi_delivery::Jurisdiction;
use luoshi_packs::{Files, Pack as Read};
use luoshi_service::{self as service, Loaded};
use luoshi_store::Store;

use super::database::Database;
use crate::{demo, shipped};

/// Registers, indicators, case types and charts of a policy field, as files.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  luoshi pack list\n  luoshi pack check packs/exchange\n  luoshi pack test packs/exchange\n  luoshi pack load packs/exchange"
)]
pub(crate) struct Pack {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the packs that come with the program.
    #[command(after_help = "Example:\n  luoshi pack list")]
    List,
    /// Say what is wrong in a pack, by file and line.
    #[command(after_help = "Example:\n  luoshi pack check packs/exchange")]
    Check {
        /// The pack's folder.
        dir: PathBuf,
    },
    /// Load a pack into a database of its own and compare its examples.
    #[command(after_help = "Example:\n  luoshi pack test packs/exchange")]
    Test {
        /// The pack's folder.
        dir: PathBuf,
    },
    /// Put a pack in force: its registers, its indicators, and the data it brings.
    #[command(after_help = "Example:\n  luoshi pack load packs/exchange --data /srv/luoshi")]
    Load {
        /// The pack's folder.
        dir: PathBuf,
        /// The division (GB/T 2260) it is loaded for.
        #[arg(long, default_value = "330100")]
        jurisdiction: Jurisdiction,
        #[command(flatten)]
        database: Database,
    },
}

impl Pack {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::List => list(),
            Command::Check { dir } => {
                let (_, pack) = read(&dir)?;
                writeln!(std::io::stdout(), "{}: {}", pack.name(), tally(&pack))?;
                Ok(())
            }
            Command::Test { dir } => test(&dir),
            Command::Load { dir, jurisdiction, database } => load(&dir, &jurisdiction, &database),
        }
    }
}

fn list() -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for files in shipped::packs()? {
        let pack = whole(&files, Path::new("packs"))?;
        let title = &pack.manifest.title;
        let version = &pack.manifest.version;
        writeln!(out, "{:<12} {version:<8} {} · {}", pack.name(), title.zh, title.en)?;
        writeln!(out, "{:<21} {}", "", tally(&pack))?;
    }
    Ok(())
}

fn tally(pack: &Read) -> String {
    let records: usize = pack.records.values().map(Vec::len).sum();
    format!(
        "{} registers, {} indicators, {} case types, {records} records, {} observations",
        pack.registers.len(),
        pack.indicators.len(),
        pack.cases.len(),
        pack.readings.len(),
    )
}

fn load(dir: &Path, jurisdiction: &Jurisdiction, database: &Database) -> anyhow::Result<()> {
    let (files, pack) = read(dir)?;
    let loaded = super::block_on(async {
        let store = database.open().await?;
        let loaded = service::load_pack(&demo::operator(&store, jurisdiction), &files).await;
        store.close().await;
        Ok(loaded?)
    })?;
    let said = match loaded {
        Loaded::AsBefore => "in force already, nothing to do".to_owned(),
        Loaded::Revision { number, observations, records } => {
            format!(
                "revision {number} in force, {records} records and {observations} observations new"
            )
        }
    };
    writeln!(std::io::stdout(), "{}: {said}", pack.name())?;
    Ok(())
}

fn test(dir: &Path) -> anyhow::Result<()> {
    let (files, pack) = read(dir)?;
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let jurisdiction: Jurisdiction = "330100".parse()?;
    let faults = super::block_on(async {
        let store = Store::open_embedded(folder.path()).await?;
        let cx = demo::operator(&store, &jurisdiction);
        let faults = service::failing_examples(&cx, &files).await;
        store.close().await;
        Ok(faults?)
    })?;
    let mut err = std::io::stderr().lock();
    for fault in &faults {
        writeln!(err, "{}/{fault}", dir.display())?;
    }
    ensure!(faults.is_empty(), "{}: {} examples do not hold", dir.display(), faults.len());
    let walks: usize = pack.examples.iter().map(|it| it.walks.len() + it.refused.len()).sum();
    let values: usize = pack.examples.iter().map(|it| it.indicators.len()).sum();
    writeln!(std::io::stdout(), "{}: {} examples hold", pack.name(), walks + values)?;
    Ok(())
}

/// The pack in a folder.
fn read(dir: &Path) -> anyhow::Result<(Files, Read)> {
    let mut files = Files::default();
    add(&mut files, dir, "")?;
    let pack = whole(&files, dir)?;
    Ok((files, pack))
}

/// The pack of these files; its faults, if it has any, go to standard error one a line.
fn whole(files: &Files, dir: &Path) -> anyhow::Result<Read> {
    match Read::read(files) {
        Ok(pack) => Ok(pack),
        Err(faults) => {
            let mut err = std::io::stderr().lock();
            for fault in &faults {
                writeln!(err, "{}/{fault}", dir.display())?;
            }
            bail!("{}: {} to put right", dir.display(), faults.len())
        }
    }
}

/// Adds the files of a folder, without those whose name begins with a dot.
fn add(files: &mut Files, dir: &Path, prefix: &str) -> anyhow::Result<()> {
    let shown = dir.display();
    for entry in fs::read_dir(dir).with_context(|| format!("cannot open {shown}"))? {
        let path = entry.with_context(|| format!("cannot read {shown}"))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            add(files, &path, &format!("{prefix}{name}/"))?;
            continue;
        }
        let text = fs::read_to_string(&path)
            .with_context(|| format!("cannot read {} as UTF-8 text", path.display()))?;
        files.insert(format!("{prefix}{name}"), text);
    }
    Ok(())
}
