//! Responsibilities 责任分工: the brackets and lines that name who does it.

mod name;
mod role;

use std::ops::Range;
use std::sync::LazyLock;

use luoshi_document::{Block, Document, ProvisionId, Role};
use luoshi_text::{Beginnings, CharSet, Lexicon};

use crate::Rule;
use crate::Terms;
use crate::citation::eid_at;
use crate::model::Responsibility;
use crate::passage::Passage;
use crate::places::{Found, Kind, Scanned};
use name::{is_collective, is_organisation, names};
use role::{Part, label, verb};

/// A responsibility and the provision it stands in.
pub(crate) struct Placed {
    pub(crate) provision: Option<ProvisionId>,
    pub(crate) duty: Responsibility,
}

/// All of them, in reading order.
pub(crate) fn responsibilities(
    document: &Document,
    scanned: &Scanned,
    passages: &[Passage<'_>],
    terms: &Terms,
) -> Vec<Placed> {
    let mut found = Vec::new();
    let mut first_leads = false; // 列第一位者为牵头单位，下同.
    for (index, block) in document.blocks.iter().enumerate() {
        if block.role != Role::Body {
            continue;
        }
        for range in candidates(block, scanned.block(index), terms) {
            let text = &block.text.as_str()[range.clone()];
            first_leads |= says_first_leads(text);
            let closes = ends_sentence(block, &range);
            let Some((parts, rule)) = parts(inside(text), closes, terms) else { continue };
            let span = block.text.span(range);
            let eid = eid_at(document, passages, block, span.start());
            let [lead, responsible, support] = shared_out(parts, first_leads);
            let quote = text.into();
            let duty = Responsibility { eid, span, quote, lead, responsible, support, rule };
            found.push(Placed { provision: block.provision, duty });
        }
    }
    found
}

/// What brackets open with, and what a line can begin behind.
static STOPS: CharSet = CharSet::new(&['（', '(', '［', '【', '[', '。']);

/// These, for the one look at the text.
pub(crate) fn stops() -> Beginnings {
    STOPS.beginnings()
}

/// Brackets, and lines that begin with a label, where names can stand.
fn candidates(block: &Block, found: Found<'_>, terms: &Terms) -> Vec<Range<usize>> {
    let text = block.text.as_str();
    let line = text.len() - text.trim_start().len();
    if label(&text[line..]).is_some() {
        return std::iter::once(line..text.trim_end().len()).collect();
    }
    let mut next = found.next(Kind::Bracket, 0..text.len());
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = next(at) {
        let mark = text[open..].chars().next().map_or(1, char::len_utf8);
        at = open + mark;
        if text[open..].starts_with('。') {
            let start = text.len() - text[at..].trim_start().len();
            if label(&text[start..]).is_some() {
                found.push(start..text.len());
                break;
            }
        } else if let Some(close) =
            closing(text, open).filter(|close| may_name(&text[open..*close], terms))
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
#[rustfmt::skip]
static NAMING: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[
    "牵头", "负责", "责任", "配合", "落实", "单位", "部门", "局", "委", "办", "部", "政府", "参与",
]));

fn may_name(bracket: &str, terms: &Terms) -> bool {
    NAMING.stands_in(bracket) || terms.named_in(bracket)
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

/// Names with the part they are given.
type Parts = Vec<(Part, Vec<String>)>;

/// The names with their parts; `None` where the text gives nobody a part.
fn parts(text: &str, closes: bool, terms: &Terms) -> Option<(Parts, Rule)> {
    let mut found = Vec::new();
    let mut rule = Rule::ResponsibilityNames;
    for clause in text.split(['。', '；', ';']).map(str::trim).filter(|clause| !clause.is_empty())
    {
        if says_first_leads(clause) || clause == "下同" {
            continue;
        }
        if let Some(read) = labelled(clause) {
            rule = Rule::ResponsibilityLabelled;
            found.extend(read);
        } else if let Some(read) = spoken(clause, terms) {
            rule = Rule::ResponsibilitySpoken;
            found.extend(read);
        } else {
            found.push((Part::Responsible, bare_names(clause, terms).filter(|_| closes)?));
        }
    }
    (!found.is_empty()).then_some((found, rule))
}

/// 牵头单位：A；责任单位：B — also without a mark between the lists.
fn labelled(clause: &str) -> Option<Parts> {
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
fn spoken(clause: &str, terms: &Terms) -> Option<Parts> {
    let mut found: Parts = Vec::new();
    let mut waiting: Vec<String> = Vec::new();
    for piece in clause.split(['，', ',']) {
        let piece = piece.trim();
        let (list, part) = match verb(piece) {
            Some((part, len)) => (&piece[..len], Some(part)),
            None => (piece, None),
        };
        waiting.extend(spoken_names(list, terms)?);
        if let Some(part) = part {
            found.push((part, std::mem::take(&mut waiting)));
        }
    }
    (waiting.is_empty() && !found.is_empty()).then_some(found)
}

/// Names before a verb: 市科委会同市财政局.
fn spoken_names(list: &str, terms: &Terms) -> Option<Vec<String>> {
    let (own, joined) = list.split_once("会同").unwrap_or((list, ""));
    // 会同有关部门 names nobody.
    let joined = names(joined).into_iter().filter(|name| !is_collective(name));
    let names: Vec<String> = names(own).into_iter().chain(joined).collect();
    (!names.is_empty() && names.iter().all(|name| terms.knows(name) || is_organisation(name)))
        .then_some(names)
}

/// A bracket that only lists names.
fn bare_names(clause: &str, terms: &Terms) -> Option<Vec<String>> {
    let names = names(clause);
    let known =
        |name: &String| terms.knows(name) || is_organisation(name) && name.chars().count() >= 3;
    (!names.is_empty() && names.iter().all(known)).then_some(names)
}

/// Who leads, who answers, who supports.
fn shared_out(parts: Parts, first_leads: bool) -> [Vec<String>; 3] {
    let [mut lead, mut responsible, mut support] = [const { Vec::new() }; 3];
    for (part, names) in parts {
        match part {
            Part::Lead => lead.extend(names),
            Part::Responsible => responsible.extend(names),
            Part::Support => support.extend(names),
        }
    }
    let can_lead = responsible.first().is_some_and(|name: &String| !is_collective(name));
    if first_leads && lead.is_empty() && can_lead {
        lead.push(responsible.remove(0));
    }
    [lead, responsible, support]
}
