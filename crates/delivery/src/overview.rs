//! The overview 总览: chapters with their counts, and what is due when.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{Chapter, Deadline, Due, Light, Place, Strength, Target, Task};

/// Counts of one chapter, or of the whole plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Provisions directly under the chapter.
    pub articles: usize,
    /// Tasks.
    pub tasks: usize,
    /// Targets.
    pub targets: usize,
    /// Tasks and targets whose due date has passed.
    pub overdue: usize,
    /// Tasks by strength, in the order of [`Strength::ALL`].
    pub by_strength: [usize; 4],
}

/// The counts of a chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChapterCount {
    /// The chapter; `None` for what stands before the first one or in a document without numbering.
    pub chapter: Option<Chapter>,
    /// Its counts.
    pub counts: Counts,
}

/// Tasks and targets counted by chapter, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// By chapter; what stands outside of all chapters comes first, where there is any.
    pub chapters: Vec<ChapterCount>,
    /// All together.
    pub total: Counts,
}

impl Overview {
    /// Counts tasks and targets as seen on the day `on`.
    pub fn of(chapters: &[Chapter], tasks: &[Task], targets: &[Target], on: Date) -> Self {
        let outside = ChapterCount { chapter: None, counts: Counts::default() };
        let inside = chapters.iter().map(|chapter| ChapterCount {
            counts: Counts { articles: chapter.children.len(), ..Counts::default() },
            chapter: Some(chapter.clone()),
        });
        let mut overview =
            Self { chapters: [outside].into_iter().chain(inside).collect(), ..Self::default() };
        overview.total.articles = chapters.iter().map(|chapter| chapter.children.len()).sum();
        for task in tasks {
            overview.add(&task.place, |counts| counts.add_task(task, on));
        }
        for target in targets {
            overview.add(&target.place, |counts| counts.add_target(target, on));
        }
        overview.chapters.retain(ChapterCount::says_something);
        overview
    }

    /// Takes a target that was met from those that are overdue.
    pub fn was_met(&mut self, target: &Target, on: Date) {
        let late = usize::from(target.lamp(on).light == Light::Red);
        self.add(&target.place, |counts| counts.overdue -= late);
    }

    fn add(&mut self, place: &Place, add: impl Fn(&mut Counts)) {
        add(&mut self.total);
        let eid = place.chapter.as_ref().map(|heading| &heading.eid);
        let here = self
            .chapters
            .iter_mut()
            .find(|entry| entry.chapter.as_ref().map(|chapter| &chapter.heading.eid) == eid);
        if let Some(entry) = here {
            add(&mut entry.counts);
        }
    }
}

impl ChapterCount {
    fn says_something(&self) -> bool {
        self.chapter.is_some() || self.counts.tasks + self.counts.targets > 0
    }
}

impl Counts {
    fn add_task(&mut self, task: &Task, on: Date) {
        self.tasks += 1;
        self.overdue += usize::from(task.lamp(on).light == Light::Red);
        for (strength, count) in Strength::ALL.into_iter().zip(&mut self.by_strength) {
            *count += usize::from(task.strength == strength);
        }
    }

    fn add_target(&mut self, target: &Target, on: Date) {
        self.targets += 1;
        self.overdue += usize::from(target.lamp(on).light == Light::Red);
    }
}

/// What falls due on one date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueTogether {
    /// The date, as the document prints it where it holds.
    pub due: Due,
    /// Targets, in reading order.
    pub targets: Vec<Target>,
    /// Tasks, in reading order.
    pub tasks: Vec<Task>,
    /// States and acts with a time limit that are neither.
    pub deadlines: Vec<Deadline>,
}

/// What is due when 时间表: the earliest first; tasks on the day that holds now.
pub fn agenda(targets: &[Target], tasks: &[Task], deadlines: &[Deadline]) -> Vec<DueTogether> {
    let mut by_day: BTreeMap<(Date, String), DueTogether> = BTreeMap::new();
    for target in targets {
        on_due(&mut by_day, target.due, |entry| entry.targets.push(target.clone()));
    }
    for task in tasks {
        on_due(&mut by_day, task.due_in_force(), |entry| entry.tasks.push(task.clone()));
    }
    for deadline in deadlines {
        let told = tasks.iter().any(|task| task.span.overlaps(deadline.span))
            || targets.iter().any(|target| target.span.overlaps(deadline.span));
        if !told {
            on_due(&mut by_day, Some(deadline.due), |entry| entry.deadlines.push(deadline.clone()));
        }
    }
    by_day.into_values().collect()
}

fn on_due(
    by_day: &mut BTreeMap<(Date, String), DueTogether>,
    due: Option<Due>,
    add: impl FnOnce(&mut DueTogether),
) {
    let Some(due) = due else { return };
    let entry = by_day.entry((due.last_day(), due.to_string())).or_insert_with(|| DueTogether {
        due,
        targets: Vec::new(),
        tasks: Vec::new(),
        deadlines: Vec::new(),
    });
    add(entry);
}
