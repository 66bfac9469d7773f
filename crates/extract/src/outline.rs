//! The outline 提纲 of a document, as the JSON prints it.

use luoshi_document::{Document, Level, Provision, ProvisionId};

use crate::model::{OutlineNode, PathPart};

/// Every numbered heading or provision, in reading order.
pub(crate) fn outline(document: &Document) -> Vec<OutlineNode> {
    let ids = (0..).map(ProvisionId);
    document
        .provisions
        .iter()
        .zip(ids)
        .filter(|(provision, _)| provision.level != Level::Attachment)
        .map(|(provision, id)| node(document, provision, id))
        .collect()
}

fn node(document: &Document, provision: &Provision, id: ProvisionId) -> OutlineNode {
    OutlineNode {
        eid: provision.eid.clone(),
        path: document.path(id).into_iter().map(part).collect(),
        label: provision.label.clone(),
        heading: provision.heading.clone(),
        span: provision.span,
    }
}

fn part(provision: &Provision) -> PathPart {
    match (provision.level, provision.number) {
        (Level::Attachment, _) | (_, None) => PathPart::Attachment(provision.label.clone()),
        (_, Some(number)) => PathPart::Number(number),
    }
}
