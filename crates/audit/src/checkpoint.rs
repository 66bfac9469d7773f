use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::{Hash, Hashing};

/// How long a log was, and to which root it led 检查点. By C2SP tlog-checkpoint, with the hashing as its extension line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: `luoshi/330100`.
    pub origin: String,
    /// How many entries.
    pub size: u64,
    /// Their root.
    pub root: Hash,
    /// How they are hashed.
    pub hashing: Hashing,
}

/// A text that is no checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is no checkpoint: {0}")]
pub struct CheckpointError(&'static str);

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { origin, size, root, hashing } = self;
        write!(f, "{origin}\n{size}\n{}\n{hashing}\n", BASE64.encode(root))
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.lines();
        let mut line = || lines.next().filter(|line| !line.is_empty());
        let origin = line().ok_or(CheckpointError("its first line names no log"))?;
        let size = line().and_then(|size| size.parse().ok());
        let root = line().and_then(|root| BASE64.decode(root).ok()?.try_into().ok());
        // Logs of others have no such line; they are hashed by SHA-256.
        let hashing = line().map_or(Some(Hashing::Sha256), Hashing::parse);
        Ok(Self {
            origin: origin.to_owned(),
            size: size.ok_or(CheckpointError("its second line is no number of entries"))?,
            root: root.ok_or(CheckpointError("its third line is no root in base64"))?,
            hashing: hashing.ok_or(CheckpointError("its fourth line names no hashing we know"))?,
        })
    }
}
