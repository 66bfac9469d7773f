//! Steps 举措: the single acts of a task, verb and object.

use std::ops::Range;

use luoshi_text::Period;

use super::verb::{Verb, verb_at_start};

/// An act by its bytes in the sentence.
#[derive(Clone, Debug)]
pub(super) struct Act {
    pub(super) range: Range<usize>,
    pub(super) verb: Verb,
}

/// Words before a verb that say how, or for whom: the act still begins with the clause.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "积极", "大力", "全面", "深入", "持续", "着力", "切实", "不断", "稳步", "有序", "进一步", "主动", "严格",
    "加快", "加速", "重点", "充分", "高水平", "高质量", "高标准", "高起点", "全力", "努力", "共同", "定期",
    "统一", "率先", "逐步", "科学", "合理", "依法", "扎实", "要", "应", "并", "将", "把", "同时", "认真",
    "广泛", "更好", "尽快", "继续", "深度", "精准", "牢牢", "有效", "集中", "同步", "协同", "适时", "分类",
];

/// The acts of a sentence: one for each clause that a verb opens; a clause without one belongs to the act before it.
pub(super) fn acts(text: &str, periods: &[Period]) -> Vec<Act> {
    let mut found: Vec<Act> = Vec::new();
    for clause in clauses(text) {
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

/// The clauses of a sentence, marks left out; lists within a clause stay together.
fn clauses(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive(['，', ',', '；', ';', '。', '：', ':']).filter_map(move |clause| {
        let from = start;
        start += clause.len();
        let end =
            from + clause.trim_end_matches(['，', ',', '；', ';', '。', '：', ':', ' ']).len();
        (from < end).then_some(from..end)
    })
}

/// The verb that opens a clause, words that say how passed over.
fn opening_verb(clause: &str) -> Option<Verb> {
    let mut rest = clause.trim_start_matches([' ', '—', '-', '“']);
    let mut manner = None;
    loop {
        let verb = verb_at_start(rest);
        match verb.filter(|verb| !verb.manner) {
            Some(verb) => return Some(verb),
            None => manner = manner.or(verb),
        }
        let word = verb
            .map(|verb| verb.word)
            .or_else(|| LEADS.iter().find(|lead| rest.starts_with(**lead)).copied());
        match word {
            Some(word) => rest = rest[word.len()..].trim_start(),
            None => return manner,
        }
    }
}
