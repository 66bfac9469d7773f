//! Proofs that somebody takes away and checks offline.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};

use crate::{Checkpoint, CheckpointError, Entry, Hash, Note, NoteError, Verifier, tree};

/// That an entry stands in the log 包含证明.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryProof {
    /// The entry.
    pub entry: Entry,
    /// The digests that lead from it to the root, in base64, from the leaf up.
    pub path: Vec<String>,
    /// The signed checkpoint they lead to.
    pub checkpoint: String,
}

/// That a later log is an earlier one gone on 一致性证明.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogProof {
    /// The earlier signed checkpoint.
    pub before: String,
    /// The later one.
    pub after: String,
    /// The digests that show it, in base64.
    pub path: Vec<String>,
}

/// Why a proof shows nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The checkpoint's note cannot be read.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The note holds no checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The checkpoint is not signed by the key that was asked for.
    #[error("the checkpoint is not signed by {0}, or was changed after it was signed")]
    NotSigned(String),
    /// A digest of the path is not 32 bytes in base64.
    #[error("`{0}` is no digest in base64")]
    NotADigest(String),
    /// The entry does not lead to the root.
    #[error("entry {0} is not the one the checkpoint was made of: it or its proof was changed")]
    NotIncluded(u64),
    /// The two checkpoints are of two logs.
    #[error("the later log does not begin with the earlier one: entries were changed or removed")]
    NotConsistent,
}

impl EntryProof {
    /// Checks it against the key that signs the log's checkpoints: the checkpoint it leads to.
    pub fn check(&self, verifier: &Verifier) -> Result<Checkpoint, ProofError> {
        let checkpoint = signed(&self.checkpoint, verifier)?;
        let (path, sequence) = (digests(&self.path)?, self.entry.sequence);
        let log = (checkpoint.size, &checkpoint.root);
        let index = sequence.checked_sub(1).ok_or(ProofError::NotIncluded(sequence))?;
        let holds = tree::is_included(checkpoint.hashing, &self.entry.bytes(), index, log, &path);
        if holds { Ok(checkpoint) } else { Err(ProofError::NotIncluded(sequence)) }
    }
}

impl LogProof {
    /// Checks it against the key that signs the log's checkpoints: both checkpoints.
    pub fn check(&self, verifier: &Verifier) -> Result<(Checkpoint, Checkpoint), ProofError> {
        let (before, after) = (signed(&self.before, verifier)?, signed(&self.after, verifier)?);
        let path = digests(&self.path)?;
        let same = before.origin == after.origin && before.hashing == after.hashing;
        let logs = ((before.size, &before.root), (after.size, &after.root));
        let holds = same && tree::is_consistent(before.hashing, logs.0, logs.1, &path);
        if holds { Ok((before, after)) } else { Err(ProofError::NotConsistent) }
    }
}

/// The checkpoint of a note that this key signed.
fn signed(note: &str, verifier: &Verifier) -> Result<Checkpoint, ProofError> {
    let note: Note = note.parse()?;
    if !note.is_signed_by(verifier) {
        return Err(ProofError::NotSigned(verifier.name().to_owned()));
    }
    Ok(note.text.parse()?)
}

/// Digests as a proof writes them.
pub(crate) fn digests(path: &[String]) -> Result<Vec<Hash>, ProofError> {
    let digest = |text: &String| {
        let bytes = BASE64.decode(text).ok().and_then(|bytes| bytes.try_into().ok());
        bytes.ok_or_else(|| ProofError::NotADigest(text.clone()))
    };
    path.iter().map(digest).collect()
}

impl EntryProof {
    /// The proof of an entry by the digests of [`tree::inclusion`] and a signed checkpoint.
    pub fn new(entry: Entry, path: &[Hash], checkpoint: &Note) -> Self {
        Self { entry, path: written(path), checkpoint: checkpoint.to_string() }
    }
}

impl LogProof {
    /// The proof of two checkpoints by the digests of [`tree::consistency`].
    pub fn new(before: &Note, after: &Note, path: &[Hash]) -> Self {
        Self { before: before.to_string(), after: after.to_string(), path: written(path) }
    }
}

fn written(path: &[Hash]) -> Vec<String> {
    path.iter().map(|digest| BASE64.encode(digest)).collect()
}
