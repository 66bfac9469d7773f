//! `luoshi read` beside the tools people use for the same files: program against program, start included.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{RUNS, files, median, say, time};

/// A program that prints the text of a file of one format.
struct Tool {
    extension: &'static str,
    command: &'static str,
    before: &'static [&'static str],
    after: &'static [&'static str],
}

const TOOLS: &[Tool] = &[
    Tool { extension: "pdf", command: "pdftotext", before: &[], after: &["-"] },
    Tool { extension: "docx", command: "docx2txt", before: &[], after: &["-"] },
    Tool { extension: "docx", command: "pandoc", before: &["--to", "plain"], after: &[] },
];

/// Prints how long each tool takes for the files in `folder`, and how long we do.
pub(crate) fn compare(folder: Option<&Path>) {
    for tool in TOOLS {
        let found = folder.map(|folder| files(folder, tool.extension)).unwrap_or_default();
        let readable: Vec<PathBuf> = found.into_iter().filter(|file| ours(file)).collect();
        if readable.is_empty() {
            say(&format!("  no .{} file in LUOSHI_CORPUS to compare on", tool.extension));
        } else if !tool.print(&readable[0]) {
            say(&format!("  {} is not here or cannot read: scripts/need {0}", tool.command));
        } else {
            tool.compare(&readable);
        }
    }
}

impl Tool {
    fn compare(&self, files: &[PathBuf]) {
        let times = |print: &dyn Fn(&Path) -> bool| {
            let all = || files.iter().for_each(|file| assert!(print(file), "{}", file.display()));
            median((0..RUNS).map(|_| time(all)).collect()).as_secs_f64() * 1e3
        };
        let (mine, theirs) = (times(&|file| ours(file)), times(&|file| self.print(file)));
        let (count, extension, command) = (files.len(), self.extension, self.command);
        say(&format!(
            "  {count} .{extension} files: luoshi read {mine:.0} ms, {command} {theirs:.0} ms ({:.2} ×)",
            theirs / mine
        ));
    }

    fn print(&self, file: &Path) -> bool {
        succeeds(Command::new(self.command).args(self.before).arg(file).args(self.after))
    }
}

fn ours(file: &Path) -> bool {
    succeeds(
        Command::new(env!("CARGO_BIN_EXE_luoshi")).args(["read", "--format", "text"]).arg(file),
    )
}

fn succeeds(command: &mut Command) -> bool {
    let ended = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    ended.is_ok_and(|status| status.success())
}
