//! The head of a document: letterhead, number, title, date line, addressees, told apart line by line,
//! because a title's lines end without a mark.

use super::chrome::{Place, awaits_value, is_chrome};
use super::form::{
    document_number, genre, is_addressees, is_attachment, is_date_note, is_letterhead, is_running,
    number_line,
};
use super::label::{Numbering, decimal, label};
use super::lines::{Line, chars, is_blank};
use super::paragraphs::Paragraph;
use super::roles::Part;
use crate::Role;

/// Stands before the name of whoever lets the document go out.
const SIGNER: &str = "签发人";
/// At most so many lines can belong to a head; a page's navigation is part of it.
const LONGEST_HEAD: usize = 120;

/// How many of the lines are head.
pub(super) fn head_len(lines: &[Line<'_>]) -> usize {
    let within = &lines[..lines.len().min(LONGEST_HEAD)];
    let mut titled = false;
    let running = within.iter().enumerate().position(|(at, line)| {
        if line.row || is_chrome(line.text, Place::Head) || is_date_note(line.text) {
            return false;
        }
        let begins = begins_text(line.text, titled) || begins_decimals(&lines[at..]);
        titled |= genre(line.text).is_some();
        begins
    });
    let running = torn_text(within).into_iter().chain(running).min().unwrap_or(0);
    let reach = within.len().min(running + 2);
    match within[..reach].iter().rposition(|line| is_addressees(line.text)) {
        Some(at) => at + 1,
        None => running,
    }
}

/// Where text begins that links tore apart, so that a line of it begins with a mark: 作的 / 政府工作报告 / 。
fn torn_text(lines: &[Line<'_>]) -> Option<usize> {
    let marked = lines.iter().position(|line| line.text.starts_with(['，', '。', '；']))?;
    let added = |line: &Line<'_>| {
        is_chrome(line.text, Place::Head) || is_date_note(line.text) || number_line(line.text)
    };
    let begins = |line: &Line<'_>| !added(line) && genre(line.text).is_none();
    let before = lines[..marked.saturating_sub(1)].iter().rev().take_while(|line| begins(line));
    Some(marked.saturating_sub(1 + before.count()))
}

/// Whether a line is the first of the text. After a whole title, a clause is no further line of it.
fn begins_text(line: &str, titled: bool) -> bool {
    let clause = titled
        && line.contains('，')
        && line.chars().count() >= 20
        && genre(line).is_none()
        && !is_addressees(line);
    label(line).is_some() || is_running(line) || clause
}

/// 1 总则 with 1.1 in the next line.
fn begins_decimals(lines: &[Line<'_>]) -> bool {
    let found = |at: usize| lines.get(at).and_then(|line| decimal(line.text));
    let first =
        found(0).is_some_and(|found| found.numbering == Numbering::Decimal(1) && found.number == 1);
    first && found(1).is_some_and(|found| found.numbering == Numbering::Decimal(2))
}

/// The parts of a head.
pub(super) fn head(lines: &[Line<'_>]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut awaited = false;
    for line in &lines.iter().flat_map(parted).collect::<Vec<_>>() {
        let chrome = awaited || repeats_chrome(&parts, line.text);
        let signs = parts.last().is_some_and(|open| open.role == Role::Signer);
        let role = match line.row {
            true => Role::Table,
            false if chrome => Role::Chrome,
            false if signs && line.indented && is_names(line.text) => Role::Signer,
            false => role(line.text),
        };
        awaited = awaits_value(line.text);
        match parts.last_mut() {
            Some(open) if goes_on(open, role, line.text) => open.paragraph.go_on(line),
            _ => parts.push(Part { role, paragraph: Paragraph::of_head(line) }),
        }
    }
    choose_title(&mut parts);
    parts
}

/// A line, or two where the signer stands beside the number: 杭政〔2018〕15号　　签发人：徐立毅.
fn parted<'t>(line: &Line<'t>) -> impl Iterator<Item = Line<'t>> {
    let signer = line.text.find(SIGNER).filter(|at| document_number(&line.text[..*at]).is_some());
    let (first, second) = line.text.split_at(signer.unwrap_or(line.text.len()));
    let beside = Line { text: second, at: line.at + chars(first), ..*line };
    let first = Line { text: first.trim_end_matches(is_blank), ..*line };
    [Some(first), signer.map(|_| beside)].into_iter().flatten()
}

/// A page prints the name of its column more than once.
fn repeats_chrome(parts: &[Part], line: &str) -> bool {
    let chrome = parts.iter().rev().take(8).filter(|part| part.role == Role::Chrome);
    chrome.into_iter().any(|part| part.paragraph.text.as_str() == line)
}

/// Whether a line belongs to the element before it: a title of several lines, a note that breaks.
fn goes_on(open: &Part, role: Role, line: &str) -> bool {
    let text = open.paragraph.text.as_str();
    match role {
        Role::Title if open.role == Role::Title => text != line && !ends_title(text, line),
        Role::Title | Role::DateLine if open.role == Role::DateLine => {
            text.starts_with(['—', '―']) && !text.ends_with('上') && line.ends_with('上')
        }
        _ => false,
    }
}

/// A line that is a title of its own ends the one before, unless that one plainly goes on.
fn ends_title(open: &str, line: &str) -> bool {
    let whole = |text: &str| genre(text).is_some() && text.chars().count() > 6;
    let closed = open.matches('《').count() <= open.matches('》').count();
    whole(open) && whole(line) && closed && !open.ends_with(['、', '和', '与'])
}

fn role(line: &str) -> Role {
    if is_chrome(line, Place::Head) {
        Role::Chrome
    } else if number_line(line) {
        Role::Number
    } else if is_attachment(line) {
        Role::AttachmentNote
    } else if line.starts_with(SIGNER) {
        Role::Signer
    } else if is_letterhead(line) {
        Role::Letterhead
    } else if is_date_note(line) {
        Role::DateLine
    } else if is_addressees(line) {
        Role::Addressees
    } else if line.chars().any(char::is_alphabetic) {
        Role::Title
    } else {
        Role::Chrome // 000001: the number of the copy.
    }
}

/// 徐立毅　张 三: further signers, below the first.
fn is_names(line: &str) -> bool {
    let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    line.len() <= 60
        && line.chars().all(|c| is_blank(c) || han(c))
        && line.split(is_blank).all(|word| word.chars().count() <= 4)
}

/// Of several lines that could be the title (a page's own heading, its navigation, the file's name) the
/// last that ends in a kind of document is it; the others were added by the page.
fn choose_title(parts: &mut [Part]) {
    let titles: Vec<usize> = (0..parts.len()).filter(|at| parts[*at].role == Role::Title).collect();
    let kind = |at: &&usize| genre(parts[**at].paragraph.text.as_str()).is_some();
    let Some(chosen) = titles.iter().rev().find(kind).or(titles.last()).copied() else { return };
    for at in titles {
        if at != chosen {
            parts[at].role = Role::Chrome;
        }
    }
}
