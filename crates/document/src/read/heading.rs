//! Where a heading ends and the text begins.

/// How long a heading can be, in characters.
const LONGEST: usize = 45;

/// The bytes of the heading in `text` (what follows a label), and where the body begins.
///
/// A heading ends at its first full stop, colon or at the line's end; an ordinary sentence after a
/// label is no heading.
pub(super) fn heading(text: &str, by_article: bool) -> Option<(usize, usize)> {
    if by_article {
        return named_article(text);
    }
    let end = text.find(['。', '：', ':', '；', '！', '？']);
    let (stop, body) = match end {
        None => (text.len(), text.len()),
        Some(at) => (at, at + text[at..].chars().next().map_or(0, char::len_utf8)),
    };
    let run = &text[..stop];
    let alone = end.is_none();
    let semicolon = text[stop..].starts_with(['；', '！', '？']);
    let rest = text[body..].trim();
    let count = run.chars().count();
    let commas = run.matches(['，', ',']).count();
    let is_heading = count > 0
        && count <= LONGEST
        && !semicolon
        && (alone || !rest.is_empty())
        && (alone && commas <= 2 || commas <= 1 && count <= 34);
    is_heading.then_some((stop, body))
}

/// 第三条【适用范围】, 第三条（适用范围）, 第三章 总则 — an article has a heading only in brackets.
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
