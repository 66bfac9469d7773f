//! Tables 表格 and boxes 专栏 in plain text: their cells stand one to a line.

use super::form::is_attachment;
use super::label::{Numbering, decimal, label};
use super::roles::Part;
use super::scan::is_at_most;
use crate::Role;

/// So many cells in a row are a table.
const FEWEST: usize = 6;
/// A cell is not longer than this.
const LONGEST_CELL: usize = 16;
/// A paragraph as long as this is text again, after a box.
const PARAGRAPH: usize = 40;

/// Marks boxes, and runs of lines that are cells.
pub(super) fn mark_tables(parts: &mut [Part]) {
    let mut at = 0;
    while at < parts.len() {
        let after_label = at > 0 && is_attachment(parts[at - 1].paragraph.text.as_str());
        let after_imprint =
            at > 0 && matches!(parts[at - 1].role, Role::WrittenOn | Role::Annotation);
        if after_label || after_imprint {
            at += 1; // The title of what follows.
            continue;
        }
        let len =
            if is_box_title(&parts[at]) { box_len(&parts[at..]) } else { cells(&parts[at..]) };
        if len > 0 {
            for part in &mut parts[at..at + len] {
                part.role = Role::Table;
            }
        }
        at += len.max(1);
    }
}

/// 专栏1 “十四五”时期主要指标
fn is_box_title(part: &Part) -> bool {
    let rest = part.paragraph.text.as_str().strip_prefix("专栏");
    part.role == Role::Body
        && rest.is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_numeric() || "一二三四五六七八九十：".contains(c))
        })
}

/// A box reaches to the next heading of the text or to its next paragraph.
fn box_len(parts: &[Part]) -> usize {
    let ends = |part: &&Part| {
        let text = part.paragraph.text.as_str();
        let outer = label(text).is_some_and(|label| label.numbering <= Numbering::Bracket);
        let paragraph =
            !is_at_most(text, PARAGRAPH) && text.ends_with('。') && label(text).is_none();
        part.role != Role::Body || outer || paragraph || is_attachment(text)
    };
    1 + parts[1..].iter().take_while(|part| !ends(part)).count()
}

/// How many cells stand at the head of these parts, if enough for a table.
fn cells(parts: &[Part]) -> usize {
    let cell = |part: &&Part| {
        let text = part.paragraph.text.as_str();
        part.role == Role::Body
            && is_at_most(text, LONGEST_CELL)
            && label(text).is_none()
            && decimal(text).is_none()
            && !is_attachment(text)
            && !text.starts_with(['—', '《', '“'])
            && !text.ends_with(['。', '；', '：', ':', '，', '！'])
    };
    let count = parts.iter().take_while(cell).count();
    if count >= FEWEST { count } else { 0 }
}
