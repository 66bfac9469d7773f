use luoshi_audit::{Checkpoint, Hash, Note, Verifier, root};
use luoshi_store::{HASHING, StoredCheckpoint, StoredEntry};

use crate::policy::permit;
use crate::{Action, Context, Error};

/// A log that was checked whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many entries it has.
    pub entries: u64,
    /// The root they lead to.
    pub root: Hash,
    /// How many checkpoints it passes through.
    pub checkpoints: usize,
}

/// The first thing that is wrong with a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// An entry is missing, or one was put in or moved.
    #[error("entry {expected} is missing: after entry {} comes entry {found}", expected - 1)]
    Gap {
        /// The number that should be there.
        expected: u64,
        /// The number that is.
        found: u64,
    },
    /// An entry is not what its digest was made of.
    #[error("entry {0} was changed: it no longer has the digest that was stored with it")]
    Changed(u64),
    /// Entries are gone from the end.
    #[error("the log ends with entry {found}, but there were {known}: the last ones were removed")]
    Shortened {
        /// How many there are.
        found: u64,
        /// How many there were.
        known: u64,
    },
    /// A checkpoint cannot be read, is of another log, or the key did not sign it.
    #[error("the checkpoint of {0} entries was changed, or was not signed by this key")]
    Checkpoint(u64),
    /// The entries do not lead to the root that was signed.
    #[error(
        "an entry from {from} to {to} was changed together with its digest: they do not lead to the root that was signed"
    )]
    Root {
        /// The first entry behind the last checkpoint that holds.
        from: u64,
        /// The last entry of the one that does not.
        to: u64,
    },
}

/// Checks the whole log: that no entry was changed, removed, put in or moved, and that it leads through every
/// checkpoint; the first thing that is wrong.
pub async fn verify_audit(
    cx: &Context,
    verifier: &Verifier,
) -> Result<Result<Verified, Broken>, Error> {
    permit(&cx.actor, Action::ProveAudit)?;
    // Known before the entries are read: what is written meanwhile is no gap.
    let known = cx.store.position(&cx.jurisdiction).await?;
    let checkpoints = cx.store.checkpoints(&cx.jurisdiction).await?;
    let mut log = Log::default();
    cx.store.each_entry(&cx.jurisdiction, |stored| log.see(&stored)).await?;
    let origin = super::prove::origin(cx);
    Ok(log.ends(known).and_then(|leaves| passes(&leaves, &checkpoints, verifier, &origin)))
}

/// A log that is being read.
#[derive(Default)]
struct Log {
    leaves: Vec<Hash>,
    broken: Option<Broken>,
}

impl Log {
    fn see(&mut self, stored: &StoredEntry) {
        if self.broken.is_some() {
            return;
        }
        let (expected, found) = (self.leaves.len() as u64 + 1, stored.entry.sequence);
        match stored.leaf.filter(|_| stored.is_whole()) {
            _ if found != expected => self.broken = Some(Broken::Gap { expected, found }),
            Some(leaf) => self.leaves.push(leaf),
            None => self.broken = Some(Broken::Changed(found)),
        }
    }

    fn ends(self, known: u64) -> Result<Vec<Hash>, Broken> {
        let found = self.leaves.len() as u64;
        match self.broken {
            Some(broken) => Err(broken),
            None if found < known => Err(Broken::Shortened { found, known }),
            None => Ok(self.leaves),
        }
    }
}

/// Whether the log leads through these checkpoints.
fn passes(
    leaves: &[Hash],
    checkpoints: &[StoredCheckpoint],
    verifier: &Verifier,
    origin: &str,
) -> Result<Verified, Broken> {
    let entries = leaves.len() as u64;
    let mut held = 0;
    for stored in checkpoints {
        let wrong = Broken::Checkpoint(stored.size);
        let note: Note = stored.note.parse().map_err(|_| wrong.clone())?;
        let checkpoint: Checkpoint = note.text.parse().map_err(|_| wrong.clone())?;
        let own = checkpoint.origin == origin && checkpoint.size == stored.size;
        if !own || checkpoint.hashing != HASHING || !note.is_signed_by(verifier) {
            return Err(wrong);
        }
        let size = usize::try_from(stored.size).unwrap_or(usize::MAX);
        let Some(within) = leaves.get(..size) else {
            return Err(Broken::Shortened { found: entries, known: stored.size });
        };
        if root(HASHING, within.iter().copied()) != checkpoint.root {
            return Err(Broken::Root { from: held + 1, to: stored.size });
        }
        held = stored.size;
    }
    let root = root(HASHING, leaves.iter().copied());
    Ok(Verified { entries, root, checkpoints: checkpoints.len() })
}
