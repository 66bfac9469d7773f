use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use super::json::{input, print};

/// Published regulations as functions: JSON in; result, explanation and legal source out.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  luoshi rule list
  luoshi rule show calendar.workdays
  echo '{\"from\": \"2018-07-30\", \"days\": 20, \"kind\": \"working\"}' | luoshi rule run calendar.workdays -")]
pub(crate) struct Rule {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the name and title of every rule.
    #[command(after_help = "Example:\n  luoshi rule list")]
    List,
    /// Print what a rule takes and gives (JSON Schema), its sources and its worked examples.
    #[command(after_help = "Example:\n  luoshi rule show credit.uscc")]
    Show {
        /// The rule's name.
        name: String,
    },
    /// Compute a rule: result, explanation, source.
    #[command(
        after_help = "Example:\n  echo '{\"code\": \"91330100799655058B\"}' | luoshi rule run credit.uscc"
    )]
    Run {
        /// The rule's name.
        name: String,
        /// The input as JSON; `-` is standard input.
        #[arg(default_value = "-")]
        file: PathBuf,
    },
}

impl Rule {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::List => list(),
            Command::Show { name } => show(&name),
            Command::Run { name, file } => {
                let rule = luoshi_rules::find(&name)?;
                print(&rule.run(&input(&file)?)?)
            }
        }
    }
}

fn list() -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for rule in luoshi_rules::RULES {
        let title = rule.title()?;
        writeln!(out, "{:<24} {} · {}", rule.name, title.zh, title.en)?;
    }
    Ok(())
}

fn show(name: &str) -> anyhow::Result<()> {
    let rule = luoshi_rules::find(name)?;
    let title = rule.title()?;
    print(&json!({
        "name": rule.name,
        "title": {"zh": title.zh, "en": title.en},
        "input": rule.input_schema(),
        "output": rule.output_schema(),
        "source": rule.sources()?,
        "examples": rule.examples()?,
    }))
}
