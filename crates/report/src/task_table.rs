//! The task table 任务分解表 as offices keep it, one row a task, grouped by chapter: as a spreadsheet and as a paper.

use luoshi_delivery::{Heading, TableColumn, Task, TaskTable};

use crate::paper::{Format, Paper, Part, Table, TableRow};
use crate::{ColumnKind, Group, Sheet, SheetColumn};

/// The words of a task table in one language.
#[derive(Clone, Debug)]
pub struct TaskTableWords {
    /// Name of the table: 任务分解表.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The line under the title.
    pub note: String,
    /// The headings of the columns, in the order of [`TableColumn::ALL`].
    pub columns: [String; 14],
    /// The heading of tasks outside of all chapters.
    pub outside: String,
}

/// How wide a column is, in characters of a spreadsheet.
fn width(column: TableColumn) -> u16 {
    match column {
        TableColumn::Number => 6,
        TableColumn::Task => 52,
        TableColumn::Steps => 40,
        TableColumn::Targets => 26,
        TableColumn::Due => 11,
        TableColumn::Milestones => 24,
        TableColumn::Leader | TableColumn::Person => 10,
        TableColumn::Lead => 16,
        TableColumn::Responsible | TableColumn::Support => 18,
        TableColumn::Progress => 30,
        TableColumn::Problems => 20,
        TableColumn::Remarks => 14,
    }
}

/// The tasks, in reading order, as a spreadsheet.
pub fn task_sheet(table: &TaskTable<'_>, tasks: &[&Task], words: &TaskTableWords) -> Sheet {
    let columns = TableColumn::ALL.into_iter().zip(&words.columns);
    let columns = columns.map(|(column, name)| SheetColumn {
        name: name.clone(),
        width: width(column),
        kind: ColumnKind::Text,
    });
    let groups = by_chapter(tasks, words).into_iter().map(|(heading, tasks)| Group {
        heading,
        rows: tasks.into_iter().map(|task| table.row(task).to_vec()).collect(),
    });
    Sheet {
        name: words.name.clone(),
        title: words.title.clone(),
        note: words.note.clone(),
        columns: columns.collect(),
        groups: groups.collect(),
    }
}

/// The tasks, in reading order, as a paper across.
pub fn task_paper(table: &TaskTable<'_>, tasks: &[&Task], words: &TaskTableWords) -> Paper {
    let columns = TableColumn::ALL.into_iter().zip(&words.columns);
    let columns = columns.map(|(column, name)| (name.clone(), width(column)));
    let rows = by_chapter(tasks, words).into_iter().flat_map(|(heading, tasks)| {
        let rows = tasks.into_iter().map(|task| TableRow::Cells(table.row(task).to_vec()));
        std::iter::once(TableRow::Across(heading)).chain(rows).collect::<Vec<_>>()
    });
    let (caption, rows) = (String::new(), rows.collect());
    Paper {
        format: Format::Wide,
        title: words.title.clone(),
        note: words.note.clone(),
        parts: vec![Part::Table(Table { caption, columns: columns.collect(), rows })],
        ..Paper::default()
    }
}

/// The tasks under the headings of their chapters.
fn by_chapter<'t>(tasks: &[&'t Task], words: &TaskTableWords) -> Vec<(String, Vec<&'t Task>)> {
    let mut groups: Vec<(Option<&Heading>, Vec<&Task>)> = Vec::new();
    for task in tasks {
        let chapter = task.place.chapter.as_ref();
        match groups.last_mut() {
            Some((last, group)) if *last == chapter => group.push(task),
            _ => groups.push((chapter, vec![task])),
        }
    }
    let heading = |chapter: Option<&Heading>| chapter.map_or_else(|| words.outside.clone(), line);
    groups.into_iter().map(|(chapter, tasks)| (heading(chapter), tasks)).collect()
}

fn line(heading: &Heading) -> String {
    format!("{}{}", heading.label, heading.text.as_deref().unwrap_or_default())
}
