use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use luoshi_extract::{Terms, extract_with};
use rayon::prelude::*;
use serde_json::{Value, json};

/// Print what documents commit whom to, by when, as JSON.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  luoshi extract 市委2018-15.txt
  luoshi extract --explain 市委2018-15.txt
  luoshi extract --ndjson --terms departments.txt *.txt > extracted.ndjson

A line of the terms file is `short name = full name`, or a name alone; # begins a comment.
What each rule of --explain says stands in docs/extraction.md.")]
pub(crate) struct Extract {
    /// The documents; `-` is standard input. Several are read at the same time, printed in this order.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// One JSON object a line, also for a single file.
    #[arg(long)]
    ndjson: bool,
    /// Say of everything which rule found it.
    #[arg(long)]
    explain: bool,
    /// Names that only you know, such as your departments' short names.
    #[arg(long, value_name = "FILE")]
    terms: Option<PathBuf>,
}

/// Documents that are read before the first of them is printed: bounds the memory.
const AT_ONCE: usize = 64;

impl Extract {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let terms = self.terms.as_deref().map(terms).transpose()?.unwrap_or_default();
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        if let ([file], false) = (self.files.as_slice(), self.ndjson) {
            serde_json::to_writer_pretty(&mut out, &self.extraction(file, &terms)?)?;
            out.write_all(b"\n")?;
            return Ok(out.flush()?);
        }
        let progress = progress(self.files.len());
        let mut failed = 0;
        for files in self.files.chunks(AT_ONCE) {
            let extracted: Vec<_> = files
                .par_iter()
                .map(|file| {
                    let line = self.extraction(file, &terms).map(|it| it.to_string());
                    progress.inc(1);
                    line
                })
                .collect();
            for line in extracted {
                match line {
                    Ok(line) => writeln!(out, "{line}")?,
                    Err(error) => {
                        failed += 1;
                        progress.suspend(|| writeln!(std::io::stderr(), "luoshi: {error:#}"))?;
                    }
                }
            }
        }
        progress.finish_and_clear();
        out.flush()?;
        anyhow::ensure!(
            failed == 0,
            "{failed} of {} documents could not be read",
            self.files.len()
        );
        Ok(())
    }

    fn extraction(&self, file: &Path, terms: &Terms) -> anyhow::Result<Value> {
        let extraction = extract_with(&crate::input::document(file)?, terms);
        Ok(if self.explain { extraction.explained() } else { json!(extraction) })
    }
}

fn terms(file: &Path) -> anyhow::Result<Terms> {
    let shown = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {shown}"))?;
    text.parse().with_context(|| format!("cannot use {shown}"))
}

/// A bar for people; nothing where standard error is no terminal.
fn progress(files: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} · {per_sec} · {eta}");
    let target = match std::io::stderr().is_terminal() {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    let bar = ProgressBar::with_draw_target(Some(files as u64), target);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
