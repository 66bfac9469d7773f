//! Targets 目标值: quantities that the document commits to reach.
//!
//! A quantity is a target when words of its clause relate it to an indicator: 旅客吞吐量达到4600万人次
//! (indicator first), 打造8个特色园区 (act first), 建成合作区4个 (act, things, number), 增长5% (a change).

mod clause;
mod direction;
mod exclude;
mod indicator;
mod place;
mod relation;

pub(crate) use clause::is_enclosed;
pub(crate) use relation::comparator;

use crate::model::Target;
use crate::passage::Passage;
use place::{Finding, Place};

/// All targets, in reading order.
pub(crate) fn targets(passages: &[Passage<'_>]) -> Vec<Target> {
    let mut found = Vec::new();
    for passage in passages.iter().filter(|passage| passage.kind.can_commit()) {
        of_passage(passage, &mut found);
    }
    for (target, number) in found.iter_mut().zip(1..) {
        target.id = format!("k{number}");
    }
    found
}

fn of_passage(passage: &Passage<'_>, found: &mut Vec<Target>) {
    let mut last: Option<Finding> = None;
    let first = found.len();
    for (index, quantity) in passage.quantities.iter().enumerate() {
        let following = &passage.quantities[index + 1..];
        let place = Place::new(passage, quantity, last.as_ref(), following);
        let Some(finding) = place.finding(last.as_ref()) else { continue };
        found.push(place.target(&finding));
        last = Some(finding);
    }
    found.extend(direction::directions(passage));
    found[first..].sort_by_key(|target| target.span.start());
}
