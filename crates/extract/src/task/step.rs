//! Steps 举措: the single acts of a task, verb and object.

use std::ops::Range;

use luoshi_text::{Beginnings, CharSet};

use super::verb::{Verb, opening};
use crate::passage::Passage;
use crate::places::Kind;

/// An act by its bytes in the sentence.
#[derive(Clone, Debug)]
pub(super) struct Act {
    pub(super) range: Range<usize>,
    pub(super) verb: Verb,
}

/// The acts of a sentence: one for each clause that a verb opens; a clause without one belongs to the act before it.
pub(super) fn acts(passage: &Passage<'_>) -> Vec<Act> {
    let (text, periods) = (passage.text(), &passage.periods);
    let mut found: Vec<Act> = Vec::new();
    for clause in clauses(text, passage.places(Kind::ClauseMark)) {
        // 2018年底前完成…: the act begins behind its term.
        let term = periods.iter().find(|period| period.range.start == clause.start);
        let start = term.map_or(clause.start, |term| term.range.end.min(clause.end));
        match opening_verb(&text[start..clause.end]) {
            Some(verb) => found.push(Act { range: clause, verb }),
            None => {
                if let Some(last) = found.last_mut() {
                    last.range.end = clause.end;
                }
            }
        }
    }
    found
}

/// Marks that end a clause.
static MARKS: CharSet = CharSet::new(&['，', ',', '；', ';', '。', '：', ':']);

/// These, for the one look at the text.
pub(crate) fn clause_marks() -> Beginnings {
    MARKS.beginnings()
}

/// The clauses of a sentence, marks left out; lists within a clause stay together.
fn clauses(
    text: &str,
    mut next: impl FnMut(usize) -> Option<usize>,
) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let every = std::iter::from_fn(move || {
        let start = at;
        let end = next(start).unwrap_or(text.len());
        at = text.ceil_char_boundary(end + 1);
        (start < text.len()).then(|| start..start + text[start..end].trim_end_matches(' ').len())
    });
    every.filter(|clause| !clause.is_empty())
}

/// The verb that opens a clause, words that say how passed over.
fn opening_verb(clause: &str) -> Option<Verb> {
    let mut rest = clause.trim_start_matches([' ', '—', '-', '“']);
    let mut manner = None;
    while let Some((len, opening)) = opening(rest) {
        match opening.verb {
            Some(verb) if !opening.lead => return Some(verb),
            verb => manner = manner.or(verb),
        }
        rest = rest[len..].trim_start_matches(' ');
    }
    manner
}
