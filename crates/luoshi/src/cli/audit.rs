use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, Subcommand};
use luoshi_audit::{Algorithm, EntryProof, LogProof, Note, Offer, Signer, Verifier, cosign};
use luoshi_service::{self as service, Verified};

use super::database::Division;
use super::json::{input, print};
use super::signing::algorithm;
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
    /// Sign another office's checkpoint as its witness, on a machine of your own: only where its log is the one you signed
    /// last, gone on.
    #[command(
        after_help = "What you signed last is kept in the file --seen. The first time you bring the checkpoint alone:\n  \
                            luoshi audit cosign checkpoint.txt --key KEY --signer discipline.example/330100 --secret witness-key.txt --seen seen.txt\n\
                            From then on a proof that leads from the one you signed to the new one:\n  \
                            luoshi audit cosign proof.json --key KEY --signer discipline.example/330100 --secret witness-key.txt --seen seen.txt"
    )]
    Cosign {
        /// A checkpoint, or the proof that `luoshi audit prove --from N` printed.
        offer: PathBuf,
        /// The office's public key that `luoshi audit key` printed.
        #[arg(long)]
        key: Verifier,
        /// The witness's name.
        #[arg(long)]
        signer: String,
        /// The file with the witness's secret; made when it is not there.
        #[arg(long, value_name = "FILE")]
        secret: PathBuf,
        /// The file with the last checkpoint that was signed; written anew after each.
        #[arg(long, value_name = "FILE")]
        seen: PathBuf,
        /// By which algorithm a key signs that is made now.
        #[arg(long, value_name = "ed25519|sm2", default_value = "ed25519", value_parser = algorithm)]
        algorithm: Algorithm,
    },
    /// Keep a witness's signature under our own copy of the checkpoint it signed.
    #[command(
        after_help = "Example:\n  luoshi audit adopt signed.txt --witness \"discipline.example/330100+…\""
    )]
    Adopt {
        /// The checkpoint as the witness signed it.
        note: PathBuf,
        /// The witness's public key.
        #[arg(long, value_name = "KEY")]
        witness: Verifier,
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
    /// By which algorithm a key signs that is made now; one that is there keeps its own.
    #[arg(long, value_name = "ed25519|sm2", default_value = "ed25519", value_parser = algorithm)]
    algorithm: Algorithm,
}

impl By {
    fn signer(&self, division: &Division) -> anyhow::Result<Signer> {
        let file = self.secret.clone().unwrap_or_else(|| key::own(division.data()));
        let name = self.signer.clone().unwrap_or_else(|| division.log());
        key::signer(&file, &name, self.algorithm)
    }
}

impl Audit {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Checkpoint { by, division } => division.run(async |cx| {
                let note = service::checkpoint(&cx, &by.signer(&division)?).await?;
                Ok(write!(std::io::stdout(), "{note}")?)
            }),
            Command::Cosign { offer, key, signer, secret, seen, algorithm } => {
                witness(&offer, &key, &key::signer(&secret, &signer, algorithm)?, &seen)
            }
            Command::Adopt { note, witness, division } => division.run(async |cx| {
                let note = service::adopt_signature(&cx, &read_note(&note)?, &witness).await?;
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

/// Signs what is offered, prints it, and keeps it as what was seen last.
fn witness(offer: &Path, office: &Verifier, signer: &Signer, seen: &Path) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(offer)
        .with_context(|| format!("cannot read {}", offer.display()))?;
    let offer = match text.trim_start().starts_with('{') {
        true => Offer::Next(serde_json::from_str(&text).context("this is no proof of a log")?),
        false => Offer::First(text.parse()?),
    };
    let last = seen.exists().then(|| read_note(seen)).transpose()?;
    let note = cosign(last.as_ref(), &offer, office, signer)?;
    // Kept before it is given away: a witness never forgets what it signed.
    let unfinished = seen.with_extension("unfinished");
    let kept = std::fs::write(&unfinished, note.to_string());
    kept.and_then(|()| std::fs::rename(&unfinished, seen))
        .with_context(|| format!("cannot keep {}: nothing was signed", seen.display()))?;
    Ok(write!(std::io::stdout(), "{note}")?)
}

fn read_note(file: &Path) -> anyhow::Result<Note> {
    let text = std::fs::read_to_string(file);
    let text = text.with_context(|| format!("cannot read {}", file.display()))?;
    text.parse().with_context(|| format!("{} is no signed checkpoint", file.display()))
}

/// Checks the whole log; what is wrong first is the error.
fn whole(division: &Division, key: Option<Verifier>) -> anyhow::Result<()> {
    let own = || {
        key::signer(&key::own(division.data()), &division.log(), Algorithm::Ed25519)
            .map(|it| it.verifier())
    };
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
fn offline(file: &Path, key: &Verifier) -> anyhow::Result<()> {
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
