//! The task table 任务分解表 as offices keep it, one row a task, grouped by chapter.

use luoshi_delivery::{DutyRole, Heading, Plan, Target, Task};

use crate::{ColumnKind, Group, Sheet, SheetColumn};

/// A plan's task table, to be made a [`Sheet`].
#[derive(Clone, Copy, Debug)]
pub struct TaskTable<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// Its tasks, in reading order.
    pub tasks: &'p [Task],
    /// The plan's targets; each is printed beside the tasks of its sentence.
    pub targets: &'p [Target],
}

/// The words of a task table in one language.
#[derive(Clone, Debug)]
pub struct TaskTableWords {
    /// Name of the table: 任务分解表.
    pub name: String,
    /// The line under the title.
    pub note: String,
    /// Headings of the ten columns: number, article, task, steps, targets, due, strength, lead,
    /// responsible, support.
    pub columns: [String; 10],
    /// The words for strengths, in the order of [`luoshi_delivery::Strength::ALL`].
    pub strengths: [String; 4],
    /// The heading of tasks outside of all chapters.
    pub outside: String,
}

/// Widths of the ten columns.
const WIDTHS: [u16; 10] = [6, 22, 60, 48, 30, 12, 8, 18, 22, 18];

impl TaskTable<'_> {
    /// The table in the language of `words`.
    pub fn sheet(&self, words: &TaskTableWords) -> Sheet {
        let mut groups: Vec<(Option<&Heading>, Group)> = Vec::new();
        for task in self.tasks {
            let chapter = task.place.chapter.as_ref();
            if groups.last().is_none_or(|(last, _)| *last != chapter) {
                let heading = chapter.map_or_else(|| words.outside.clone(), heading_line);
                groups.push((chapter, Group { heading, rows: Vec::new() }));
            }
            if let Some((_, group)) = groups.last_mut() {
                group.rows.push(self.row(task, words));
            }
        }
        let columns = words.columns.iter().zip(WIDTHS);
        Sheet {
            name: words.name.clone(),
            title: format!("{} {}", self.plan.title, words.name),
            note: words.note.clone(),
            columns: columns
                .map(|(name, width)| SheetColumn {
                    name: name.clone(),
                    width,
                    kind: ColumnKind::Text,
                })
                .collect(),
            groups: groups.into_iter().map(|(_, group)| group).collect(),
        }
    }

    fn row(&self, task: &Task, words: &TaskTableWords) -> Vec<String> {
        let strength = luoshi_delivery::Strength::ALL
            .into_iter()
            .zip(&words.strengths)
            .find(|(strength, _)| *strength == task.strength);
        vec![
            task.id.to_string(),
            task.place.article.as_ref().map(heading_line).unwrap_or_default(),
            task.text.clone(),
            lines(task.steps.iter().map(|step| step.text.as_str())),
            self.targets_of(task),
            task.due.map(|due| due.to_string()).unwrap_or_default(),
            strength.map(|(_, word)| word.clone()).unwrap_or_default(),
            duties(task, DutyRole::Lead),
            duties(task, DutyRole::Responsible),
            duties(task, DutyRole::Support),
        ]
    }

    fn targets_of(&self, task: &Task) -> String {
        let here = self.targets.iter().filter(|target| task.span.contains(target.span));
        lines(here.map(|target| target.quote.as_str()))
    }
}

fn heading_line(heading: &Heading) -> String {
    format!("{}{}", heading.label, heading.text.as_deref().unwrap_or_default())
}

fn lines<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.collect::<Vec<_>>().join("\n")
}

fn duties(task: &Task, role: DutyRole) -> String {
    let named = task.duties.iter().filter(|duty| duty.role == role);
    named.map(|duty| duty.organisation.as_str()).collect::<Vec<_>>().join("、")
}
