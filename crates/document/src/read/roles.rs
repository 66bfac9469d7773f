//! What each paragraph is: the elements of GB/T 9704-2012, found by their form and their place.

use super::chrome::{Place, is_chrome, notes_rights};
use super::contents::mark_contents;
use super::form::is_date_line;
use super::head::{head, head_len};
use super::heading::closes_sentence;
use super::inner_title::{join_titles, mark_inner_titles};
use super::label::{Label, Numbering, label};
use super::lines::Line;
use super::paragraphs::{Paragraph, paragraphs};
use super::scan::is_at_most;
use super::table::mark_tables;
use crate::Role;

/// A paragraph and what it is.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) role: Role,
    pub(super) paragraph: Paragraph,
}

/// The paragraphs of a document with their roles.
pub(super) fn roles(lines: &[Line<'_>]) -> Vec<Part> {
    let (above, below) = lines.split_at(head_len(lines));
    let mut parts = head(above);
    let rest = paragraphs(below);
    parts.extend(rest.into_iter().map(|paragraph| {
        let role = if paragraph.row { Role::Table } else { Role::Body };
        Part { role, paragraph }
    }));
    mark_by_form(&mut parts);
    mark_rights(&mut parts);
    mark_attachment_lists(&mut parts);
    mark_signatures(&mut parts);
    mark_contents(&mut parts);
    mark_tables(&mut parts);
    mark_inner_titles(&mut parts);
    join_titles(&mut parts);
    parts
}

/// Roles that show by a paragraph's own words.
fn mark_by_form(parts: &mut [Part]) {
    for part in parts.iter_mut().filter(|part| part.role == Role::Body) {
        part.role = by_form(part.paragraph.text.as_str());
    }
}

/// Everything from a note on rights on is the page's, not the document's.
fn mark_rights(parts: &mut [Part]) {
    let note = parts.iter().position(|part| notes_rights(part.paragraph.text.as_str()));
    for part in note.map_or(&mut [][..], |note| &mut parts[note..]) {
        part.role = Role::Chrome;
    }
}

fn by_form(text: &str) -> Role {
    const IMPRINT: &[&str] = &["主送:", "主送：", "抄送:", "抄送：", "抄报:", "抄报：", "印送"];
    const ANNOTATION: &[&str] =
        &["（此件", "(此件", "（联系人", "(联系人", "（附件", "此件公开发布"];
    let printed = text.ends_with("印发") && is_at_most(text, 40) && text.contains('年');
    let printer = text.ends_with(['室', '厅']) && is_at_most(text, 20) && !text.contains('，');
    if is_chrome(text, Place::Text) {
        Role::Chrome
    } else if printed || is_run(text) || IMPRINT.iter().any(|start| text.starts_with(start)) {
        Role::Imprint
    } else if ANNOTATION.iter().any(|start| text.starts_with(start)) {
        Role::Annotation
    } else if notes_attachments(text) {
        Role::AttachmentNote
    } else if is_date_line(text) {
        Role::WrittenOn
    } else if printer {
        Role::Signature
    } else {
        Role::Body
    }
}

/// 共印50份
fn is_run(text: &str) -> bool {
    let bare = text.trim_matches(['（', '）', '(', ')']);
    is_at_most(text, 12) && bare.starts_with("共印") && bare.ends_with('份')
}

/// 附件：任务分解表, 附件1.坐标表: what is attached, not where it begins.
fn notes_attachments(text: &str) -> bool {
    const STARTS: &[&str] = &["附件：", "附件:", "附："];
    let marked = STARTS.iter().any(|start| text.starts_with(start)) && !is_at_most(text, 3);
    let listed = text.strip_prefix("附件").is_some_and(|item| {
        label(item).is_some_and(|found| {
            found.numbering == Numbering::Dot && found.number == 1 && found.len < item.len()
        })
    });
    marked || listed && !closes_sentence(text)
}

/// 附件：1.… goes on with 2.… in the next lines.
fn mark_attachment_lists(parts: &mut [Part]) {
    let mut next = None;
    for part in parts {
        let text = part.paragraph.text.as_str();
        let dotted = |found: &Label| found.numbering == Numbering::Dot;
        let number = || {
            let item = text.trim_start_matches(['附', '件', '：', ':']);
            label(item).filter(dotted).map(|found| found.number)
        };
        next = match (part.role, next) {
            (Role::AttachmentNote, _) if number() == Some(1) => Some(2),
            (Role::Body, Some(wanted)) if number() == next => {
                part.role = Role::AttachmentNote;
                Some(wanted + 1)
            }
            _ => None,
        };
    }
}

/// The short lines before a date of writing are the organs that sign; before an imprint's date they
/// belong to the imprint.
fn mark_signatures(parts: &mut [Part]) {
    let signs = |part: &Part| {
        let text = part.paragraph.text.as_str();
        matches!(part.role, Role::Body | Role::Signature)
            && is_at_most(text, 40)
            && label(text).is_none()
            && !text.contains(['，', '。', '；', '：', ':'])
    };
    for at in 0..parts.len() {
        let role = match parts[at].role {
            Role::WrittenOn => Role::Signature,
            Role::Imprint => Role::Imprint,
            _ => continue,
        };
        for before in (0..at).rev().take(8) {
            if !signs(&parts[before]) {
                break;
            }
            parts[before].role = role;
        }
    }
    for part in parts.iter_mut().filter(|part| part.role == Role::Signature) {
        if !signs(part) {
            part.role = Role::Body;
        }
    }
}
