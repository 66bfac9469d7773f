//! What holds of every extraction, whatever the text. The fuzz target holds extractions to it too.

use luoshi_document::{Document, Span};
use luoshi_extract::Extraction;

/// Spans lie within the text, and quotes stand where their spans say.
pub(crate) fn holds_together(document: &Document, extraction: &Extraction) {
    let chars: Vec<char> = document.text.chars().collect();
    let sentences = extraction.sentences.iter().map(|it| (it.span, &it.quote));
    let targets = extraction.targets.iter().map(|it| (it.span, &it.quote));
    let deadlines = extraction.deadlines.iter().map(|it| (it.span, &it.quote));
    let duties = extraction.responsibilities.iter().map(|it| (it.span, &it.quote));
    let steps = extraction.tasks.iter().flat_map(|task| &task.steps).map(|it| (it.span, &it.text));
    for (span, quote) in sentences.chain(targets).chain(deadlines).chain(duties).chain(steps) {
        assert!(span.end() as usize <= chars.len(), "{span:?} ends behind the text");
        assert!(stands_at(quote, &chars, span), "{quote} is not at {span:?}");
    }
    for citation in &extraction.citations {
        assert!(citation.span.end() as usize <= chars.len());
    }
}

/// Whether a quote is the source text of a span: what healing takes away may be missing, nothing may be added.
fn stands_at(quote: &str, chars: &[char], span: Span) -> bool {
    let mut source = chars[span.start() as usize..span.end() as usize].iter();
    quote.chars().filter(|c| !c.is_whitespace()).all(|wanted| source.any(|c| *c == wanted))
}
