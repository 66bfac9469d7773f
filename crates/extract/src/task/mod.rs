//! Tasks 任务: sentences that order acts.

mod project;
mod step;
mod verb;

use std::ops::Range;

use luoshi_text::Time;

use crate::Rule;
use crate::model::{Project, SentenceKind, Step, Strength, Task};
use crate::passage::Passage;
use crate::responsibility::Placed;
use crate::term::Term;
use step::Act;

pub(crate) use step::clause_marks;

/// All tasks, in reading order, each with the responsibilities that cover it.
pub(crate) fn tasks(passages: &[Passage<'_>], duties: &[Placed]) -> Vec<Task> {
    let ordering = passages
        .iter()
        .filter(|passage| matches!(passage.kind, SentenceKind::Measure | SentenceKind::Mechanism));
    ordering.zip(1..).map(|(passage, number)| task(passage, number, duties)).collect()
}

fn task(passage: &Passage<'_>, number: u32, duties: &[Placed]) -> Task {
    of_part(passage, 0..passage.text().len(), number, duties)
}

/// The task that a part of a sentence orders.
pub(crate) fn of_part(
    passage: &Passage<'_>,
    part: Range<usize>,
    number: u32,
    duties: &[Placed],
) -> Task {
    let text = passage.text();
    let whole = part == (0..text.len());
    let mut acts = step::acts(passage);
    acts.retain(|act| act.range.start < part.end && part.start < act.range.end);
    for act in &mut acts {
        act.range = act.range.start.max(part.start)..act.range.end.min(part.end);
    }
    let projects = acts.iter().flat_map(|act| project::projects(text, act.range.clone())).map(
        |(range, stage)| Project {
            span: passage.span(range.clone()),
            name: text[range].into(),
            stage: stage.into(),
        },
    );
    Task {
        id: ["t", &number.to_string()].concat(),
        eid: passage.eid.clone(),
        span: if whole { passage.whole() } else { passage.span(part.clone()) },
        text: text[part].into(),
        strength: strength(&acts),
        by: term(passage),
        projects: projects.collect(),
        responsibilities: covering(passage, duties)
            .map(|placed| placed.duty.clone())
            .into_iter()
            .collect(),
        steps: acts.into_iter().map(|act| step_of(passage, act)).collect(),
        rule: Rule::TaskSentence,
    }
}

fn step_of(passage: &Passage<'_>, act: Act) -> Step {
    Step {
        span: passage.span(act.range.clone()),
        verb: act.verb.word.into(),
        text: passage.text()[act.range].into(),
    }
}

/// The firmest of the acts; without a verb that is known, the task is to be advanced.
fn strength(acts: &[Act]) -> Strength {
    acts.iter().map(|act| act.verb.strength).max().unwrap_or(Strength::Advance)
}

/// Until when: the last limit the sentence names, else the one that governs it.
fn term(passage: &Passage<'_>) -> Option<String> {
    let own = passage.terms().last().map(|(_, term)| term).or(passage.governed_by);
    let within = || {
        passage.periods.iter().find_map(|period| match &period.time {
            Time::Within(duration) => Some(duration.clone()),
            _ => None,
        })
    };
    own.map(|Term { to, .. }| to.to_string()).or_else(within)
}

/// The responsibility that covers a sentence: the next one in its block, else the next one of its provision.
fn covering<'r>(passage: &Passage<'_>, duties: &'r [Placed]) -> Option<&'r Placed> {
    let start = passage.whole().start();
    let next = duties.partition_point(|placed| placed.duty.span.end() <= start);
    duties.get(next).filter(|placed| placed.provision == passage.block.provision)
}
