//! Where a heading ends and the text begins.

use super::scan::head;

/// How long a heading on its own line can be, in characters.
const LONGEST: usize = 45;
/// How long a heading can be that text follows.
const LONGEST_RUN_IN: usize = 34;
/// How long it can be where its siblings say that it is one.
const LONGEST_AMONG_HEADINGS: usize = 60;

/// The bytes of the heading in `text` (what follows a label), and where the body begins.
///
/// A heading ends at its first full stop, colon or at the line's end; an ordinary sentence after a
/// label is no heading.
pub(super) fn heading(text: &str, by_article: bool) -> Option<(usize, usize)> {
    if by_article {
        return named_article(text);
    }
    let text_len = text.len();
    let text = head(text, LONGEST * 4 + 8);
    let end = text.find(['。', '：', ':', '；', ';', '！', '？']);
    let (stop, body) = match end {
        None => (text.len(), text.len()),
        Some(at) => (at, at + text[at..].chars().next().map_or(0, char::len_utf8)),
    };
    if stop > LONGEST * 4 || end.is_none() && text_len > text.len() {
        return None;
    }
    let run = &text[..stop];
    let alone = end.is_none();
    let semicolon = text[stop..].starts_with(['；', ';', '！', '？']);
    let followed = text_len > text.len() || !text[body..].trim_start().is_empty();
    let count = run.chars().count();
    let commas = run.matches(['，', ',']).count();
    let is_heading = count > 0
        && count <= LONGEST
        && !semicolon
        && (alone || followed)
        && (alone && commas <= 2 || commas <= 1 && count <= LONGEST_RUN_IN);
    is_heading.then_some((stop, body))
}

/// The first clause of a text up to its full stop, and what comes after the stop.
pub(super) fn clause(text: &str) -> Option<(&str, &str)> {
    let end = head(text, LONGEST_AMONG_HEADINGS * 4 + 8).find('。')?;
    let (clause, after) = (&text[..end], &text[end + '。'.len_utf8()..]);
    let fits = !clause.is_empty() && !clause.contains(['；', '：', '！', '？']);
    (fits && clause.chars().count() <= LONGEST_AMONG_HEADINGS).then_some((clause, after))
}

/// Whether a clause is short enough for a heading.
pub(super) fn is_heading_short(clause: &str) -> bool {
    clause.matches(['，', ',']).count() <= 2 && clause.chars().count() <= LONGEST
}

/// Whether the first clause of a text is a heading in all but its length.
pub(super) fn is_heading_long(text: &str) -> bool {
    clause(text).is_some_and(|(clause, _)| clause.matches(['，', ',']).count() <= 3)
}

/// 第三条【适用范围】, 第三条（适用范围） — an article has a heading only in brackets.
fn named_article(text: &str) -> Option<(usize, usize)> {
    let open = text.chars().next().filter(|c| matches!(c, '【' | '［' | '〔' | '（' | '('))?;
    let close = text.find(['】', '］', '〕', '）', ')'])?;
    let body = close + text[close..].chars().next().map_or(0, char::len_utf8);
    (close < 90).then_some((close, body)).filter(|_| open != '(' || close < 45)
}

/// Whether a text ends like a sentence.
pub(super) fn closes_sentence(text: &str) -> bool {
    text.ends_with(['。', '；', '！', '？', '：', ':', ';', '，'])
}
