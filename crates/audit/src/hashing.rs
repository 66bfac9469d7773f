use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sm3::Sm3;

/// A digest of 32 bytes.
pub type Hash = [u8; 32];

/// How a log is hashed. Both functions give 32 bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hashing {
    /// SM3 (GB/T 32905-2016).
    #[default]
    Sm3,
    /// SHA-256 (FIPS 180-4).
    Sha256,
}

impl Hashing {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Sm3, Self::Sha256];

    /// Its name in checkpoints and proofs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sm3 => "sm3",
            Self::Sha256 => "sha256",
        }
    }

    /// The hashing of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hashing| hashing.name() == name)
    }

    /// The digest of some bytes; of nothing, the root of an empty log.
    pub fn digest(self, bytes: &[u8]) -> Hash {
        self.of(&[bytes])
    }

    /// The digest of a leaf: RFC 9162, section 2.1.1.
    pub fn leaf(self, content: &[u8]) -> Hash {
        self.of(&[&[0], content])
    }

    /// The digest of two subtrees.
    pub fn node(self, left: &Hash, right: &Hash) -> Hash {
        self.of(&[&[1], left, right])
    }

    fn of(self, parts: &[&[u8]]) -> Hash {
        match self {
            Self::Sm3 => digest::<Sm3>(parts),
            Self::Sha256 => digest::<Sha256>(parts),
        }
    }
}

fn digest<D: Digest>(parts: &[&[u8]]) -> Hash {
    let mut digest = D::new();
    parts.iter().for_each(|part| digest.update(part));
    let mut hash = [0; 32];
    hash.copy_from_slice(&digest.finalize());
    hash
}

impl fmt::Display for Hashing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// GB/T 32905-2016, appendix A: A.1 and A.2.
    #[test]
    fn sm3_gives_the_standards_examples() {
        let of = |text: &str| hex::encode(Hashing::Sm3.digest(text.as_bytes()));
        assert_eq!(of("abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assert_eq!(
            of(&"abcd".repeat(16)),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
        );
    }

    /// FIPS 180-4, the example "abc".
    #[test]
    fn sha256_gives_the_standards_example() {
        let of = hex::encode(Hashing::Sha256.digest(b"abc"));
        assert_eq!(of, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
