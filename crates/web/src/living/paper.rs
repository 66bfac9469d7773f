//! The document as paper: head, numbered body, imprint.

use luoshi_delivery::PlanContents;
use luoshi_document::{Block, Document, Level, Role};

use super::Run;
use super::runs::Cutter;

/// A paragraph of the paper.
pub(crate) struct Line<'p> {
    /// The class of its style.
    pub(crate) class: &'static str,
    /// The block's place in the document.
    pub(crate) block: usize,
    /// Address of the provision it opens.
    pub(crate) eid: Option<&'p str>,
    /// Label and heading, closing mark included.
    pub(crate) head: &'p str,
    /// The rest.
    pub(crate) runs: Vec<Run<'p>>,
}

/// Lays a document out, in reading order.
pub(crate) fn paper<'p>(document: &'p Document, contents: &'p PlanContents) -> Vec<Line<'p>> {
    let mut cutter = Cutter::new(&contents.tasks, &contents.targets);
    let blocks = document.blocks.iter().enumerate();
    let shown = blocks.filter(|(_, block)| block.role != Role::Chrome);
    shown.map(|(at, block)| line(document, at, block, &mut cutter)).collect()
}

fn line<'p>(
    document: &'p Document,
    at: usize,
    block: &'p Block,
    cutter: &mut Cutter<'p>,
) -> Line<'p> {
    let text = block.text.as_str();
    let opens = block.provision.filter(|_| !block.label.is_empty());
    let head_end = if opens.is_some() { block.body.start } else { 0 };
    Line {
        class: class(document, block),
        block: at,
        eid: opens.map(|id| document.provision(id).eid.as_str()),
        head: &text[..head_end],
        runs: cutter.runs(block, head_end),
    }
}

fn class(document: &Document, block: &Block) -> &'static str {
    let opened = block.provision.filter(|_| !block.label.is_empty());
    match (block.role, opened.map(|id| document.provision(id).level)) {
        (Role::Body, Some(Level::Attachment | Level::Part | Level::Chapter)) => "chapter",
        (Role::Body, Some(Level::Section)) => "section",
        (Role::Body, Some(Level::Article)) => "article",
        (Role::Body, _) => "body",
        (Role::Letterhead, _) => "letterhead",
        (Role::Number, _) => "number",
        (Role::Title, _) => "title",
        (Role::Signer | Role::DateLine, _) => "dateline",
        (Role::Addressees, _) => "addressees",
        (Role::Signature | Role::WrittenOn, _) => "signature",
        (Role::AttachmentNote | Role::Annotation, _) => "note",
        (Role::Imprint, _) => "imprint",
        (Role::Table | Role::Chrome, _) => "table",
    }
}
