//! JSON in and out of commands.

use std::io::{Read as _, Write as _};
use std::path::Path;

use anyhow::Context as _;
use serde::Serialize;
use serde_json::Value;

/// The JSON in `file`; `-` is standard input.
pub(crate) fn input(file: &Path) -> anyhow::Result<Value> {
    let shown = file.display();
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?;
        bytes
    } else {
        std::fs::read(file).with_context(|| format!("cannot read {shown}"))?
    };
    serde_json::from_slice(&bytes).with_context(|| format!("{shown} is not JSON"))
}

/// Prints for people and programs alike.
pub(crate) fn print(value: &impl Serialize) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, value)?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}
