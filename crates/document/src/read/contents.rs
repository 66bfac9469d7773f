//! The table of contents 目录: headings that are printed once more, before the text.

use super::label::{decimal, label};
use super::roles::Part;
use super::scan::is_at_most;
use crate::Role;

/// An entry is not longer, dots included.
const LONGEST: usize = 90;
/// A table of contents does not stand further down than this.
const REACH: usize = 400;

/// Marks the headings of a table of contents as data, so that no provision is read twice.
///
/// With or without the word 目录 above it, a table of contents is a run of labels without text between
/// them, the first of which comes again later.
pub(super) fn mark_contents(parts: &mut [Part]) {
    let mut at = 0;
    while at < parts.len().min(REACH) {
        let run = run_of_labels(parts, at);
        if run >= 2 && comes_again(parts, at, at + run) {
            for part in &mut parts[at..at + run] {
                part.role = Role::Table;
            }
            mark_word(parts, at);
            return;
        }
        at += run.max(1);
    }
}

/// How many labelled lines without a sentence follow one another from `at` on, before the first of
/// them comes again.
fn run_of_labels(parts: &[Part], at: usize) -> usize {
    if !is_entry(parts[at].paragraph.text.as_str()) {
        return 0;
    }
    let first = entry(parts[at].paragraph.text.as_str());
    let listed = |(index, part): &(usize, &Part)| {
        let text = part.paragraph.text.as_str();
        part.role == Role::Body
            && is_entry(text)
            && (label(text).is_some() || decimal(text).is_some())
            && (*index == 0 || entry(text) != first)
    };
    parts[at..].iter().enumerate().take_while(listed).count()
}

fn comes_again(parts: &[Part], first: usize, end: usize) -> bool {
    let wanted = entry(parts[first].paragraph.text.as_str());
    let later = parts[end..].iter().take(REACH).filter(|part| part.role == Role::Body);
    let mut texts = later.map(|part| part.paragraph.text.as_str()).filter(|text| is_entry(text));
    texts.any(|text| entry(text) == wanted)
}

/// Whether a line is short and ends like no sentence.
fn is_entry(text: &str) -> bool {
    is_at_most(text, LONGEST) && !text.ends_with(['。', '；', '：'])
}

/// The words of an entry, without dots and page number.
fn entry(text: &str) -> String {
    let bare = text.trim_end_matches(|c: char| c.is_numeric() || "….·-—()（） ".contains(c));
    bare.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The word 目录 above the entries.
fn mark_word(parts: &mut [Part], first: usize) {
    let above = parts[..first].iter_mut().rev().take(2);
    for part in above {
        let word: String = part.paragraph.text.as_str().split_whitespace().collect();
        if matches!(word.as_str(), "目录" | "目次") {
            part.role = Role::Table;
        }
    }
}
