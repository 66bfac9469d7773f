//! Checkpoints of the audit log, while the server runs.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::{SignedDuration, Timestamp};
use luoshi_audit::{Algorithm, Hashing, Signer};
use luoshi_delivery::Jurisdiction;
use luoshi_service::{Context, checkpoint_when_due};

use crate::key;

/// How the audit log is hashed and signed.
#[derive(Debug, Args)]
pub(crate) struct Signing {
    /// Sign a checkpoint of the audit log every so many hours; 0: only when told to.
    #[arg(long, value_name = "HOURS", default_value_t = 24)]
    checkpoint_every: u32,
    /// Who signs checkpoints beside the office: discipline.example/330100.
    #[arg(long, value_name = "NAME", requires = "witness_secret")]
    witness: Option<String>,
    /// The file with the witness's secret; made when it is not there.
    #[arg(long, value_name = "FILE", requires = "witness")]
    witness_secret: Option<PathBuf>,
    /// How an audit log is hashed that begins now; one that is there keeps its own.
    #[arg(long, value_name = "sm3|sha256", default_value = "sm3", value_parser = hashing)]
    audit_hash: Hashing,
    /// By which algorithm a key signs checkpoints that is made now; one that is there keeps its own.
    #[arg(long, value_name = "ed25519|sm2", default_value = "ed25519", value_parser = algorithm)]
    audit_signature: Algorithm,
}

/// The algorithm of that name.
pub(crate) fn algorithm(name: &str) -> Result<Algorithm, String> {
    Algorithm::parse(name).ok_or_else(|| "it is ed25519 or sm2".to_owned())
}

fn hashing(name: &str) -> Result<Hashing, String> {
    Hashing::parse(name).ok_or_else(|| "it is sm3 or sha256".to_owned())
}

/// How long to wait after a checkpoint that could not be made.
const AGAIN: SignedDuration = SignedDuration::from_mins(10);

/// Signs checkpoints, one after the other.
#[derive(Debug)]
pub(crate) struct Checkpoints {
    signers: Vec<Signer>,
    every: SignedDuration,
    next: Timestamp,
}

impl Checkpoints {
    /// Signs a checkpoint where one is due at the moment of `cx`.
    pub(super) async fn sign_when_due(&mut self, cx: &Context) {
        if cx.now < self.next {
            return;
        }
        self.next = match checkpoint_when_due(cx, &self.signers, self.every).await {
            Ok(next) => next,
            Err(error) => {
                tracing::warn!(%error, "no checkpoint of the audit log was signed; trying again");
                cx.now.saturating_add(AGAIN).unwrap_or(Timestamp::MAX)
            }
        };
    }
}

impl Signing {
    /// How logs are hashed that begin now.
    pub(crate) fn hashing(&self) -> Hashing {
        self.audit_hash
    }

    fn signers(&self, data: &Path, place: &Jurisdiction) -> anyhow::Result<Vec<Signer>> {
        let (own, log, new) = (key::own(data), format!("luoshi/{place}"), self.audit_signature);
        let mut signers = vec![key::signer(&own, &log, new)?];
        if let (Some(name), Some(secret)) = (&self.witness, &self.witness_secret) {
            signers.push(key::signer(secret, name, new)?);
        }
        Ok(signers)
    }

    /// What signs as long as the server runs; none where nothing is to be signed. Wrong keys are told before it starts.
    pub(crate) fn checkpoints(
        &self,
        data: &Path,
        place: &Jurisdiction,
    ) -> anyhow::Result<Option<Checkpoints>> {
        if self.checkpoint_every == 0 {
            return Ok(None);
        }
        let signers = self.signers(data, place)?;
        let every = SignedDuration::from_hours(i64::from(self.checkpoint_every));
        Ok(Some(Checkpoints { signers, every, next: Timestamp::MIN }))
    }
}
