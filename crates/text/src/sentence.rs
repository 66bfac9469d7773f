//! Sentences 句子 of a paragraph.

use std::ops::Range;

use crate::{Beginnings, CharSet};

/// The bytes after which what goes on and on is cut at a ； ， or 、, so that the work on a sentence has a bound.
const LONG: usize = 3000;
/// The bytes after which it is cut anywhere.
const LONGEST: usize = 6000;

/// Marks that end or part sentences, and brackets.
static MARKS: CharSet =
    CharSet::new(&['。', '！', '？', '；', ';', '，', ',', '、', '（', '(', '）', ')']);

/// Marks that close with a sentence.
const CLOSE: [char; 6] = ['”', '’', '）', ')', '》', '。'];

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
    let end = within.end;
    sentences_among(text, within, |at| MARKS.find(&text[..end], at))
}

/// The marks that end or part sentences, for a [`Scanner`](crate::Scanner).
pub fn sentence_marks() -> Beginnings {
    MARKS.beginnings()
}

/// The same where it is known already where these marks stand: `next` says the first one from a byte on.
pub fn sentences_among(
    text: &str,
    within: Range<usize>,
    mut next: impl FnMut(usize) -> Option<usize>,
) -> Vec<Range<usize>> {
    let text = &text[..within.end];
    let mut found = Vec::new();
    let (mut start, mut at) = (within.start, within.start);
    let mut depth = 0_usize;
    while at < text.len() {
        let mark = next(at);
        let far = text.ceil_char_boundary(at.max(start + LONGEST + 1));
        let here = mark.unwrap_or(text.len()).min(far);
        let Some(c) = text[here..].chars().next() else { break };
        at = here + c.len_utf8();
        match c {
            '（' | '(' => depth += usize::from(closes_soon(&text[here..])),
            '）' | ')' => depth = depth.saturating_sub(1),
            '；' | ';' | '，' | ',' | '、' if here - start <= LONG => {}
            '。' | '！' | '？' if here - start <= LONGEST => {
                if depth == 0 {
                    at = text.len() - text[at..].trim_start_matches(CLOSE).len();
                    push(&mut found, text, start..at);
                    start = at;
                }
            }
            _ => {
                push(&mut found, text, start..at);
                start = at;
            }
        }
    }
    push(&mut found, text, start..text.len());
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
