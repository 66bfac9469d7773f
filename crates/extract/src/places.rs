//! Where each reader may find something 候选位置: one look at the body before any of them reads.

use std::ops::Range;
use std::sync::LazyLock;

use luoshi_document::{Document, Role};
use luoshi_text::{Period, Place, Places, Quantity, Scanner, sentence_marks};

use crate::{citation, named, responsibility, sentence, task};

/// What may begin at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    SentenceMark,
    Period,
    Quantity,
    Cue,
    Name,
    ClauseMark,
    Bracket,
    Title,
}

/// What each kind begins with, in the order of [`Kind`].
static SCANNER: LazyLock<Scanner> = LazyLock::new(|| {
    Scanner::new(&[
        sentence_marks(),
        Period::beginnings(),
        Quantity::beginnings(),
        sentence::cues(),
        named::openings(),
        task::clause_marks(),
        responsibility::stops(),
        citation::opens(),
    ])
});

/// The places of a document, block by block.
pub(crate) struct Scanned {
    places: Vec<Place>,
    blocks: Vec<Range<usize>>,
}

impl Scanned {
    /// Looks through the body.
    pub(crate) fn of(document: &Document) -> Self {
        let mut places = Vec::with_capacity(document.text.len() / 12);
        let blocks = document.blocks.iter().map(|block| {
            let start = places.len();
            if block.role == Role::Body {
                SCANNER.scan(block.text.as_str(), &mut places);
            }
            start..places.len()
        });
        let blocks = blocks.collect();
        Self { places, blocks }
    }

    /// Those of a block.
    pub(crate) fn block(&self, index: usize) -> Found<'_> {
        Found(&self.places[self.blocks[index].clone()])
    }
}

/// The places of a block.
#[derive(Clone, Copy)]
pub(crate) struct Found<'p>(&'p [Place]);

impl<'p> Found<'p> {
    /// A way to ask for the first of a kind from a byte on, in a part of the block and by bytes of it.
    pub(crate) fn next(
        self,
        kind: Kind,
        within: Range<usize>,
    ) -> impl FnMut(usize) -> Option<usize> + 'p {
        let mut places = Places::new(self.0, kind as usize, within);
        move |from| places.next_from(from)
    }
}
