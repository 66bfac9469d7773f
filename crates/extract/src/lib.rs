//! A structured document to what it commits whom to, by when 提取.
//!
//! Pure and deterministic: the same document gives the same extraction on every machine, and every
//! extracted thing carries its place in the text.
//!
//! The way through: `passage` reads the sentences with their kinds and the time they speak of; each
//! further module reads one thing out of them. Words stand in tables at the head of the module they serve.

mod citation;
mod deadline;
mod deliverable;
mod explain;
mod manner;
mod model;
mod named;
mod outline;
mod passage;
mod places;
mod responsibility;
mod rule;
mod sentence;
mod target;
mod task;
mod term;
mod terms;
mod within;
mod words;
mod zone;

use luoshi_document::Document;

pub use model::{
    Basis, Citation, Comparator, Deadline, Deliverable, Extraction, Mention, OutlineNode, PathPart,
    Project, Responsibility, Sentence, SentenceKind, Step, Strength, Target, Task,
};
pub use rule::Rule;
pub use terms::{Terms, TermsError};
pub use within::{target_within, task_within};

/// Everything the document commits somebody to.
pub fn extract(document: &Document) -> Extraction {
    extract_with(document, &Terms::default())
}

/// The same, with words that only the reader knows: the short names of a city's departments.
pub fn extract_with(document: &Document, terms: &Terms) -> Extraction {
    let scanned = places::Scanned::of(document);
    let passages = passage::passages(document, &scanned);
    let duties = responsibility::responsibilities(document, &scanned, &passages, terms);
    let targets = target::targets(&passages);
    let tasks = task::tasks(&passages, &duties);
    let named = named::named(&passages, &duties, terms);
    Extraction {
        source: document.source.clone(),
        meta: document.meta.clone(),
        outline: outline::outline(document),
        sentences: passages.iter().map(sentence::sentence).collect(),
        deliverables: deliverable::deliverables(&tasks),
        tasks,
        deadlines: deadline::deadlines(&passages, &targets),
        targets,
        responsibilities: duties.into_iter().map(|placed| placed.duty).collect(),
        citations: citation::citations(document, &scanned, &passages),
        organisations: named.organisations,
        places: named.places,
    }
}
