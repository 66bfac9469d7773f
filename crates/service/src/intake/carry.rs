//! What was decided of the old version of a document, for the words that the new one still has.

use std::collections::HashMap;

use luoshi_delivery::{Commitment, Decision, Doubt, Item};
use luoshi_document::{Document, Pair, compare};
use luoshi_text::Span;

use super::anchor::Anchors;
use super::begin::number;

/// The proposals of the new version, decided where the old one's words stayed. What has other words now is
/// doubtful; what the new version says for the first time is open.
pub(super) fn carry(
    old: &Document,
    decided: &[Item],
    new: &Document,
    proposals: Vec<Item>,
) -> Vec<Item> {
    let moves = Moves::of(old, new);
    let anchors = Anchors::of(new);
    let mut open: Vec<Option<Item>> = proposals.into_iter().map(Some).collect();
    let mut items = Vec::new();
    for known in decided {
        let Some((block, _)) = moves.of_span(old, known.span()) else { continue };
        let same = |item: &Item| {
            item.text() == known.text()
                && is_task(item) == is_task(known)
                && block_of(new, item.span()) == Some(block)
        };
        let proposal = open.iter_mut().find(|item| item.as_ref().is_some_and(same));
        match proposal.and_then(Option::take) {
            Some(proposal) => items.push(decided_as(proposal, known)),
            None => items.extend(found_again(new, &anchors, known, block)),
        }
    }
    for mut item in open.into_iter().flatten() {
        // A sentence that was split or merged by hand is proposed whole again: what was made of it stands.
        let known = items
            .iter()
            .any(|known| is_task(known) == is_task(&item) && known.span().overlaps(item.span()));
        if known && !moves.is_changed(new, item.span()) {
            continue;
        }
        if moves.is_changed(new, item.span()) {
            item.doubts.push(Doubt::Reworded);
        }
        item.unnumber();
        items.push(item);
    }
    items.sort_by_key(|item| item.span().start());
    number(&mut items);
    items
}

/// Which block of the new version a block of the old one became, and whether its words stayed.
struct Moves {
    by_old: HashMap<usize, (usize, bool)>,
    changed: Vec<usize>,
}

impl Moves {
    fn of(old: &Document, new: &Document) -> Self {
        let mut moves = Self { by_old: HashMap::new(), changed: Vec::new() };
        for pair in compare(old, new) {
            match pair {
                Pair::Same { old, new } => {
                    moves.by_old.insert(old, (new, true));
                }
                Pair::Changed { old, new } => {
                    moves.by_old.insert(old, (new, false));
                    moves.changed.push(new);
                }
                Pair::Removed { .. } | Pair::Added { .. } => {}
            }
        }
        moves
    }

    fn of_span(&self, old: &Document, span: Span) -> Option<(usize, bool)> {
        self.by_old.get(&block_of(old, span)?).copied()
    }

    fn is_changed(&self, new: &Document, span: Span) -> bool {
        block_of(new, span).is_some_and(|block| self.changed.contains(&block))
    }
}

fn block_of(document: &Document, span: Span) -> Option<usize> {
    let after = document.blocks.partition_point(|block| block.text.whole().start() <= span.start());
    after.checked_sub(1)
}

fn is_task(item: &Item) -> bool {
    matches!(item.commitment, Commitment::Task(_))
}

/// The proposal as it was decided before. Another time limit than before has to be decided again.
fn decided_as(proposal: Item, known: &Item) -> Item {
    let (mut commitment, decision) = (known.commitment.clone(), known.decision);
    let due = |commitment: &Commitment| match commitment {
        Commitment::Task(task) => task.due,
        Commitment::Target(target) => target.due,
    };
    if due(&proposal.commitment) != due(&commitment) && decision == Decision::Accepted {
        let mut item = proposal;
        match (&mut item.commitment, &commitment) {
            (Commitment::Task(now), Commitment::Task(before)) => now.id = before.id,
            (Commitment::Target(now), Commitment::Target(before)) => now.id = before.id,
            _ => {}
        }
        item.doubts.push(Doubt::Reworded);
        return item;
    }
    match (&mut commitment, &proposal.commitment) {
        (Commitment::Task(task), Commitment::Task(now)) => {
            (task.span, task.sentence, task.place) =
                (now.span, now.sentence.clone(), now.place.clone());
        }
        (Commitment::Target(target), Commitment::Target(now)) => {
            (target.span, target.sentence, target.place) =
                (now.span, now.sentence.clone(), now.place.clone());
        }
        _ => {}
    }
    Item { commitment, decision, doubts: proposal.doubts.clone(), ..proposal }
}

/// What a person found, split or merged, where its words still stand.
fn found_again(new: &Document, anchors: &Anchors<'_>, known: &Item, block: usize) -> Option<Item> {
    let span = new.find(known.text(), Some(block))?;
    if block_of(new, span) != Some(block) {
        return None;
    }
    let mut item = known.clone();
    let (sentence, place) = anchors.at(span);
    match &mut item.commitment {
        Commitment::Task(task) => {
            (task.span, task.sentence, task.place) = (span, sentence, place);
        }
        Commitment::Target(target) => {
            (target.span, target.sentence, target.place) = (span, sentence, place);
        }
    }
    Some(item)
}
