//! The proof of coverage by sentence: what orders something, and what answers for it.

use luoshi_delivery::{PlanContents, PlanId};
use luoshi_extract::{Extraction, SentenceKind, extract_with};
use luoshi_text::Span;

use crate::plan::living_document;
use crate::terms::terms;
use crate::{Context, Error, LivingDocument};

/// A sentence that orders something, or names a number to be reached, and that nothing answers for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSentence {
    /// Its address: `chp_3__art_7__s_2`.
    pub eid: String,
    /// Where it stands in the source.
    pub span: Span,
    /// The sentence, repaired.
    pub text: String,
}

/// The sentences of a plan's document that commit somebody and have neither a task nor a target, and that nobody
/// marked as needing none.
pub async fn unanswered(cx: &Context, plan: PlanId) -> Result<Vec<OpenSentence>, Error> {
    let living = living_document(cx, plan).await?;
    let read = extracted(cx, &living).await?;
    let commits = read.sentences.iter().filter(|sentence| {
        sentence.kind == SentenceKind::Measure
            || read.targets.iter().any(|target| target.eid == sentence.eid)
    });
    let open =
        commits.filter(|sentence| !is_answered(&living.contents, &sentence.eid, sentence.span));
    let open = open.map(|sentence| OpenSentence {
        eid: sentence.eid.clone(),
        span: sentence.span,
        text: sentence.quote.clone(),
    });
    Ok(open.collect())
}

/// Whether a plan's document has a sentence of that address.
pub(crate) async fn is_sentence(cx: &Context, plan: PlanId, eid: &str) -> Result<bool, Error> {
    let living = living_document(cx, plan).await?;
    let read = extracted(cx, &living).await?;
    Ok(read.sentences.iter().any(|sentence| sentence.eid == eid))
}

fn is_answered(contents: &PlanContents, eid: &str, span: Span) -> bool {
    let provision = eid.rsplit_once("__s_").map_or("", |(provision, _)| provision);
    let is_marked = |marked: &str| {
        marked == eid
            || provision == marked
            || provision.strip_prefix(marked).is_some_and(|rest| rest.starts_with("__"))
    };
    contents.tasks.iter().any(|task| task.span.overlaps(span))
        || contents.targets.iter().any(|target| target.span.overlaps(span))
        || contents.principles.iter().any(|principle| is_marked(&principle.eid))
}

/// What the document says, read again: away from the threads that serve pages.
async fn extracted(cx: &Context, living: &LivingDocument) -> Result<Extraction, Error> {
    let (terms, document) = (terms(cx).await?, living.document.clone());
    let work = move || extract_with(&document, &terms);
    tokio::task::spawn_blocking(work).await.map_err(|why| Error::Broken(why.to_string()))
}
