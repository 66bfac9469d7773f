//! How a document speaks 文种语气: what its title says of its numbers.

/// How a document speaks, by the last word of its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Opinions, plans, notices: what they name is to be done.
    Orders,
    /// Reports and letters: what was, before what will be.
    Reports,
    /// Regulations: whoever does this must meet that.
    Regulates,
}

impl Manner {
    /// The manner of a document with that title.
    pub(crate) fn of(title: &str) -> Self {
        const REPORTS: [&str; 6] = ["报告", "函", "答复", "通报", "说明", "讲话"];
        const REGULATIONS: [&str; 6] = ["办法", "条例", "规定", "细则", "规则", "准则"];
        let title = title.trim_end().trim_end_matches("的通知");
        let title =
            title.trim_end_matches(|c: char| "》（）()〈〉-— ".contains(c) || c.is_ascii_digit());
        let title = ["（试行", "（暂行", "（修订", "(试行"]
            .iter()
            .find_map(|mark| title.strip_suffix(mark))
            .unwrap_or(title);
        match () {
            () if REPORTS.iter().any(|word| title.ends_with(word)) => Self::Reports,
            () if REGULATIONS.iter().any(|word| title.ends_with(word)) => Self::Regulates,
            () => Self::Orders,
        }
    }
}
