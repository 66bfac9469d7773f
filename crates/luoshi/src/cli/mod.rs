//! The command line: each command parses its arguments, calls one function, prints what it gives.

mod audit;
mod backup;
mod database;
mod draw;
mod extract;
mod generate;
mod json;
mod organisation;
mod pack;
mod provider;
mod read;
mod restore;
mod rule;
mod schedule;
mod serve;
mod signing;
mod user;

use anyhow::Context as _;
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
    /// Draw at random so that anybody can recompute it 随机抽取.
    Draw(draw::Draw),
    /// Write everything to one file while the server runs 备份.
    Backup(backup::Backup),
    /// Read a backup into an empty database 恢复.
    Restore(restore::Restore),
    /// Packs: registers, indicators and cases of a policy field 领域包.
    Pack(pack::Pack),
    /// Organisations as they stood at any time 单位.
    Organisation(organisation::Organisation),
    /// Users and the roles they hold 用户与授权.
    User(user::User),
    /// Fill an empty database with a made-up city, to measure with 生成测试城市.
    Generate(generate::Generate),
    /// The audit log: check it, sign it, take proofs out of it 审计.
    Audit(audit::Audit),
}

impl Cli {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        match self.command {
            Command::Serve(serve) => serve.run(),
            Command::Read(read) => read.run(),
            Command::Extract(extract) => extract.run(),
            Command::Rule(rule) => rule.run(),
            Command::Draw(draw) => draw.run(),
            Command::Backup(backup) => backup.run(),
            Command::Restore(restore) => restore.run(),
            Command::Pack(pack) => pack.run(),
            Command::Organisation(organisation) => organisation.run(),
            Command::User(user) => user.run(),
            Command::Generate(generate) => generate.run(),
            Command::Audit(audit) => audit.run(),
        }
    }
}

/// Runs what talks to a database.
fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Runtime::new().context("cannot start")?.block_on(work)
}
