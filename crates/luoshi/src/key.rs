//! The secrets that sign the audit log's checkpoints and seal second factors: files beside the database, readable by
//! their owner alone.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use luoshi_audit::{Algorithm, Signer};

/// The file of the office's own key under a data directory.
pub(crate) fn own(data: &Path) -> PathBuf {
    data.join("audit-key.txt")
}

/// The file of the key that second factors are sealed with, under a data directory.
pub(crate) fn sealing(data: &Path) -> PathBuf {
    data.join("secret-key.txt")
}

/// The signer of that name with the secret in `file`, which names its algorithm where it is not Ed25519: `sm2 …`. A file
/// that is not there is made, by `new`.
pub(crate) fn signer(file: &Path, name: &str, new: Algorithm) -> anyhow::Result<Signer> {
    let prefix = match new {
        Algorithm::Ed25519 => String::new(),
        Algorithm::Sm2 => format!("{} ", new.name()),
    };
    let text = text(file, &prefix)?;
    let (algorithm, secret) = match text.trim().split_once(' ') {
        None => (Some(Algorithm::Ed25519), text.as_str()),
        Some((algorithm, secret)) => (Algorithm::parse(algorithm), secret),
    };
    let algorithm = algorithm.with_context(|| {
        format!("{} is of no algorithm we know: ed25519 or sm2", file.display())
    })?;
    Ok(Signer::by(algorithm, name, &bytes(file, secret)?)?)
}

/// The secret of 32 bytes in `file`; a file that is not there is made.
pub(crate) fn secret(file: &Path) -> anyhow::Result<[u8; 32]> {
    bytes(file, &text(file, "")?)
}

/// What stands in the file; one that is not there is made, of `prefix` and 32 random bytes.
fn text(file: &Path, prefix: &str) -> anyhow::Result<String> {
    let shown = file.display();
    if !file.exists() {
        let secret = luoshi_service::fresh_nonce()?;
        let mut made = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(file)
            .with_context(|| format!("cannot keep a key in {shown}"))?;
        writeln!(made, "{prefix}{secret}")?;
    }
    std::fs::read_to_string(file).with_context(|| format!("cannot read {shown}"))
}

fn bytes(file: &Path, text: &str) -> anyhow::Result<[u8; 32]> {
    let mut secret = [0; 32];
    hex::decode_to_slice(text.trim(), &mut secret).with_context(|| {
        format!("{} is no key: it should be 64 hexadecimal digits", file.display())
    })?;
    Ok(secret)
}
