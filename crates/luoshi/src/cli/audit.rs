use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use luoshi_audit::{EntryProof, LogProof, Signer, Verifier};
use luoshi_service::{self as service, Verified};

use super::database::Division;
use super::json::{input, print};
use crate::key;

/// The audit log: check it, sign it, take proofs out of it.
#[derive(Debug, Args)]
#[command(
    after_help = "What the log is and how anybody can check it without this program: docs/audit.md\n\n\
                  Examples:\n  luoshi audit checkpoint\n  luoshi audit prove --entry 12 > proof.json\n  \
                  luoshi audit verify --proof proof.json --key \"$(luoshi audit key)\"\n  luoshi audit verify"
)]
pub(crate) struct Audit {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Sign how long the log is and to which root it leads, and print that.
    #[command(after_help = "Examples:\n  luoshi audit checkpoint\n  \
                            luoshi audit checkpoint --signer discipline.example/330100 --secret witness-key.txt")]
    Checkpoint {
        #[command(flatten)]
        by: By,
        #[command(flatten)]
        division: Division,
    },
    /// Print the public key that checks the office's signatures.
    Key {
        #[command(flatten)]
        by: By,
        #[command(flatten)]
        division: Division,
    },
    /// Print the proof that an entry stands in the log, or that a later log is an earlier one gone on.
    #[command(
        after_help = "Examples:\n  luoshi audit prove --entry 12\n  luoshi audit prove --from 100 --to 250"
    )]
    Prove {
        /// The entry's number.
        #[arg(long, conflicts_with_all = ["from", "to"])]
        entry: Option<u64>,
        /// The length of the log at the earlier checkpoint; the first one by default.
        #[arg(long)]
        from: Option<u64>,
        /// The length of the log at the later checkpoint; the last one by default.
        #[arg(long)]
        to: Option<u64>,
        #[command(flatten)]
        division: Division,
    },
    /// Check the whole log, or one proof without any database.
    Verify {
        /// A proof that `luoshi audit prove` printed.
        #[arg(long, requires = "key")]
        proof: Option<PathBuf>,
        /// The public key that `luoshi audit key` printed; the office's own by default.
        #[arg(long)]
        key: Option<Verifier>,
        #[command(flatten)]
        division: Division,
    },
    /// Print every entry, one a line as JSON.
    Export {
        #[command(flatten)]
        division: Division,
    },
}

/// Who signs.
#[derive(Debug, Args)]
struct By {
    /// The name of who signs; `luoshi/` and the division by default.
    #[arg(long, requires = "secret")]
    signer: Option<String>,
    /// The file with the secret of who signs; the office's own, beside the database, by default. It is made when it is
    /// not there.
    #[arg(long)]
    secret: Option<PathBuf>,
}

impl By {
    fn signer(&self, division: &Division) -> anyhow::Result<Signer> {
        let file = self.secret.clone().unwrap_or_else(|| key::own(division.data()));
        let name = self.signer.clone().unwrap_or_else(|| division.log());
        key::signer(&file, &name)
    }
}

impl Audit {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Checkpoint { by, division } => division.run(async |cx| {
                let note = service::checkpoint(&cx, &by.signer(&division)?).await?;
                Ok(write!(std::io::stdout(), "{note}")?)
            }),
            Command::Key { by, division } => {
                let verifier = by.signer(&division)?.verifier();
                Ok(writeln!(std::io::stdout(), "{verifier}")?)
            }
            Command::Prove { entry: Some(entry), division, .. } => {
                division.run(async |cx| print(&service::prove_entry(&cx, entry).await?))
            }
            Command::Prove { entry: None, from, to, division } => {
                division.run(async |cx| print(&service::prove_log(&cx, from, to).await?))
            }
            Command::Verify { proof: Some(proof), key, .. } => {
                offline(&proof, &key.context("--key is missing")?)
            }
            Command::Verify { proof: None, key, division } => whole(&division, key),
            Command::Export { division } => division.run(async |cx| {
                let mut out = std::io::BufWriter::new(std::io::stdout().lock());
                for entry in service::export_audit(&cx).await? {
                    serde_json::to_writer(&mut out, &entry)?;
                    out.write_all(b"\n")?;
                }
                Ok(out.flush()?)
            }),
        }
    }
}

/// Checks the whole log; what is wrong first is the error.
fn whole(division: &Division, key: Option<Verifier>) -> anyhow::Result<()> {
    let own = || key::signer(&key::own(division.data()), &division.log()).map(|it| it.verifier());
    let key = key.map_or_else(own, Ok)?;
    division.run(async |cx| {
        let verified = service::verify_audit(&cx, &key).await??;
        let Verified { entries, rows, root, checkpoints } = verified;
        let root = hex::encode(root);
        writeln!(
            std::io::stdout(),
            "verified: {entries} entries, {checkpoints} checkpoints, {rows} rows, root {root}"
        )?;
        Ok(())
    })
}

/// Checks a proof of either kind.
fn offline(file: &std::path::Path, key: &Verifier) -> anyhow::Result<()> {
    let proof = input(file)?;
    let said = if proof.get("entry").is_some() {
        let proof: EntryProof =
            serde_json::from_value(proof).context("this is no proof of an entry")?;
        let log = proof.check(key)?;
        let entry = proof.entry;
        format!(
            "verified: entry {} of {} in {}: {} {} {} by {}",
            entry.sequence, log.size, log.origin, entry.at, entry.action, entry.thing, entry.actor
        )
    } else {
        let proof: LogProof = serde_json::from_value(proof).context("this is no proof of a log")?;
        let (before, after) = proof.check(key)?;
        format!("verified: {} went on from {} to {} entries", after.origin, before.size, after.size)
    };
    Ok(writeln!(std::io::stdout(), "{said}")?)
}
