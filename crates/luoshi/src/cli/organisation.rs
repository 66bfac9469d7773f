use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use luoshi_service::{self as service, LoadedOrganisations};

use super::database::Division;

/// Organisations as they stood at any time.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  luoshi organisation load examples/hangzhou-2018/organisations.toml\n  luoshi organisation find 市商务委 --on 2018-07-30"
)]
pub(crate) struct Organisation {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Store the organisations of a file (TOML); those that are not in it stay.
    #[command(after_help = "Example:\n  luoshi organisation load organisations.toml")]
    Load {
        /// The file.
        file: PathBuf,
        #[command(flatten)]
        division: Division,
    },
    /// Print who goes by a name on a day: code, full name, and what it belongs to.
    #[command(after_help = "Example:\n  luoshi organisation find 市发改委 --on 2018-07-30")]
    Find {
        /// The full name, the short name or an alias.
        name: String,
        /// The day; today by default.
        #[arg(long)]
        on: Option<Date>,
        #[command(flatten)]
        division: Division,
    },
}

impl Organisation {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Load { file, division } => division.run(async |cx| load(&cx, &file).await),
            Command::Find { name, on, division } => {
                division.run(async |cx| find(&cx, &name, on.unwrap_or_else(|| cx.today())).await)
            }
        }
    }
}

async fn load(cx: &service::Context, file: &std::path::Path) -> anyhow::Result<()> {
    let shown = file.display();
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {shown}"))?;
    let said = match service::load_organisations(cx, &text).await {
        Ok(LoadedOrganisations::AsBefore) => "known already, nothing to do".to_owned(),
        Ok(LoadedOrganisations::Stored(many)) => format!("{many} organisations stored"),
        Err(service::Error::FaultyOrganisations(faults)) => {
            let mut err = std::io::stderr().lock();
            for fault in &faults.0 {
                writeln!(err, "{shown}: {fault}")?;
            }
            anyhow::bail!("{shown}: {} to put right", faults.0.len())
        }
        Err(other) => return Err(other.into()),
    };
    writeln!(std::io::stdout(), "{shown}: {said}")?;
    Ok(())
}

async fn find(cx: &service::Context, name: &str, day: Date) -> anyhow::Result<()> {
    let chart = service::organisations(cx, day).await?;
    let found = chart.named(name);
    anyhow::ensure!(!found.is_empty(), "nobody was called {name} on {day}");
    let mut out = std::io::stdout().lock();
    for organisation in found {
        let above = chart.line(&organisation.code).into_iter().skip(1).map(|it| it.shown());
        let above = above.collect::<Vec<_>>().join(" · ");
        writeln!(out, "{}\t{}\t{above}", organisation.code, organisation.name)?;
    }
    Ok(())
}
