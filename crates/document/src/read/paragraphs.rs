//! Lines to paragraphs: what a page break or a hard wrap tore apart is joined again.

use luoshi_text::Healed;

use super::form::is_date_line;
use super::label::label;
use super::layout::Layout;
use super::lines::{Line, is_blank};
use super::scan::{Unclosed, next_blank};

/// A paragraph: one or more printed lines, repaired.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub(super) text: Healed,
    /// Whether it is a row of a table.
    pub(super) row: bool,
}

impl Paragraph {
    /// A line of the head: its gaps part names.
    pub(super) fn of_head(line: &Line<'_>) -> Self {
        let mut text = Healed::default();
        push(&mut text, line.text, line.at, Gaps::Keep);
        Self { text, row: line.row }
    }

    /// Adds a further line of the same title.
    pub(super) fn go_on(&mut self, line: &Line<'_>) {
        push(&mut self.text, line.text, line.at, Gaps::Keep);
    }

    /// Adds a paragraph that belongs to this one.
    pub(super) fn append(&mut self, more: &Self) {
        let printed = more.text.as_str();
        let (mut start, mut first, mut next) = (0, 0, 0);
        for (byte, _, source) in more.text.places() {
            if source != next {
                self.text.push(&printed[start..byte], first);
                (start, first) = (byte, source);
            }
            next = source + 1;
        }
        self.text.push(&printed[start..], first);
    }
}

/// Joins lines into paragraphs.
pub(super) fn paragraphs(lines: &[Line<'_>]) -> Vec<Paragraph> {
    let layout = Layout::of(lines);
    let mut paragraphs = Vec::new();
    let mut open: Option<Open<'_>> = None;
    for line in lines {
        if line.row {
            paragraphs.extend(open.take().map(Open::close));
            paragraphs.push(Paragraph::of_head(line));
            continue;
        }
        if let Some(open) = &mut open
            && open.goes_on(line, layout)
        {
            open.add(line);
            continue;
        }
        paragraphs.extend(open.replace(Open::new(line)).map(Open::close));
    }
    paragraphs.extend(open.map(Open::close));
    paragraphs
}

/// A paragraph that may go on in the next line.
struct Open<'t> {
    text: Healed,
    last_line: &'t str,
    /// What the first so many bytes of the text leave open; counted when it matters.
    unclosed: (Unclosed, usize),
}

/// Shorter text without a closing mark is a heading or an entry of a list; longer text was torn apart.
const TORN: usize = 45 * 3;

impl<'t> Open<'t> {
    fn new(line: &Line<'t>) -> Self {
        let (text, unclosed) = (Healed::default(), (Unclosed::default(), 0));
        let mut open = Self { text, last_line: "", unclosed };
        open.push(line, line.text);
        open
    }

    /// A quotation mark that was open at a page break is sometimes printed again after it.
    fn add(&mut self, line: &Line<'t>) {
        let doubled = line.text.starts_with('“') && self.unclosed().quotes > 0;
        let tail = if doubled { &line.text['“'.len_utf8()..] } else { line.text };
        self.push(line, tail);
    }

    fn push(&mut self, line: &Line<'t>, tail: &str) {
        let skipped = u32::from(tail.len() < line.text.len());
        push(&mut self.text, tail, line.at + skipped, Gaps::Close);
        self.last_line = line.text;
    }

    /// The marks still open at its end.
    fn unclosed(&mut self) -> Unclosed {
        let (unclosed, counted) = &mut self.unclosed;
        let text = self.text.as_str();
        unclosed.add(&text[*counted..]);
        *counted = text.len();
        *unclosed
    }

    fn close(self) -> Paragraph {
        Paragraph { text: self.text, row: false }
    }

    /// Whether `line` goes on with the sentence that was left unfinished.
    fn goes_on(&mut self, line: &Line<'_>, layout: Layout) -> bool {
        let printed = self.text.as_str();
        let Some(last) = printed.chars().next_back() else { return false };
        if opens_something(line.text) || lists_attachments(printed) {
            return false;
        }
        if line.text.starts_with(closes) || is_bare_label(printed) || opens(last) {
            return true;
        }
        let unclosed = self.unclosed();
        let printed = self.text.as_str();
        let unbalanced = unclosed.titles > 0 || unclosed.brackets > 0;
        if ends_sentence(last) && !unbalanced || layout.indents && line.indented {
            return false;
        }
        match layout.is_full(self.last_line) {
            Some(full) => full,
            None => {
                let labelled = label(printed).is_some();
                let torn = printed.len() >= TORN || printed.contains('。') || unclosed.quotes > 0;
                unbalanced || if labelled { torn } else { !is_heading_like(printed) }
            }
        }
    }
}

/// 附：计划表 — a note of attachments ends with its line.
fn lists_attachments(printed: &str) -> bool {
    printed.len() < TORN && (printed.starts_with("附：") || printed.starts_with("附件"))
}

/// 第一条 alone on its line.
fn is_bare_label(printed: &str) -> bool {
    printed.len() < 40 && label(printed).is_some_and(|label| label.len == printed.len())
}

/// A heading stands alone on its line: it is short and has no mark of a running sentence.
fn is_heading_like(open: &str) -> bool {
    let running = |c: char| matches!(c, '，' | ',' | '。' | '；' | ';' | '：' | '、' | '《');
    let body = label(open).map_or(open, |label| &open[label.len..]);
    open.len() < 90 && !body.contains(running)
}

/// Marks that no line begins with.
fn closes(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '、' | '》' | '”' | '）' | '！' | '？' | '〕')
}

/// Marks that no paragraph ends with.
fn opens(c: char) -> bool {
    matches!(c, '，' | '、' | '《' | '“' | '（' | '(' | '〔')
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
        "一是",
        "二是",
        "三是",
        "四是",
        "五是",
        "六是",
        "七是",
        "八是",
        "九是",
        "责任单位",
        "牵头单位",
        "配合单位",
    ];
    let printer = line.len() <= 60 && line.ends_with(['室', '厅', '府', '会']);
    let dated = line.ends_with("印发") || is_date_line(line);
    label(line).is_some() || printer || dated || STARTS.iter().any(|start| line.starts_with(start))
}

/// What becomes of white space between Han characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gaps {
    /// It is an accident of typesetting.
    Close,
    /// It parts names, as in the lines of a head.
    Keep,
}

/// Adds text; of white space one blank is left between Latin words, after a label, and where gaps part
/// names. Marks of Markdown go.
fn push(healed: &mut Healed, text: &str, at: u32, gaps: Gaps) {
    let mut place = at;
    let mut run = text;
    while let Some((before, gap, after)) = next_gap(run) {
        let (before_chars, gap_chars) = (before.chars().count() as u32, gap.chars().count() as u32);
        let last = before.chars().next_back().or(healed.as_str().chars().next_back());
        let latin = |c: char| c.is_ascii_alphanumeric();
        let labelled = healed.is_empty() && before.starts_with('第') && is_bare_label(before);
        let blank = gap.contains(is_blank);
        let parts = gaps == Gaps::Keep && !is_spaced_out(before, after)
            || labelled
            || stands_beside(text, before)
            || last.is_some_and(latin)
                && after.starts_with(latin)
                && !is_digit_spaced(before, after);
        healed.push(before, place);
        if blank && parts && !healed.as_str().ends_with(' ') {
            healed.push(" ", place + before_chars);
        }
        place += before_chars + gap_chars;
        run = after;
    }
    healed.push(run, place);
}

/// An organ that signs beside another: 国务院办公厅　　中央军委办公厅.
fn stands_beside(line: &str, before: &str) -> bool {
    const ENDS: &[char] = &['厅', '府', '委', '局', '部', '会', '室', '院'];
    line.len() <= 150
        && before.ends_with(ENDS)
        && before.chars().count() > 3
        && !line.contains(['，', '。'])
}

/// Single characters set apart to fill a line: 的 通 知.
fn is_spaced_out(before: &str, after: &str) -> bool {
    let next = after.find(is_blank).map_or(after, |end| &after[..end]);
    let single = |word: &str| word.len() <= 4 && word.chars().count() == 1;
    !before.is_ascii() && single(before) || !next.is_ascii() && single(next)
}

/// Digits set apart: 1 9 9 8年.
fn is_digit_spaced(before: &str, after: &str) -> bool {
    let alone = |first: Option<char>, second: Option<char>| {
        first.is_some_and(|c| c.is_ascii_digit())
            && !second.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.')
    };
    let (mut back, mut ahead) = (before.chars().rev(), after.chars());
    alone(back.next(), back.next()) && alone(ahead.next(), ahead.next())
}

/// The text before the first white space or mark of Markdown, that gap, and the text after it.
fn next_gap(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let start = next_blank(text, from)?;
        let after = text[start..].trim_start_matches(|c| c == '*' || c == '`' || is_blank(c));
        let gap = &text[start..text.len() - after.len()];
        // One star alone is a footnote or a times sign.
        if gap != "*" {
            return Some((&text[..start], gap, after));
        }
        from = start + 1;
    }
}
