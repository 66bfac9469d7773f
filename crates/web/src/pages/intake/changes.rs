use askama::Template;
use axum::extract::Path;
use luoshi_delivery::{Intake, IntakeId};
use luoshi_document::{Pair, Stretch, stretches};
use luoshi_service::{self as service, Error, Revision, What};

use crate::failure::Failure;
use crate::page::Page;
use crate::visit::Visit;

/// A block of the two versions that is not the same in both.
pub(crate) struct Change {
    /// The text of its kind.
    word: &'static str,
    /// The provision it stands in, as printed.
    label: String,
    stretches: Vec<Stretch>,
}

#[derive(Template)]
#[template(path = "intake/changes.html")]
pub(crate) struct Changes {
    visit: Visit,
    intake: Intake,
    changes: Vec<Change>,
    same: usize,
}

/// `GET /intakes/{intake}/changes`: the corrected version beside the one it corrects.
pub(crate) async fn changes(
    visit: Visit,
    Path(id): Path<IntakeId>,
) -> Result<Page<Changes>, Failure> {
    let review = service::review(&visit.cx, id).await?;
    let revision = review.revision(&visit.cx).await?;
    let revision = revision.ok_or(Error::NotFound(What::Intake(id)))?;
    let same = revision.pairs.iter().filter(|pair| matches!(pair, Pair::Same { .. })).count();
    let changes = revision.pairs.iter().filter_map(|pair| change(&revision, *pair)).collect();
    let title = format!("{} · {}", visit.words.t("changes-title"), review.intake.title);
    let content = Changes { visit: visit.clone(), intake: review.intake, changes, same };
    Ok(Page { visit, title, plan: None, content })
}

fn change(revision: &Revision, pair: Pair) -> Option<Change> {
    let (old, new) = (&revision.old, &revision.new);
    let text = |document: &luoshi_document::Document, at: usize| {
        document.blocks[at].text.as_str().to_owned()
    };
    let label = |document: &luoshi_document::Document, at: usize| {
        let provision = document.blocks[at].provision.map(|id| document.provision(id));
        provision
            .map(|it| format!("{} {}", it.label, it.heading.as_deref().unwrap_or_default()))
            .unwrap_or_default()
    };
    Some(match pair {
        Pair::Same { .. } => return None,
        Pair::Changed { old: from, new: to } => Change {
            word: "changes-changed",
            label: label(new, to),
            stretches: stretches(&text(old, from), &text(new, to)),
        },
        Pair::Removed { old: at } => Change {
            word: "changes-removed",
            label: label(old, at),
            stretches: vec![Stretch::Removed(text(old, at))],
        },
        Pair::Added { new: at } => Change {
            word: "changes-added",
            label: label(new, at),
            stretches: vec![Stretch::Added(text(new, at))],
        },
    })
}
