//! Provisions: labels accepted where their numbering goes on, nested as they are met.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::ops::Range;

use luoshi_text::{Healed, Span};

use super::form::is_attachment;
use super::heading::heading;
use super::label::{Label, Numbering, decimal, label};
use super::roles::Part;
use super::scan::after_stops;
use super::siblings::{Opening, settle_headings};
use crate::{Block, Bullet, Diagnostic, Level, Oddity, Provision, ProvisionId, Role};

/// What the paragraphs hold.
#[derive(Default)]
pub(super) struct Outline {
    pub(super) provisions: Vec<Provision>,
    pub(super) blocks: Vec<Block>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A provision that is open for more.
struct Open {
    numbering: Numbering,
    number: u32,
    id: ProvisionId,
}

#[derive(Default)]
struct Builder {
    outline: Outline,
    open: Vec<Open>,
    last: BTreeMap<Numbering, u32>,
    /// How often a number was met at a level of a parent.
    seen: HashMap<(Option<ProvisionId>, Level, u32), u32>,
    /// What each provision opened with.
    openings: Vec<Opening>,
    /// Whether the document is numbered 1, 1.1, 1.1.1.
    decimals: bool,
    /// Whether (一) stands outside of 一、.
    brackets_outside: bool,
}

/// Nests the labelled paragraphs and cuts the text into blocks.
pub(super) fn outline(parts: Vec<Part>) -> Outline {
    let (decimals, brackets_outside) = (has_decimals(&parts), has_brackets_outside(&parts));
    let mut builder = Builder { decimals, brackets_outside, ..Builder::default() };
    for part in parts {
        builder.part(part);
    }
    let outline = &mut builder.outline;
    settle_headings(&builder.openings, &mut outline.provisions, &mut outline.blocks);
    if builder.outline.provisions.is_empty() {
        let span = Span::default();
        builder.outline.diagnostics.push(Diagnostic { span, oddity: Oddity::NoNumbering });
    }
    builder.outline
}

/// Whether at least three numbers like 1.1, 1.2, 2.1 follow one another.
fn has_decimals(parts: &[Part]) -> bool {
    let mut last = 0;
    let mut count = 0;
    for part in parts.iter().filter(|part| part.role == Role::Body) {
        let Some(found) = decimal(part.paragraph.text.as_str()) else { continue };
        if found.numbering == Numbering::Decimal(2) {
            count += u32::from(found.number == 1 || found.number == last + 1);
            last = found.number;
        }
    }
    count >= 3
}

/// Whether (二) is followed by a list 一、二、 and that by (三): so documents before 1987 are numbered.
fn has_brackets_outside(parts: &[Part]) -> bool {
    let mut bracket = 0;
    let mut around = None;
    for part in parts {
        if part.role != Role::Body {
            (bracket, around) = (0, None);
            continue;
        }
        let Some(found) = label(part.paragraph.text.as_str()) else { continue };
        match found.numbering {
            Numbering::Bracket if around == Some(found.number) => return true,
            Numbering::Bracket => (bracket, around) = (found.number, None),
            Numbering::Comma if found.number == 1 && bracket > 0 => around = Some(bracket + 1),
            Numbering::Comma if around.is_none() => bracket = 0,
            _ => {}
        }
    }
    false
}

impl Builder {
    /// The label a text starts with, in a way this document is numbered.
    fn label(&self, text: &str) -> Option<Label> {
        label(text).or_else(|| decimal(text).filter(|_| self.decimals))
    }
    fn part(&mut self, part: Part) {
        let text = part.paragraph.text;
        match part.role {
            Role::Body if is_attachment(text.as_str()) => self.attachment(&text),
            Role::Body => self.body(text),
            Role::Title => {
                if !self.outline.provisions.is_empty() && !self.in_attachment() {
                    self.open.clear();
                }
                self.plain(part.role, text);
            }
            _ => self.plain(part.role, text),
        }
    }

    fn in_attachment(&self) -> bool {
        self.open.first().is_some_and(|open| open.numbering == Numbering::Attachment)
    }

    fn plain(&mut self, role: Role, text: Healed) {
        let inside = matches!(role, Role::Body | Role::Title | Role::Table);
        let provision = self.open.last().filter(|_| inside).map(|open| open.id);
        let body = 0..text.as_str().len();
        let bullet = if role == Role::Body { bullet(text.as_str()) } else { None };
        let block = Block {
            role,
            provision,
            text,
            label: 0..0,
            heading: 0..0,
            body,
            bullet,
            run_in: false,
        };
        self.push(block);
    }

    fn attachment(&mut self, text: &Healed) {
        self.open.clear();
        self.last.clear();
        let printed = text.as_str().trim_end_matches(['：', ':', '.', '．']);
        let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
        let number = digits.parse().ok();
        let found =
            Found { numbering: Numbering::Attachment, number: number.unwrap_or(1), label: printed };
        let id = self.provision(&found, None, text.whole());
        self.outline.provisions[id.0 as usize].number = number;
        let end = text.as_str().len();
        self.block(text.clone(), id, 0..printed.len(), 0..0, end..end, false);
    }

    /// A body paragraph: plain, or with one label at its head and perhaps more within.
    fn body(&mut self, text: Healed) {
        let printed = text.as_str();
        let Some(first) = self.label(printed).filter(|found| self.accepts(found)) else {
            return match self.next_article(printed) {
                Some(at) => {
                    self.plain(Role::Body, text.slice(0..at));
                    self.body(text.slice(at..printed.len()));
                }
                None => self.plain(Role::Body, text),
            };
        };
        let within = run_in_labels(printed, &first);
        if within.is_empty() {
            return self.labelled(text, &first, false);
        }
        let mut cuts = vec![0];
        cuts.extend(within);
        cuts.push(printed.len());
        for (index, cut) in cuts.windows(2).enumerate() {
            let piece = text.slice(cut[0]..cut[1]);
            match self.label(piece.as_str()) {
                Some(found) => self.labelled(piece, &found, index > 0),
                None => self.plain(Role::Body, piece),
            }
        }
    }

    fn labelled(&mut self, text: Healed, found: &Label, run_in: bool) {
        let printed = text.as_str();
        let rest = &printed[found.len..];
        let by_article = found.numbering == Numbering::Article;
        let (heading, body) = match heading(rest, by_article) {
            Some((stop, body)) => {
                let start = found.len
                    + if by_article { rest.chars().next().map_or(0, char::len_utf8) } else { 0 };
                (start..found.len + stop, found.len + body)
            }
            None => (0..0, found.len),
        };
        let name = (!heading.is_empty()).then(|| printed[heading.clone()].trim().to_owned());
        let shown = Found {
            numbering: found.numbering,
            number: found.number,
            label: &printed[..found.printed],
        };
        let id = self.provision(&shown, name, text.whole());
        let (label, body) = (0..found.printed, body..printed.len());
        self.block(text, id, label, heading, body, run_in);
    }

    fn block(
        &mut self,
        text: Healed,
        id: ProvisionId,
        label: Range<usize>,
        heading: Range<usize>,
        body: Range<usize>,
        run_in: bool,
    ) {
        let provision = Some(id);
        self.push(Block {
            role: Role::Body,
            provision,
            text,
            label,
            heading,
            body,
            bullet: None,
            run_in,
        });
    }

    /// Where the next article begins within a text whose line break was lost: …继续教育。第十八条 …
    fn next_article(&self, text: &str) -> Option<usize> {
        let last = self.last.get(&Numbering::Article)?;
        after_stops(text).find(|at| {
            let found = text[*at..].starts_with('第').then(|| label(&text[*at..])).flatten();
            found.is_some_and(|found| {
                found.numbering == Numbering::Article && found.number == last + 1
            })
        })
    }

    /// Whether a label goes on with a numbering or begins one.
    fn accepts(&self, found: &Label) -> bool {
        let last = self.last.get(&found.numbering).copied().unwrap_or(0);
        let strict = matches!(
            found.numbering,
            Numbering::Part | Numbering::Chapter | Numbering::Section | Numbering::Article
        );
        strict || found.number == 1 || (found.number > last && found.number <= last + 3)
    }

    fn provision(&mut self, found: &Found<'_>, heading: Option<String>, span: Span) -> ProvisionId {
        self.make_room(found);
        let parent = self.open.last().map(|open| open.id);
        let level = self.level(found.numbering);
        let id = ProvisionId(self.outline.provisions.len() as u32);
        let eid = self.eid(parent, level, found.number);
        let block = self.outline.blocks.len(); // The block comes next.
        self.openings.push(Opening { numbering: found.numbering, number: found.number, block });
        self.outline.provisions.push(Provision {
            eid,
            parent,
            level,
            number: Some(found.number),
            label: found.label.to_owned(),
            heading,
            span,
        });
        self.note_jump(found, span);
        self.last.insert(found.numbering, found.number);
        self.open.push(Open { numbering: found.numbering, number: found.number, id });
        id
    }

    fn note_jump(&mut self, found: &Found<'_>, span: Span) {
        let last = self.last.get(&found.numbering).copied().unwrap_or(0);
        if found.number != 1 && found.number != last + 1 && found.numbering != Numbering::Attachment
        {
            let oddity = Oddity::Jump { label: found.label.to_owned() };
            self.outline.diagnostics.push(Diagnostic { span, oddity });
        }
    }

    /// Closes what the new provision does not belong to.
    fn make_room(&mut self, found: &Found<'_>) {
        let same = self.open.iter().rposition(|open| open.numbering == found.numbering);
        if let Some(at) = same {
            self.open.truncate(at);
            return;
        }
        while let Some(open) = self.open.last() {
            let outer = self.is_outside(open.numbering, found.numbering)
                || (found.number == 1
                    && open.number > 0
                    && open.numbering >= Numbering::Comma
                    && found.numbering == Numbering::Article);
            if outer {
                break;
            }
            self.open.pop();
        }
    }

    /// Whether a numbering stands outside of another.
    fn is_outside(&self, open: Numbering, found: Numbering) -> bool {
        match (open, found) {
            (Numbering::Bracket, Numbering::Comma) => self.brackets_outside,
            (Numbering::Comma, Numbering::Bracket) => !self.brackets_outside,
            _ => open < found,
        }
    }

    fn level(&self, numbering: Numbering) -> Level {
        let within = |numbering| self.open.iter().any(|open| open.numbering == numbering);
        let in_chapter = within(Numbering::Chapter) || within(Numbering::Section);
        let in_article = within(Numbering::Article) || in_chapter && within(Numbering::Comma);
        match numbering {
            Numbering::Attachment => Level::Attachment,
            Numbering::Part => Level::Part,
            Numbering::Chapter => Level::Chapter,
            Numbering::Section => Level::Section,
            Numbering::Article | Numbering::Decimal(2) => Level::Article,
            Numbering::Decimal(1) => Level::Chapter,
            Numbering::Decimal(3) => Level::Item,
            Numbering::Decimal(_) => Level::Subitem,
            Numbering::Comma | Numbering::Bracket if in_article => Level::Item,
            Numbering::Comma if within(Numbering::Bracket) => Level::Item,
            Numbering::Comma if in_chapter => Level::Article,
            Numbering::Comma => Level::Chapter,
            Numbering::Bracket => Level::Article,
            Numbering::Dot if in_article => Level::Subitem,
            Numbering::Dot => Level::Item,
            Numbering::DigitBracket => Level::Subitem,
            Numbering::Circle | Numbering::HalfBracket | Numbering::Letter => Level::Point,
        }
    }

    fn eid(&mut self, parent: Option<ProvisionId>, level: Level, number: u32) -> String {
        let seen = self.seen.entry((parent, level, number)).or_insert(0);
        *seen += 1;
        let parent = parent.map(|parent| self.outline.provisions[parent.0 as usize].eid.as_str());
        let mut eid = String::with_capacity(parent.map_or(0, str::len) + 16);
        if let Some(parent) = parent {
            eid.push_str(parent);
            eid.push_str("__");
        }
        let (name, seen) = (level.abbreviation(), *seen);
        write!(eid, "{name}_{number}").expect("a text can be written to");
        if seen > 1 {
            write!(eid, "-{seen}").expect("a text can be written to");
        }
        eid
    }

    /// Adds a block; the provisions it lies in reach to its end.
    fn push(&mut self, block: Block) {
        let end = block.text.whole().end();
        let mut next = block.provision;
        while let Some(id) = next {
            let provision = &mut self.outline.provisions[id.0 as usize];
            provision.span = Span::new(provision.span.start(), end.max(provision.span.end()));
            next = provision.parent;
        }
        self.outline.blocks.push(block);
    }
}

/// A label that was accepted, as printed.
struct Found<'t> {
    numbering: Numbering,
    number: u32,
    label: &'t str,
}

/// Where further labels of a paragraph stand: `1.…；2.…；3.…` after a first one of the same kind, or
/// a list that begins within.
fn run_in_labels(text: &str, first: &Label) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut wanted: Option<(Numbering, u32)> = Some((first.numbering, first.number + 1));
    for next in after_stops(text) {
        let Some(found) = label(&text[next..]) else { continue };
        let begins = found.number == 1 && found.numbering > first.numbering;
        if begins || wanted == Some((found.numbering, found.number)) {
            wanted = Some((found.numbering, found.number + 1));
            cuts.push((next, found));
        }
    }
    // A list of one is no list.
    let kinds: Vec<Numbering> =
        cuts.iter().map(|(_, found): &(usize, Label)| found.numbering).collect();
    cuts.retain(|(_, found)| {
        found.numbering == first.numbering
            || kinds.iter().filter(|kind| **kind == found.numbering).count() > 1
    });
    cuts.into_iter().map(|(at, _)| at).collect()
}

fn bullet(text: &str) -> Option<Bullet> {
    if text.starts_with("——") || text.starts_with("--") {
        return Some(Bullet::Dash);
    }
    const ORDINALS: &[&str] =
        &["一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是"];
    let at = ORDINALS.iter().position(|ordinal| text.starts_with(ordinal))?;
    Some(Bullet::Ordinal(at as u32 + 1))
}
