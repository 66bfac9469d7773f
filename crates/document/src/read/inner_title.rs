//! Titles within: of a wrapped plan after a notice's signature, of an attachment, of a second plan.

use super::form::{genre, is_attachment, is_date_line, qualifies_title};
use super::heading::closes_sentence;
use super::label::{decimal, label};
use super::roles::Part;
use super::scan::is_at_most;
use crate::Role;

/// Longer lines are sentences.
const LONGEST: usize = 80;

/// Marks titles within, and the notes under them.
pub(super) fn mark_inner_titles(parts: &mut [Part]) {
    let mut expected = false;
    for at in 0..parts.len() {
        let text = parts[at].paragraph.text.as_str();
        match parts[at].role {
            Role::WrittenOn | Role::Signature | Role::Annotation | Role::AttachmentNote => {
                expected = true;
            }
            Role::Body if is_attachment(text) => expected = true,
            Role::Body if expected && is_note(text) => {
                parts[at].role =
                    if text.contains("删减") { Role::Annotation } else { Role::DateLine };
            }
            Role::Body if expected && is_title(text) || begins_a_plan(parts, at) => {
                parts[at].role = Role::Title;
                expected = true;
            }
            Role::Body => expected = false,
            _ => {}
        }
    }
}

/// A line that stands alone and ends like no sentence.
fn is_title(text: &str) -> bool {
    label(text).is_none()
        && decimal(text).is_none()
        && !closes_sentence(text)
        && !text.starts_with("——")
        && is_at_most(text, LONGEST)
        && text.chars().any(char::is_alphanumeric)
        && !is_date_line(text)
        && text != "年月日"
}

/// （2004年6月16日国务院第54次常务会议修订通过）, （本文有删减）
fn is_note(text: &str) -> bool {
    text.starts_with(['(', '（'])
        && text.ends_with([')', '）'])
        && label(text).is_none()
        && !qualifies_title(text)
}

/// A second plan under the same notice: a line that names a kind of document, after a sentence, and
/// soon after it a first provision.
fn begins_a_plan(parts: &[Part], at: usize) -> bool {
    let text = parts[at].paragraph.text.as_str();
    if parts[at].role != Role::Body || !is_at_most(text, LONGEST) || genre(text).is_none() {
        return false;
    }
    let ended = at > 0 && closes_sentence(parts[at - 1].paragraph.text.as_str());
    let first =
        |part: &Part| label(part.paragraph.text.as_str()).is_some_and(|label| label.number == 1);
    let labelled = |part: &&Part| label(part.paragraph.text.as_str()).is_some();
    text.chars().count() >= 6
        && !text.starts_with(|c: char| c.is_numeric())
        && is_title(text)
        && !text.contains(['，', '、', '：'])
        && ended
        && parts[at + 1..].iter().take(4).find(labelled).is_some_and(first)
}

/// A title of several lines is one.
pub(super) fn join_titles(parts: &mut Vec<Part>) {
    parts.dedup_by(|part, open| {
        let one = open.role == Role::Title && part.role == Role::Title;
        if one {
            open.paragraph.append(&part.paragraph);
        }
        one
    });
}
