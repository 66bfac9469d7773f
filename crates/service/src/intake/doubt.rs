//! Why a proposal should be looked at twice.

use luoshi_delivery::{Commitment, Doubt, Item, Target, Task};
use luoshi_text::{Quantity, quantities};

/// A task with more acts than this may be several tasks.
const MANY_ACTS: usize = 6;
/// An indicator is named in so many characters; shorter and longer ones are odd.
const INDICATOR: std::ops::RangeInclusive<usize> = 2..=24;

/// Notes the doubts about each item.
pub(super) fn note(items: &mut [Item]) {
    let targets: Vec<(String, String)> = items
        .iter()
        .filter_map(|item| match &item.commitment {
            Commitment::Target(target) => Some((target.sentence.clone(), target.quote.clone())),
            Commitment::Task(_) => None,
        })
        .collect();
    for item in items {
        let quotes = |sentence: &str| {
            let own = targets.iter().filter(|(of, _)| of == sentence);
            own.map(|(_, quote)| quote.as_str()).collect::<Vec<_>>()
        };
        item.doubts = match &item.commitment {
            Commitment::Task(task) => of_task(task, &quotes(&task.sentence)),
            Commitment::Target(target) => of_target(target),
        };
    }
}

fn of_task(task: &Task, quotes: &[&str]) -> Vec<Doubt> {
    let loose = |quantity: &Quantity| {
        let printed = &task.text[quantity.range.clone()];
        !quantity.chinese
            && quantity.unit.is_some()
            && !quotes.iter().any(|quote| quote.contains(printed))
    };
    let doubts = [
        (Doubt::NoAct, task.steps.is_empty()),
        (Doubt::ManyActs, task.steps.len() > MANY_ACTS),
        (Doubt::LooseNumber, quantities(&task.text).iter().any(loose)),
    ];
    doubts.into_iter().filter_map(|(doubt, holds)| holds.then_some(doubt)).collect()
}

fn of_target(target: &Target) -> Vec<Doubt> {
    let doubts = [
        (Doubt::NoNumber, target.value.is_none()),
        (Doubt::NoPeriod, target.value.is_some() && target.due.is_none()),
        (Doubt::NoUnit, target.value.is_some() && target.unit.is_none()),
        (Doubt::OddIndicator, !INDICATOR.contains(&target.indicator.chars().count())),
    ];
    doubts.into_iter().filter_map(|(doubt, holds)| holds.then_some(doubt)).collect()
}
