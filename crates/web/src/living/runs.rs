//! A block of text cut where tasks and targets begin and end.

use luoshi_delivery::{Target, Task};
use luoshi_document::{Block, Span};

/// A stretch of text of one kind.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run<'p> {
    pub(crate) text: String,
    pub(crate) kind: Kind<'p>,
}

impl Run<'_> {
    /// Its first character, beside which the lamp stands: a lamp before it could be left behind at
    /// the end of the line above.
    pub(crate) fn opening(&self) -> &str {
        self.text.split_at(self.opening_end()).0
    }

    /// The text after its first character.
    pub(crate) fn after_opening(&self) -> &str {
        self.text.split_at(self.opening_end()).1
    }

    fn opening_end(&self) -> usize {
        self.text.chars().next().map_or(0, char::len_utf8)
    }
}

/// What a run belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind<'p> {
    /// Nothing that commits anybody.
    Plain,
    /// A task's sentence; whether this is its first run on the page.
    Task { task: &'p Task, first: bool },
    /// The words that hold a target.
    Target { target: &'p Target, last: bool },
}

/// Cuts blocks in reading order; tasks and targets are in reading order too.
pub(crate) struct Cutter<'p> {
    tasks: &'p [Task],
    targets: &'p [Target],
    next_task: usize,
    next_target: usize,
    last_shown: Option<&'p Task>,
}

impl<'p> Cutter<'p> {
    pub(crate) fn new(tasks: &'p [Task], targets: &'p [Target]) -> Self {
        Self { tasks, targets, next_task: 0, next_target: 0, last_shown: None }
    }

    /// The runs of the block's bytes from `start` on.
    pub(crate) fn runs(&mut self, block: &Block, start: usize) -> Vec<Run<'p>> {
        let mut runs: Vec<Run<'p>> = Vec::new();
        for (_, c, source) in block.text.places().filter(|(byte, ..)| *byte >= start) {
            let task = at(self.tasks, &mut self.next_task, source, |task| task.span);
            let target = at(self.targets, &mut self.next_target, source, |target| target.span);
            match runs.last_mut() {
                Some(run) if belongs(run.kind, task, target) => run.text.push(c),
                _ => runs.push(Run { text: c.to_string(), kind: self.kind(task, target) }),
            }
        }
        mark_ends(&mut runs);
        runs
    }

    fn kind(&mut self, task: Option<&'p Task>, target: Option<&'p Target>) -> Kind<'p> {
        match (target, task) {
            (Some(target), _) => Kind::Target { target, last: false },
            (None, Some(task)) => {
                let first = self.last_shown.is_none_or(|shown| shown.id != task.id);
                self.last_shown = Some(task);
                Kind::Task { task, first }
            }
            (None, None) => Kind::Plain,
        }
    }
}

/// The runs of one block alone, with these tasks marked in it.
pub(crate) fn block_runs<'p>(block: &Block, tasks: &'p [Task]) -> Vec<Run<'p>> {
    Cutter::new(tasks, &[]).runs(block, 0)
}

/// The thing whose span holds the source character `place`.
fn at<'p, T>(
    things: &'p [T],
    next: &mut usize,
    place: u32,
    span: impl Fn(&T) -> Span,
) -> Option<&'p T> {
    while things.get(*next).is_some_and(|thing| span(thing).end() <= place) {
        *next += 1;
    }
    things.get(*next).filter(|thing| span(thing).start() <= place)
}

fn belongs(kind: Kind<'_>, task: Option<&Task>, target: Option<&Target>) -> bool {
    match kind {
        Kind::Target { target: open, .. } => target.is_some_and(|target| target.id == open.id),
        Kind::Task { task: open, .. } => {
            target.is_none() && task.is_some_and(|task| task.id == open.id)
        }
        Kind::Plain => target.is_none() && task.is_none(),
    }
}

/// Notes the last run of each target, behind which its value is printed.
fn mark_ends(runs: &mut [Run<'_>]) {
    let ids: Vec<_> = runs
        .iter()
        .map(|run| match run.kind {
            Kind::Target { target, .. } => Some(target.id),
            _ => None,
        })
        .collect();
    for (at, run) in runs.iter_mut().enumerate() {
        if let Kind::Target { target, last } = &mut run.kind {
            *last = !ids[at + 1..].contains(&Some(target.id));
        }
    }
}

#[cfg(test)]
mod tests {
    use luoshi_delivery::{Basis, Comparator, Place, Strength, TargetId, TaskId};
    use luoshi_document::read;

    use super::*;

    fn task(id: u32, span: Span) -> Task {
        Task {
            id: TaskId(id),
            place: Place::default(),
            sentence: String::new(),
            span,
            text: String::new(),
            strength: Strength::Advance,
            due: None,
            steps: Vec::new(),
            projects: Vec::new(),
            duties: Vec::new(),
            assignments: luoshi_delivery::Assignments::default(),
            standing: luoshi_delivery::Standing::default(),
            detail: luoshi_delivery::TaskDetail::default(),
        }
    }

    fn target(span: Span) -> Target {
        Target {
            id: TargetId(1),
            place: Place::default(),
            sentence: String::new(),
            span,
            quote: String::new(),
            indicator: String::new(),
            comparator: Comparator::AtLeast,
            value: None,
            value_max: None,
            unit: None,
            from: None,
            due: None,
            basis: Basis::Level,
            aspirational: false,
        }
    }

    /// The runs of a text, each in its brackets: [task], {target}.
    fn marked(text: &str, tasks: &[Task], targets: &[Target]) -> String {
        let document = read("text.txt", text.as_bytes()).unwrap();
        let block = document.blocks.last().unwrap();
        let runs = Cutter::new(tasks, targets).runs(block, 0);
        let written = runs.iter().map(|run| match run.kind {
            Kind::Plain => run.text.clone(),
            Kind::Task { first, .. } => format!("[{}{}]", if first { "!" } else { "" }, run.text),
            Kind::Target { last, .. } => format!("{{{}{}}}", run.text, if last { "!" } else { "" }),
        });
        written.collect()
    }

    #[test]
    fn a_target_within_a_task_parts_the_task_in_two_and_counts_it_once() {
        let text = "前言。建成机场4个，并投用。后记。";
        let tasks = [task(1, Span::new(3, 14))];
        let targets = [target(Span::new(5, 9))];
        assert_eq!(marked(text, &tasks, &targets), "前言。[!建成]{机场4个!}[，并投用。]后记。");
    }

    #[test]
    fn tasks_side_by_side_are_two() {
        let tasks = [task(1, Span::new(0, 5)), task(2, Span::new(5, 10))];
        assert_eq!(marked("建设机场。扩建码头。", &tasks, &[]), "[!建设机场。][!扩建码头。]");
    }

    #[test]
    fn a_task_across_a_page_break_is_one_run_of_repaired_text() {
        let text = "关于港口的意见\n\n加快发展。\n\n推进港口，建设国际航运中心，\n\n扩建码头。";
        assert_eq!(
            marked(text, &[task(1, Span::new(21, 37))], &[]),
            "推进港口，[!建设国际航运中心，扩建码头。]"
        );
    }
}
