//! Sentences 句子 of a paragraph.

use std::ops::Range;

/// The bytes after which what goes on and on is cut: at a mark, later anywhere. So the work on a sentence
/// has a bound.
fn cut(c: char) -> usize {
    if matches!(c, '；' | ';' | '，' | ',' | '、') { 3000 } else { 6000 }
}

/// The bytes of each sentence of `text` that stands within a range of it, white space around it left out.
///
/// A sentence ends with 。！？ and the marks that close with them; ； ends none. A bracket keeps its full
/// stops to itself. What ends without a mark is a sentence too.
///
/// ```
/// let text = "扩建航站楼；增加航线（详见附件。）。他说：“好。”完善服务";
/// let found: Vec<&str> = luoshi_text::sentences(text, 0..text.len()).into_iter().map(|at| &text[at]).collect();
/// assert_eq!(found, ["扩建航站楼；增加航线（详见附件。）。", "他说：“好。”", "完善服务"]);
/// ```
pub fn sentences(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = within.start;
    let mut ahead =
        text[within.clone()].char_indices().map(|(at, c)| (at + within.start, c)).peekable();
    let mut depth = 0_usize;
    while let Some((at, c)) = ahead.next() {
        match c {
            '（' | '(' => depth += usize::from(closes_soon(&text[at..within.end])),
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if at - start > cut(c) => {
                push(&mut found, text, start..at + c.len_utf8());
                start = at + c.len_utf8();
            }
            '。' | '！' | '？' if depth == 0 => {
                let mut end = at + c.len_utf8();
                while let Some((at, c)) =
                    ahead.next_if(|(_, c)| matches!(c, '”' | '’' | '）' | ')' | '》' | '。'))
                {
                    end = at + c.len_utf8();
                }
                push(&mut found, text, start..end);
                start = end;
            }
            _ => {}
        }
    }
    push(&mut found, text, start..within.end);
    found
}

/// Whether a bracket that opens here closes before the text has gone on for long.
fn closes_soon(text: &str) -> bool {
    text.chars().take(300).any(|c| matches!(c, '）' | ')'))
}

fn push(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let kept = text[range.clone()].trim_start();
    let start = range.end - kept.len();
    let end = start + kept.trim_end().len();
    if start < end {
        found.push(start..end);
    }
}
