//! Checkpoints of the audit log on a schedule, while the server runs.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use jiff::{SignedDuration, Timestamp};
use luoshi_audit::{Hashing, Signer};
use luoshi_delivery::Jurisdiction;
use luoshi_service::{Clock, checkpoint_when_due};
use luoshi_store::Store;

use crate::{demo, key};

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
}

fn hashing(name: &str) -> Result<Hashing, String> {
    Hashing::parse(name).ok_or_else(|| "it is sm3 or sha256".to_owned())
}

/// How long to wait after a checkpoint that could not be made.
const AGAIN: Duration = Duration::from_secs(600);

impl Signing {
    /// How logs are hashed that begin now.
    pub(crate) fn hashing(&self) -> Hashing {
        self.audit_hash
    }

    fn signers(&self, data: &Path, place: &Jurisdiction) -> anyhow::Result<Vec<Signer>> {
        let mut signers = vec![key::signer(&key::own(data), &format!("luoshi/{place}"))?];
        if let (Some(name), Some(secret)) = (&self.witness, &self.witness_secret) {
            signers.push(key::signer(secret, name)?);
        }
        Ok(signers)
    }

    /// Signs as long as the server runs. Wrong keys are told before it starts.
    pub(crate) fn begin(
        &self,
        clock: Clock,
        store: &Store,
        data: &Path,
        place: &Jurisdiction,
    ) -> anyhow::Result<()> {
        if self.checkpoint_every == 0 {
            return Ok(());
        }
        let signers = self.signers(data, place)?;
        let every = SignedDuration::from_hours(i64::from(self.checkpoint_every));
        let (store, place) = (store.clone(), place.clone());
        tokio::spawn(async move {
            loop {
                let cx = demo::operator_at(clock, &store, &place);
                let wait = match checkpoint_when_due(&cx, &signers, every).await {
                    Ok(next) => until(cx.now, next),
                    Err(error) => {
                        tracing::warn!(%error, "no checkpoint of the audit log was signed; trying again");
                        AGAIN
                    }
                };
                tokio::time::sleep(wait).await;
            }
        });
        Ok(())
    }
}

/// How long it is from one moment to another; never at once.
fn until(now: Timestamp, next: Timestamp) -> Duration {
    Duration::try_from(next.duration_since(now)).unwrap_or_default().max(Duration::from_secs(1))
}
