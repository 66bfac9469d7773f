use luoshi_delivery::Place;
use luoshi_document::{Document, Span};
use luoshi_extract::Sentence;

use super::contents::Places;

/// Where in a document's outline a stretch of its text stands.
pub(super) struct Anchors<'d> {
    places: Places<'d>,
    sentences: Vec<Sentence>,
}

impl<'d> Anchors<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        let sentences = luoshi_extract::extract(document).sentences;
        Self { places: Places::of(document), sentences }
    }

    /// The sentence's address, and the chapter and article it stands in.
    pub(super) fn at(&self, span: Span) -> (String, Place) {
        let behind = self.sentences.partition_point(|sentence| sentence.span.end() <= span.start());
        let sentence = self.sentences.get(behind).map_or("", |sentence| sentence.eid.as_str());
        (sentence.to_owned(), self.places.of_sentence(sentence))
    }
}
