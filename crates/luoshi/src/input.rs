//! Reading the files a command is given.

use std::io::Read as _;
use std::path::Path;

use anyhow::Context as _;
use luoshi_document::Document;

/// The document in `file`; `-` is standard input.
pub(crate) fn document(file: &Path) -> anyhow::Result<Document> {
    let (name, bytes) = bytes(file)?;
    luoshi_document::read(&name, &bytes).with_context(|| format!("cannot read {name}"))
}

fn bytes(file: &Path) -> anyhow::Result<(String, Vec<u8>)> {
    if file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?;
        return Ok(("-".to_owned(), bytes));
    }
    let shown = file.display();
    let bytes = std::fs::read(file).with_context(|| format!("cannot open {shown}"))?;
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    Ok((name, bytes))
}
