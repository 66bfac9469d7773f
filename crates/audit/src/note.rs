//! Signed notes: a text and, under a blank line, who signed it. By C2SP signed-note, with keys of Ed25519 or SM2.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};

use crate::signature::{Algorithm, PublicKey, SecretKey};

/// A text with its signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The text; it ends with a line feed.
    pub text: String,
    signatures: Vec<Signed>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Signed {
    name: String,
    /// The key's id and the signature.
    bytes: Vec<u8>,
}

/// Why a note is none, or a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The text and its signatures are not parted by a blank line.
    #[error("the note has no signatures under a blank line: is the file whole?")]
    NoSignatures,
    /// A line under the blank line is no signature.
    #[error("`{0}` is no signature line: it should be `— name base64`")]
    NotASignature(String),
    /// A key is not as C2SP signed-note writes it.
    #[error("`{0}` is no key: it should be `name+id+base64`")]
    NotAKey(String),
}

/// Who signs.
#[derive(Clone)]
pub struct Signer {
    name: String,
    key: SecretKey,
}

/// Whose signature is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    key: PublicKey,
}

impl Signer {
    /// The signer of that name by Ed25519, with that secret of 32 random bytes. A name has no blank and no `+`.
    pub fn new(name: &str, secret: &[u8; 32]) -> Result<Self, NoteError> {
        Self::by(Algorithm::Ed25519, name, secret)
    }

    /// The same by either algorithm.
    pub fn by(algorithm: Algorithm, name: &str, secret: &[u8; 32]) -> Result<Self, NoteError> {
        let wrong = || NoteError::NotAKey(name.to_owned());
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c == '+') {
            return Err(wrong());
        }
        let key = SecretKey::new(algorithm, secret).ok_or_else(wrong)?;
        Ok(Self { name: name.to_owned(), key })
    }

    /// Who can check its signatures.
    pub fn verifier(&self) -> Verifier {
        Verifier { name: self.name.clone(), key: self.key.public() }
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Verifier {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first four bytes of SHA-256 over name, line feed and the key after what its algorithm begins with.
    fn id(&self) -> [u8; 4] {
        let digest = Sha256::new()
            .chain_update(self.name.as_bytes())
            .chain_update(b"\n")
            .chain_update(self.key.bytes())
            .finalize();
        [digest[0], digest[1], digest[2], digest[3]]
    }
}

/// As C2SP signed-note writes a key: `name+id+base64`.
impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = u32::from_be_bytes(self.id());
        let key = BASE64.encode(self.key.bytes());
        write!(f, "{}+{id:08x}+{key}", self.name)
    }
}

impl FromStr for Verifier {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let wrong = || NoteError::NotAKey(text.to_owned());
        let mut parts = text.trim().splitn(3, '+');
        let (name, id, key) = (
            parts.next().ok_or_else(wrong)?,
            parts.next().ok_or_else(wrong)?,
            parts.next().ok_or_else(wrong)?,
        );
        let bytes = BASE64.decode(key).map_err(|_| wrong())?;
        let key = PublicKey::read(&bytes).ok_or_else(wrong)?;
        let verifier = Self { name: name.to_owned(), key };
        let known = u32::from_str_radix(id, 16).is_ok_and(|id| id.to_be_bytes() == verifier.id());
        if known && !name.is_empty() { Ok(verifier) } else { Err(wrong()) }
    }
}

impl Note {
    /// A text that nobody signed yet; it gets a line feed at its end where it has none.
    pub fn new(text: &str) -> Self {
        Self { text: format!("{}\n", text.trim_end_matches('\n')), signatures: Vec::new() }
    }

    /// Signs it, beside those who have signed before.
    pub fn sign(&mut self, signer: &Signer) {
        let signature = signer.key.sign(self.text.as_bytes());
        let bytes = [signer.verifier().id().as_slice(), &signature].concat();
        self.signatures.push(Signed { name: signer.name.clone(), bytes });
    }

    /// Whether that key signed it.
    pub fn is_signed_by(&self, verifier: &Verifier) -> bool {
        self.signatures.iter().any(|signed| {
            let Some((id, signature)) = signed.bytes.split_at_checked(4) else { return false };
            signed.name == verifier.name
                && id == verifier.id()
                && verifier.key.has_signed(self.text.as_bytes(), signature)
        })
    }

    /// Adds the signatures of that key under another copy of the note; whether there was one and it is right.
    pub fn take_over(&mut self, copy: &Self, verifier: &Verifier) -> bool {
        if copy.text != self.text || !copy.is_signed_by(verifier) {
            return false;
        }
        let by_key = |signed: &&Signed| {
            signed.name == verifier.name && signed.bytes.get(..4) == Some(&verifier.id())
        };
        for signed in copy.signatures.iter().filter(by_key) {
            if !self.signatures.contains(signed) {
                self.signatures.push(signed.clone());
            }
        }
        true
    }

    /// The names under it, whether or not their signatures are right.
    pub fn signers(&self) -> impl Iterator<Item = &str> {
        self.signatures.iter().map(|signed| signed.name.as_str())
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        let mut lines = self.signatures.iter();
        lines.try_for_each(|signed| {
            writeln!(f, "— {} {}", signed.name, BASE64.encode(&signed.bytes))
        })
    }
}

impl FromStr for Note {
    type Err = NoteError;

    fn from_str(note: &str) -> Result<Self, NoteError> {
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::NoSignatures)?;
        let signed = |line: &str| {
            let wrong = || NoteError::NotASignature(line.to_owned());
            let (name, bytes) =
                line.strip_prefix("— ").and_then(|rest| rest.split_once(' ')).ok_or_else(wrong)?;
            let bytes = BASE64.decode(bytes).map_err(|_| wrong())?;
            Ok(Signed { name: name.to_owned(), bytes })
        };
        let signatures = lines.lines().map(signed).collect::<Result<Vec<_>, _>>()?;
        if signatures.is_empty() {
            return Err(NoteError::NoSignatures);
        }
        Ok(Self { text: format!("{text}\n"), signatures })
    }
}
