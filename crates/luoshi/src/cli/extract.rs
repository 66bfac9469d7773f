use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use luoshi_extract::Extraction;

/// Print what documents commit whom to, by when, as JSON.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  luoshi extract 市委2018-15.txt\n  luoshi extract --ndjson *.txt"
)]
pub(crate) struct Extract {
    /// The documents; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// One JSON object a line, also for a single file.
    #[arg(long)]
    ndjson: bool,
}

impl Extract {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        if let ([file], false) = (self.files.as_slice(), self.ndjson) {
            serde_json::to_writer_pretty(&mut out, &extraction(file)?)?;
            out.write_all(b"\n")?;
            return Ok(out.flush()?);
        }
        let mut failed = 0;
        for file in &self.files {
            match extraction(file) {
                Ok(extraction) => {
                    serde_json::to_writer(&mut out, &extraction)?;
                    out.write_all(b"\n")?;
                }
                Err(error) => {
                    failed += 1;
                    writeln!(std::io::stderr(), "luoshi: {error:#}")?;
                }
            }
        }
        out.flush()?;
        anyhow::ensure!(
            failed == 0,
            "{failed} of {} documents could not be read",
            self.files.len()
        );
        Ok(())
    }
}

fn extraction(file: &Path) -> anyhow::Result<Extraction> {
    Ok(luoshi_extract::extract(&crate::input::document(file)?))
}
