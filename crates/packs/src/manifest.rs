//! `pack.toml` and `sources.toml`: what a pack is, who acts in it, where its data comes from.

use luoshi_rules::Title;
use serde::Deserialize;
use toml::Spanned;

/// What a pack says of itself: `pack.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Its name, as in tables and addresses: `exchange`.
    pub name: Spanned<String>,
    /// Its version.
    pub version: String,
    /// The licence of its files, as SPDX writes it.
    pub licence: String,
    /// Its name for people.
    pub title: Title,
    /// What it is for, in a sentence.
    #[serde(default)]
    pub summary: Option<Title>,
    /// What its users must know before they rely on it: 模拟/辅助，不替代主管机关系统.
    #[serde(default)]
    pub notice: Option<Title>,
    /// The articles of the document it serves.
    pub articles: Vec<String>,
    /// The published rules it uses.
    #[serde(default)]
    pub rules: Vec<Spanned<String>>,
    /// Who acts in it.
    #[serde(default)]
    pub roles: Vec<Role>,
}

/// Somebody who acts in a pack's registers and cases.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its name: `foreign_affairs`.
    pub name: Spanned<String>,
    /// Its name for people: 市外办.
    pub title: Title,
    /// The code of the organisation that acts in it. Where there is none, the office acts; in a case, whoever
    /// is named when it is opened.
    #[serde(default)]
    pub organisation: Option<String>,
}

/// Where data comes from: a row of `sources.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceOfData {
    /// Its name in data files.
    pub id: Spanned<String>,
    /// Its title as published.
    pub title: String,
    /// Who published it.
    #[serde(default)]
    pub publisher: Option<String>,
    /// When, as exactly as it is known: `2020-10-26`, `2014-10`.
    #[serde(default)]
    pub published: Option<String>,
    /// Where it can be read.
    #[serde(default)]
    pub url: Option<String>,
}

/// The whole of `sources.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourcesFile {
    #[serde(default)]
    pub(crate) sources: Vec<SourceOfData>,
}
