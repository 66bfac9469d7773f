//! Keys that sign checkpoints: Ed25519, or SM2 (GB/T 32918) where an office is to sign by the national algorithms.

use std::fmt;

use ed25519_dalek::Signer as _;
use sm2::dsa::signature::Verifier as _;

/// By which algorithm a checkpoint is signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Algorithm {
    /// Ed25519 (RFC 8032).
    #[default]
    Ed25519,
    /// SM2 with SM3 (GB/T 32918.2-2016), on the curve of GB/T 32918.5-2017.
    Sm2,
}

/// The distinguishing identifier of GB/T 35276-2017, where nothing else was agreed on.
const IDENTIFIER: &str = "1234567812345678";

impl Algorithm {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ed25519, Self::Sm2];

    /// Its name in key files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ed25519 => "ed25519",
            Self::Sm2 => "sm2",
        }
    }

    /// The algorithm of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }

    /// What C2SP signed-note puts before a key of it: 1 for Ed25519; one that has no number there begins with 0xff and a
    /// name of its own.
    pub(crate) fn prefix(self) -> &'static [u8] {
        match self {
            Self::Ed25519 => &[1],
            Self::Sm2 => b"\xffluoshi/sm2-v1",
        }
    }
}

/// A key that signs.
#[derive(Clone)]
pub(crate) enum SecretKey {
    Ed25519(ed25519_dalek::SigningKey),
    Sm2(sm2::dsa::SigningKey),
}

impl SecretKey {
    /// The key of 32 random bytes; none for the one in 2¹²⁸ that are no number of the curve.
    pub(crate) fn new(algorithm: Algorithm, secret: &[u8; 32]) -> Option<Self> {
        Some(match algorithm {
            Algorithm::Ed25519 => Self::Ed25519(ed25519_dalek::SigningKey::from_bytes(secret)),
            Algorithm::Sm2 => Self::Sm2(sm2::dsa::SigningKey::from_slice(IDENTIFIER, secret).ok()?),
        })
    }

    pub(crate) fn public(&self) -> PublicKey {
        match self {
            Self::Ed25519(key) => PublicKey::Ed25519(key.verifying_key()),
            Self::Sm2(key) => PublicKey::Sm2(Box::new(key.verifying_key().clone())),
        }
    }

    /// 64 bytes; of SM2, `r` and `s`.
    pub(crate) fn sign(&self, text: &[u8]) -> Vec<u8> {
        match self {
            Self::Ed25519(key) => key.sign(text).to_bytes().to_vec(),
            Self::Sm2(key) => key.sign(text).to_bytes().to_vec(),
        }
    }
}

/// A key that checks signatures.
#[derive(Clone)]
pub(crate) enum PublicKey {
    Ed25519(ed25519_dalek::VerifyingKey),
    Sm2(Box<sm2::dsa::VerifyingKey>),
}

impl PublicKey {
    /// The key as C2SP signed-note writes it: what its algorithm begins with, then the key itself; of SM2 the point in 65
    /// bytes, `04`, `x` and `y`.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Ed25519(key) => [Algorithm::Ed25519.prefix(), key.as_bytes()].concat(),
            Self::Sm2(key) => [Algorithm::Sm2.prefix(), &key.to_sec1_bytes()].concat(),
        }
    }

    /// The key of these bytes.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let of = |algorithm: Algorithm| bytes.strip_prefix(algorithm.prefix());
        if let Some(key) = of(Algorithm::Ed25519) {
            let key = ed25519_dalek::VerifyingKey::from_bytes(key.try_into().ok()?).ok()?;
            return Some(Self::Ed25519(key));
        }
        let key = sm2::dsa::VerifyingKey::from_sec1_bytes(IDENTIFIER, of(Algorithm::Sm2)?).ok()?;
        Some(Self::Sm2(Box::new(key)))
    }

    /// Whether the signature is of this text by this key.
    pub(crate) fn has_signed(&self, text: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Ed25519(key) => ed25519_dalek::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(text, &signature).is_ok()),
            Self::Sm2(key) => sm2::dsa::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify(text, &signature).is_ok()),
        }
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PublicKey").field(&self.bytes()).finish()
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

impl Eq for PublicKey {}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        hex::decode(text.replace([' ', '\n'], "")).expect("hexadecimal")
    }

    /// GB/T 32918.5-2017, annex A.2: the key pair, the identifier and the signature of "message digest".
    #[test]
    fn sm2_takes_the_standards_example_and_nothing_beside_it() {
        let secret =
            bytes("3945208F 7B2144B1 3F36E38A C6D39F95 88939369 2860B51A 42FB81EF 4DF7C5B8");
        let secret: [u8; 32] = secret.try_into().expect("32 bytes");
        let key = SecretKey::new(Algorithm::Sm2, &secret).expect("a key").public();
        let point = "04 09F9DF31 1E5421A1 50DD7D16 1E4BC5C6 72179FAD 1833FC07 6BB08FF3 56F35020
                     CCEA490C E26775A5 2DC6EA71 8CC1AA60 0AED05FB F35E084A 6632F607 2DA9AD13";
        let prefix = Algorithm::Sm2.prefix();
        assert_eq!(key.bytes(), [prefix, &bytes(point)].concat());
        let signature = "F5A03B06 48D2C463 0EEAC513 E1BB81A1 5944DA38 27D5B741 43AC7EAC EEE720B3
                         B1B6AA29 DF212FD8 763182BC 0D421CA1 BB9038FD 1F7F42D4 840B69C4 85BBC1AA";
        let signature = bytes(signature);
        assert!(key.has_signed(b"message digest", &signature));
        assert!(!key.has_signed(b"message digesT", &signature));
    }

    #[test]
    fn what_one_key_signed_is_checked_by_its_own_public_key_alone() {
        for algorithm in Algorithm::ALL {
            let (one, other) = ([7; 32], [8; 32]);
            let key = |secret| SecretKey::new(algorithm, secret).expect("a key");
            let signature = key(&one).sign(b"text");
            assert_eq!(signature.len(), 64);
            let read = PublicKey::read(&key(&one).public().bytes()).expect("its own bytes");
            assert!(read == key(&one).public() && read.has_signed(b"text", &signature));
            assert!(!key(&other).public().has_signed(b"text", &signature));
            assert!(!read.has_signed(b"texT", &signature));
            assert!(!read.has_signed(b"text", &signature[1..]));
        }
    }
}
