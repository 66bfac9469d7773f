//! What a person picks out of the text 选取: the same reading of a stretch that they chose, not a rule.

use std::ops::Range;

use luoshi_document::Document;
use luoshi_text::{Span, quantities};

use crate::Rule;
use crate::model::{Basis, Comparator, Target, Task};
use crate::passage::{Passage, passages};
use crate::places::Scanned;
use crate::responsibility::responsibilities;
use crate::terms::Terms;
use crate::{target, task};

/// The task that a stretch of the text would be: its acts, its time limit, whoever is named for it. A task of
/// several sentences has the acts of all. `None` where the stretch holds no sentence of the body.
pub fn task_within(document: &Document, span: Span) -> Option<Task> {
    let scanned = Scanned::of(document);
    let passages = passages(document, &scanned);
    let duties = responsibilities(document, &scanned, &passages, &Terms::default());
    let mut parts = parts(&passages, span);
    let (first, range) = parts.next()?;
    let mut whole = task::of_part(first, range, 0, &duties);
    for (passage, range) in parts {
        let next = task::of_part(passage, range, 0, &duties);
        whole.span = Span::new(whole.span.start(), next.span.end());
        whole.text.push_str(&next.text);
        whole.strength = whole.strength.max(next.strength);
        whole.by = whole.by.or(next.by);
        whole.steps.extend(next.steps);
        whole.projects.extend(next.projects);
        for duty in next.responsibilities {
            if !whole.responsibilities.contains(&duty) {
                whole.responsibilities.push(duty);
            }
        }
    }
    whole.id = String::new();
    whole.rule = Rule::PickedByHand;
    Some(whole)
}

/// The target that a stretch of the text would be: its first number, and the words before it as its indicator.
pub fn target_within(document: &Document, span: Span) -> Option<Target> {
    let scanned = Scanned::of(document);
    let passages = passages(document, &scanned);
    let (passage, range) = parts(&passages, span).next()?;
    let text = &passage.text()[range.clone()];
    let first = quantities(text).into_iter().next();
    let before = first.as_ref().map_or(text, |quantity| &text[..quantity.extent.start]);
    let term = passage.term_at(range.start);
    Some(Target {
        id: String::new(),
        eid: passage.eid.clone(),
        span: passage.span(range.clone()),
        quote: text.into(),
        indicator: before.trim_matches(|c: char| !c.is_alphanumeric()).into(),
        comparator: first.as_ref().map_or(Comparator::Increase, |it| target::comparator(it, None)),
        value: first.as_ref().map(|quantity| quantity.value),
        value_max: first.as_ref().and_then(|quantity| quantity.upper),
        unit: first
            .as_ref()
            .map(|quantity| quantity.unit_name().to_owned())
            .filter(|unit| !unit.is_empty()),
        from: term.and_then(|term| term.from).map(|from| from.to_string()),
        by: term.map(|term| term.to.to_string()),
        basis: Basis::Level,
        aspirational: text.contains("力争"),
        rule: Rule::PickedByHand,
    })
}

/// The sentences that a stretch reaches into, each with the bytes of it that lie within.
fn parts<'p, 'd>(
    passages: &'p [Passage<'d>],
    span: Span,
) -> impl Iterator<Item = (&'p Passage<'d>, Range<usize>)> {
    let reached = passages.iter().filter(move |passage| passage.whole().overlaps(span));
    reached.filter_map(move |passage| Some((passage, passage.part(span)?)))
}
