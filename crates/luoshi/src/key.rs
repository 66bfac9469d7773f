//! The secrets that sign the audit log's checkpoints and seal second factors: files beside the database, readable by
//! their owner alone.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use luoshi_audit::Signer;

/// The file of the office's own key under a data directory.
pub(crate) fn own(data: &Path) -> PathBuf {
    data.join("audit-key.txt")
}

/// The file of the key that second factors are sealed with, under a data directory.
pub(crate) fn sealing(data: &Path) -> PathBuf {
    data.join("secret-key.txt")
}

/// The signer of that name with the secret in `file`; a file that is not there is made.
pub(crate) fn signer(file: &Path, name: &str) -> anyhow::Result<Signer> {
    Ok(Signer::new(name, &secret(file)?)?)
}

/// The secret of 32 bytes in `file`; a file that is not there is made.
pub(crate) fn secret(file: &Path) -> anyhow::Result<[u8; 32]> {
    let shown = file.display();
    if !file.exists() {
        let secret = luoshi_service::fresh_nonce()?;
        let mut made = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(file)
            .with_context(|| format!("cannot keep a key in {shown}"))?;
        writeln!(made, "{secret}")?;
    }
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {shown}"))?;
    let mut secret = [0; 32];
    hex::decode_to_slice(text.trim(), &mut secret)
        .with_context(|| format!("{shown} is no key: it should be 64 hexadecimal digits"))?;
    Ok(secret)
}
