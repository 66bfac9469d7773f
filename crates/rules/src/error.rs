use crate::NotInForce;

/// Why a rule gave no result. Every message names the field.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input is not what the rule takes.
    #[error("{field}: {problem}")]
    Input {
        /// The field, as a path: `enterprises[3].tax`.
        field: String,
        /// What is wrong, and what would be right.
        problem: String,
    },
    /// The rule was not in force.
    #[error(transparent)]
    NotInForce(#[from] NotInForce),
    /// There is no such rule.
    #[error("there is no rule `{0}`: `luoshi rule list` names them")]
    Unknown(String),
    /// The rule's own file is wrong.
    #[error("rules/{file}: {problem}")]
    File {
        /// The rule's name.
        file: &'static str,
        /// What is wrong with it.
        problem: String,
    },
}

impl Error {
    /// An input that is wrong in one field.
    pub fn input(field: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Input { field: on_one_line(&field.into()), problem: on_one_line(&problem.into()) }
    }

    /// The same error, of a field within `outer`.
    #[must_use]
    pub fn within(self, outer: &str) -> Self {
        match self {
            Self::Input { field, problem } => {
                Self::Input { field: format!("{outer}.{field}"), problem }
            }
            other => other,
        }
    }
}

/// The text with line breaks and what else cannot be seen spelt out: an input may hold anything, a log line may not.
fn on_one_line(text: &str) -> String {
    let shown = |c: char| matches!(c, '"' | '\'' | '\\') || c.escape_debug().len() == 1;
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if shown(c) { line.push(c) } else { line.extend(c.escape_debug()) }
    }
    line
}
