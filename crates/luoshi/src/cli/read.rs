use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use luoshi_document::write;

/// Print the structure of a document.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  luoshi read 市委2018-15.txt --format tree")]
pub(crate) struct Read {
    /// The document; `-` is standard input.
    file: PathBuf,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Tree)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Provisions with their addresses, for the terminal.
    Tree,
    /// Everything, as JSON.
    Json,
    /// Akoma Ntoso 3.0 (XML).
    Akn,
    /// A page of its own.
    Html,
    /// The text that spans count in.
    Text,
}

impl Read {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let document = crate::input::document(&self.file)?;
        let printed = match self.format {
            Format::Tree => write::tree(&document),
            Format::Json => write::json(&document),
            Format::Akn => write::akn(&document),
            Format::Html => write::html(&document),
            Format::Text => write::text(&document),
        };
        std::io::stdout().write_all(printed.as_bytes())?;
        Ok(())
    }
}
