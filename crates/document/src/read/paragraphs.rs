//! Lines to paragraphs: what a page break or a hard wrap tore apart is joined again.

use luoshi_text::Healed;

use super::form::is_date_line;
use super::label::label;
use super::lines::{Line, is_blank};

/// A paragraph: one or more printed lines, repaired.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub(super) text: Healed,
}

/// What becomes of white space between Han characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gaps {
    /// It is an accident of typesetting.
    Close,
    /// It parts names, as in the lines of a head.
    Keep,
}

impl Paragraph {
    /// A line of the head: its gaps part names.
    pub(super) fn of_head(line: &Line<'_>) -> Self {
        let mut text = Healed::default();
        push(&mut text, line.text, line.at, Gaps::Keep);
        Self { text }
    }

    /// Adds a further line of the same title.
    pub(super) fn go_on(&mut self, line: &Line<'_>) {
        push(&mut self.text, line.text, line.at, Gaps::Keep);
    }
}

/// Joins lines into paragraphs.
pub(super) fn paragraphs(lines: &[Line<'_>]) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let indents = lines.iter().filter(|line| line.indented).count() * 3 > lines.len();
    for line in lines {
        match paragraphs.last_mut() {
            Some(open) if goes_on(open.text.as_str(), line, indents) => {
                let tail = without_doubled_quote(open.text.as_str(), line.text);
                let skipped = (line.text.len() - tail.len()) as u32 / 3;
                push(&mut open.text, tail, line.at + skipped, Gaps::Close);
            }
            _ => {
                let mut text = Healed::default();
                push(&mut text, line.text, line.at, Gaps::Close);
                paragraphs.push(Paragraph { text });
            }
        }
    }
    paragraphs
}

/// Whether `line` goes on with the sentence that `open` left unfinished.
fn goes_on(open: &str, line: &Line<'_>, indents: bool) -> bool {
    let Some(last) = open.chars().next_back() else { return false };
    if opens_something(line.text) || is_heading_like(open) {
        return false;
    }
    if matches!(last, '，' | ',' | '、' | '《' | '“' | '（' | '(' | '〔') {
        return true;
    }
    let unfinished = !ends_sentence(last) || unbalanced(open);
    unfinished && !(indents && line.indented)
}

/// A heading stands alone on its line: it is short and has no mark of a running sentence.
fn is_heading_like(open: &str) -> bool {
    let running = |c: char| matches!(c, '，' | ',' | '。' | '；' | ';' | '：' | '、');
    let body = label(open).map_or(open, |label| &open[label.len..]);
    !body.contains(running) && open.chars().count() < 30
}

fn ends_sentence(last: char) -> bool {
    matches!(
        last,
        '。' | '！'
            | '？'
            | '；'
            | '：'
            | ':'
            | ';'
            | '!'
            | '?'
            | '”'
            | '"'
            | ')'
            | '）'
            | '】'
            | '》'
            | '>'
    )
}

/// Whether a bracket or a title mark is still open.
fn unbalanced(text: &str) -> bool {
    let count = |marks: [char; 2]| text.matches(marks).count();
    count(['《', '《']) > count(['》', '》']) || count(['（', '(']) > count(['）', ')'])
}

/// Whether a line starts something of its own.
fn opens_something(line: &str) -> bool {
    const STARTS: &[&str] = &[
        "——",
        "—",
        "附件",
        "主送",
        "抄送",
        "抄报",
        "【",
        "- [",
        "http",
        "（此件",
        "(此件",
        "（联系",
        "附：",
    ];
    let printer = line.ends_with(['室', '厅']) && line.chars().count() <= 20;
    let dated = line.ends_with("印发") || is_date_line(line);
    label(line).is_some() || printer || dated || STARTS.iter().any(|start| line.starts_with(start))
}

/// A quotation mark that was open at a page break is sometimes printed again after it.
fn without_doubled_quote<'t>(open: &str, line: &'t str) -> &'t str {
    let still_open = open.matches('“').count() > open.matches('”').count();
    match line.strip_prefix('“') {
        Some(rest) if still_open => rest,
        _ => line,
    }
}

/// Adds text; of white space one blank is left between Latin words, and where gaps part names.
fn push(healed: &mut Healed, text: &str, at: u32, gaps: Gaps) {
    let mut place = at;
    let mut run = text;
    while let Some((before, gap, after)) = next_gap(run) {
        let (before_chars, gap_chars) = (before.chars().count() as u32, gap.chars().count() as u32);
        let last = before.chars().next_back().or(healed.as_str().chars().next_back());
        let latin = |c: char| c.is_ascii_alphanumeric();
        let keeps = gaps == Gaps::Keep || last.is_some_and(latin) && after.starts_with(latin);
        healed.push(before, place);
        if keeps {
            healed.push(" ", place + before_chars);
        }
        place += before_chars + gap_chars;
        run = after;
    }
    healed.push(run, place);
}

/// The text before the first white space, that white space, and the text after it.
fn next_gap(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find(is_blank)?;
    let after = text[start..].trim_start_matches(is_blank);
    let gap = &text[start..text.len() - after.len()];
    Some((&text[..start], gap, after))
}
