use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, Subcommand};
use luoshi_rules::Rule as _;
use luoshi_rules::draw;
use serde_json::{Value, json};

use super::json::{input, print};

/// Random draws that anybody can recompute (docs/draw.md).
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  luoshi draw commit plan.json --nonce nonce.txt > to-publish.json
  luoshi draw run plan.json --nonce nonce.txt --beacon 4bf10130… > drawn.json
  luoshi draw verify drawn.json")]
pub(crate) struct Draw {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a nonce and print the commitment to publish before the draw.
    #[command(after_help = "Example:\n  luoshi draw commit plan.json --nonce nonce.txt")]
    Commit {
        /// The draw file with its rosters; `-` is standard input.
        file: PathBuf,
        /// Where to keep the nonce until the draw; must not be there yet. Only its owner can read it.
        #[arg(long, value_name = "FILE")]
        nonce: PathBuf,
    },
    /// Draw; prints the draw file with its commitment and its result.
    #[command(after_help = "Example:\n  luoshi draw run plan.json > drawn.json")]
    Run {
        /// The draw file; `-` is standard input.
        file: PathBuf,
        /// The kept nonce, where the draw file does not hold it.
        #[arg(long, value_name = "FILE")]
        nonce: Option<PathBuf>,
        /// The outside randomness, where the draw file does not hold it: 64 hexadecimal digits.
        #[arg(long, value_name = "HEX")]
        beacon: Option<String>,
    },
    /// Recompute a draw and compare it with the published commitment and result.
    #[command(after_help = "Example:\n  luoshi draw verify drawn.json")]
    Verify {
        /// The published draw file; `-` is standard input.
        file: PathBuf,
    },
}

impl Draw {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Commit { file, nonce } => commit(&file, &nonce),
            Command::Run { file, nonce, beacon } => run(&file, nonce.as_deref(), beacon),
            Command::Verify { file } => verify(&file),
        }
    }
}

fn commit(file: &Path, nonce_file: &Path) -> anyhow::Result<()> {
    let mut plan = input(file)?;
    let nonce = luoshi_service::fresh_nonce()?;
    set(&mut plan, "nonce", json!(nonce))?;
    let draw = draw::Draw::parse(&plan)?;
    let commitment = draw::Commitment::of(&draw)?;
    keep(nonce_file, &nonce)?;
    print(&json!({
        "algorithm": draw.algorithm,
        "plan_id": draw.plan_id,
        "objects_hash": commitment.objects_hash,
        "inspectors_hash": commitment.inspectors_hash,
        "commitment": commitment.commitment,
    }))
}

fn keep(file: &Path, nonce: &str) -> anyhow::Result<()> {
    let mut kept = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)
        .with_context(|| format!("cannot keep the nonce in {}", file.display()))?;
    Ok(writeln!(kept, "{nonce}")?)
}

fn run(file: &Path, nonce: Option<&Path>, beacon: Option<String>) -> anyhow::Result<()> {
    let mut drawn = input(file)?;
    if let Some(kept) = nonce {
        let nonce = std::fs::read_to_string(kept)
            .with_context(|| format!("cannot read the nonce in {}", kept.display()))?;
        set(&mut drawn, "nonce", json!(nonce.trim()))?;
    }
    if let Some(value) = beacon {
        set(&mut drawn, "beacon", json!({ "value": value }))?;
    }
    let result = draw::Draw::evaluate(&draw::Draw::parse(&drawn)?)?.value;
    set(&mut drawn, "algorithm", json!("luoshi-draw/1"))?;
    set(&mut drawn, "commitment", json!(result.commitment))?;
    set(&mut drawn, "result", json!(result.drawn))?;
    print(&drawn)
}

fn verify(file: &Path) -> anyhow::Result<()> {
    let drawn = input(file)?;
    for published in ["commitment", "result"] {
        let missing = drawn.get(published).is_none_or(Value::is_null);
        anyhow::ensure!(!missing, "{published}: is missing, so there is nothing to compare with");
    }
    let result = draw::Draw::evaluate(&draw::Draw::parse(&drawn)?)?.value;
    let (count, commitment) = (result.drawn.len(), result.commitment);
    writeln!(std::io::stdout(), "verified: {count} drawn, commitment {commitment}")?;
    Ok(())
}

fn set(draw: &mut Value, field: &str, value: Value) -> anyhow::Result<()> {
    let fields = draw.as_object_mut().context("the draw file is no JSON object")?;
    fields.insert(field.to_owned(), value);
    Ok(())
}
