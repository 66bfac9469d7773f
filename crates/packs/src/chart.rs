//! Charts: what a pack's page draws.

use luoshi_rules::Title;
use serde::Deserialize;
use toml::Spanned;

/// A chart: `charts/NAME.toml`. It draws indicators over time, or counts the records of a register.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// Its name: that of its file.
    #[serde(skip)]
    pub name: String,
    /// Its heading.
    pub title: Title,
    /// How it is drawn.
    pub kind: ChartKind,
    /// The indicators it draws, over time.
    #[serde(default)]
    pub indicators: Vec<Spanned<String>>,
    /// The records it counts.
    #[serde(default)]
    pub count: Option<CountBy>,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChartKind {
    /// Lines through points.
    Line,
    /// Bars side by side.
    Bar,
}

/// Records of a register, counted by a field.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountBy {
    /// The register.
    pub register: Spanned<String>,
    /// The field; a date is counted by its year.
    pub by: Spanned<String>,
}
