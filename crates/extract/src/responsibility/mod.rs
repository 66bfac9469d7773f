//! Responsibilities 责任分工: the brackets and lines that name who does it.

mod name;
mod role;

use std::ops::Range;

use luoshi_document::{Block, Document, ProvisionId, Role};
use luoshi_text::CharSet;

use crate::citation::eid_at;
use crate::model::Responsibility;
use crate::passage::Passage;
use name::{is_collective, is_organisation, names};
use role::{Part, label, verb};

/// A responsibility and the provision it stands in.
pub(crate) struct Placed {
    pub(crate) provision: Option<ProvisionId>,
    pub(crate) duty: Responsibility,
}

/// All of them, in reading order.
pub(crate) fn responsibilities(document: &Document, passages: &[Passage<'_>]) -> Vec<Placed> {
    let mut found = Vec::new();
    let mut first_leads = false; // 列第一位者为牵头单位，下同.
    for block in document.blocks.iter().filter(|block| block.role == Role::Body) {
        for range in candidates(block) {
            let text = &block.text.as_str()[range.clone()];
            first_leads |= says_first_leads(text);
            let Some(parts) = parts(inside(text), ends_sentence(block, &range)) else { continue };
            let span = block.text.span(range);
            let eid = eid_at(document, passages, block, span.start());
            let duty = duty(parts, first_leads);
            let duty = Responsibility { eid, span, quote: text.into(), ..duty };
            found.push(Placed { provision: block.provision, duty });
        }
    }
    found
}

/// What brackets open with, and what a line can begin behind.
static STOPS: CharSet = CharSet::new(&['（', '(', '［', '【', '[', '。']);

/// Brackets, and lines that begin with a label, where names can stand.
fn candidates(block: &Block) -> Vec<Range<usize>> {
    let text = block.text.as_str();
    let line = text.len() - text.trim_start().len();
    if label(&text[line..]).is_some() {
        return std::iter::once(line..text.trim_end().len()).collect();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find(|c| STOPS.has(c)).map(|offset| at + offset) {
        let mark = text[open..].chars().next().map_or(1, char::len_utf8);
        at = open + mark;
        if text[open..].starts_with('。') {
            let start = text.len() - text[at..].trim_start().len();
            if label(&text[start..]).is_some() {
                found.push(start..text.len());
                break;
            }
        } else if let Some(close) =
            closing(text, open).filter(|close| may_name(&text[open..*close]))
        {
            found.push(open..close);
            at = close;
        }
    }
    found
}

/// The byte behind the bracket that closes the one at `open`.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, c) in text[open..].char_indices().take(800) {
        match c {
            '（' | '(' | '［' | '【' | '[' => depth += 1,
            '）' | ')' | '］' | '】' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(open + at + c.len_utf8());
        }
    }
    None
}

/// Marks of a bracket that gives somebody a part, or lists names.
fn may_name(bracket: &str) -> bool {
    ["牵头", "负责", "责任", "配合", "落实", "单位", "部门", "局", "委", "办", "部", "政府", "参与"]
        .iter()
        .any(|word| bracket.contains(word))
}

/// A bracket's text without the bracket.
fn inside(text: &str) -> &str {
    const OPEN: [char; 5] = ['（', '(', '［', '【', '['];
    const CLOSE: [char; 5] = ['）', ')', '］', '】', ']'];
    match text.strip_prefix(OPEN) {
        Some(rest) => rest.strip_suffix(CLOSE).unwrap_or(rest).trim(),
        None => text.trim(),
    }
}

fn says_first_leads(text: &str) -> bool {
    text.contains("第一位") && text.contains("牵头")
}

/// Whether the bracket closes its sentence: only there may it hold bare names.
fn ends_sentence(block: &Block, range: &Range<usize>) -> bool {
    let behind = block.text.as_str()[range.end..].trim_start();
    behind.is_empty() || behind.starts_with(['。', '；', ';'])
}

/// The names with their parts; `None` where the text gives nobody a part.
fn parts(text: &str, closes: bool) -> Option<Vec<(Part, Vec<String>)>> {
    let mut found = Vec::new();
    for clause in text.split(['。', '；', ';']).map(str::trim).filter(|clause| !clause.is_empty())
    {
        if says_first_leads(clause) || clause == "下同" {
            continue;
        }
        let read = labelled(clause).or_else(|| spoken(clause));
        let bare = || Some(vec![(Part::Responsible, bare_names(clause).filter(|_| closes)?)]);
        found.extend(read.or_else(bare)?);
    }
    (!found.is_empty()).then_some(found)
}

/// 牵头单位：A；责任单位：B — also without a mark between the lists.
fn labelled(clause: &str) -> Option<Vec<(Part, Vec<String>)>> {
    let (mut part, mut start) = label(clause)?;
    let mut found = Vec::new();
    for (at, _) in clause.char_indices().filter(|(at, _)| *at >= start).collect::<Vec<_>>() {
        let opens = clause[..at].ends_with(['，', ',', ' ', '\u{3000}', '、']);
        if let Some((next, len)) = label(&clause[at..]).filter(|_| opens) {
            found.push((part, names(&clause[start..at])));
            (part, start) = (next, at + len);
        }
    }
    found.push((part, names(&clause[start..])));
    found.retain(|(_, names)| !names.is_empty());
    (!found.is_empty()).then_some(found)
}

/// A牵头，B、C配合: every list with the verb behind it; a list without a verb shares the next one's.
fn spoken(clause: &str) -> Option<Vec<(Part, Vec<String>)>> {
    let mut found: Vec<(Part, Vec<String>)> = Vec::new();
    let mut waiting: Vec<String> = Vec::new();
    for piece in clause.split(['，', ',']) {
        let piece = piece.trim();
        let (list, part) = match verb(piece) {
            Some((part, len)) => (&piece[..len], Some(part)),
            None => (piece, None),
        };
        waiting.extend(spoken_names(list)?);
        if let Some(part) = part {
            found.push((part, std::mem::take(&mut waiting)));
        }
    }
    (waiting.is_empty() && !found.is_empty()).then_some(found)
}

/// Names before a verb: 市科委会同市财政局.
fn spoken_names(list: &str) -> Option<Vec<String>> {
    let (own, joined) = list.split_once("会同").unwrap_or((list, ""));
    // 会同有关部门 names nobody.
    let joined = names(joined).into_iter().filter(|name| !is_collective(name));
    let names: Vec<String> = names(own).into_iter().chain(joined).collect();
    (!names.is_empty() && names.iter().all(|name| is_organisation(name))).then_some(names)
}

/// A bracket that only lists names.
fn bare_names(clause: &str) -> Option<Vec<String>> {
    let names = names(clause);
    let known = |name: &String| is_organisation(name) && name.chars().count() >= 3;
    (!names.is_empty() && names.iter().all(known)).then_some(names)
}

fn duty(parts: Vec<(Part, Vec<String>)>, first_leads: bool) -> Responsibility {
    let mut duty = Responsibility::default();
    for (part, names) in parts {
        match part {
            Part::Lead => duty.lead.extend(names),
            Part::Responsible => duty.responsible.extend(names),
            Part::Support => duty.support.extend(names),
        }
    }
    let leads = first_leads
        && duty.lead.is_empty()
        && duty.responsible.first().is_some_and(|name| !is_collective(name));
    if leads {
        duty.lead.push(duty.responsible.remove(0));
    }
    duty
}
