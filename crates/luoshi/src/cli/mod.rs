//! The command line: each command parses its arguments, calls one function, prints what it gives.

mod extract;
mod read;
mod rule;
mod serve;

use clap::{Parser, Subcommand};

/// Luoshi 落实: turns a policy document into delivered outcomes.
#[derive(Debug, Parser)]
#[command(name = "luoshi", version, about, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages 启动网页服务.
    Serve(serve::Serve),
    /// Print the structure of a document 文件结构.
    Read(read::Read),
    /// Print what documents commit whom to, by when, as JSON 提取任务与目标.
    Extract(extract::Extract),
    /// Compute published regulations: JSON in, result with explanation and source out 规则计算.
    Rule(rule::Rule),
}

impl Cli {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Serve(serve) => serve.run(),
            Command::Read(read) => read.run(),
            Command::Extract(extract) => extract.run(),
            Command::Rule(rule) => rule.run(),
        }
    }
}
