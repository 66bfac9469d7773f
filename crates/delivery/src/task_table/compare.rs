//! What a task table that came back changes, row by row; and what is wrong with it.

use std::collections::HashMap;

use super::{TableColumn, TaskTable, typed};
use crate::{
    Assignment, Assignments, Due, DutyRole, Milestone, NotAssignable, NotPlanned, OrganisationCode,
    Task, TaskDetail, TaskId,
};

/// A row of a table that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// Its line in the file, from 1.
    pub line: usize,
    /// The cells of the columns that are known.
    pub cells: Vec<(TableColumn, String)>,
}

impl TableRow {
    fn cell(&self, column: TableColumn) -> Option<&str> {
        self.cells.iter().find(|(of, _)| *of == column).map(|(_, text)| text.trim())
    }

    /// Whether it is a heading over rows: one cell only, and no number of a task in it.
    fn is_heading(&self) -> bool {
        let mut filled = self.cells.iter().filter(|(_, text)| !text.trim().is_empty());
        let first = filled.next();
        filled.next().is_none()
            && first.is_none_or(|(column, text)| {
                *column == TableColumn::Number && text.trim().parse::<TaskId>().is_err()
            })
    }
}

/// A cell that says something else than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// The line in the file.
    pub line: usize,
    /// The task of the row.
    pub task: TaskId,
    /// The column.
    pub column: TableColumn,
    /// What it said, as the table prints it.
    pub before: String,
    /// What it says.
    pub after: String,
}

/// A cell that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// The line in the file.
    pub line: usize,
    /// The column; none where it is the row as a whole.
    pub column: Option<TableColumn>,
    /// Why.
    pub why: TableFault,
}

/// Why a cell cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    /// No task has that number.
    #[error("no task has the number {0}")]
    NoSuchTask(String),
    /// Neither number nor text means a task of the plan.
    #[error("neither its number nor its text is that of a task")]
    Unmatched,
    /// The text means several tasks.
    #[error("several tasks have this text: give the number")]
    Ambiguous,
    /// Number and text mean different tasks.
    #[error("the number is that of another task: the text is {0}")]
    OtherTask(TaskId),
    /// The same task in two rows.
    #[error("{0} stands in line {1} already")]
    Twice(TaskId, usize),
    /// No date.
    #[error("`{0}` is no date: write 2018-12-31, 2018-12 or 2018")]
    NoDate(String),
    /// A name that means no organisation.
    #[error("there is no organisation `{0}`")]
    NoOrganisation(String),
    /// A name that means several.
    #[error("`{name}` means several organisations: {}", means.join(", "))]
    SeveralOrganisations {
        /// The name.
        name: String,
        /// The full names of those it means.
        means: Vec<String>,
    },
    /// A person of an organisation that has no part in the task.
    #[error("`{0}` has no part in the task")]
    StrangePerson(String),
    /// Milestones and time limits do not go together.
    #[error("{0}")]
    NotPlanned(NotPlanned),
    /// The organisations do not go together.
    #[error("{0}")]
    NotAssignable(NotAssignable),
}

/// What a table changes of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmendedTask {
    /// Which task.
    pub task: TaskId,
    /// Until when, where that changes.
    pub due: Option<Option<Due>>,
    /// Who does it, where that changes.
    pub assignments: Option<Assignments>,
    /// What the office adds to it, where that changes.
    pub detail: Option<TaskDetail>,
}

/// What a table that came back comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableDiff {
    /// Rows that are those of a task.
    pub rows: usize,
    /// What changes, in the order of the file.
    pub changes: Vec<CellChange>,
    /// What says something else and is not taken from a table: the document's text, what is reported.
    pub passed_over: Vec<CellChange>,
    /// What is wrong.
    pub faults: Vec<CellFault>,
    /// The tasks that change.
    pub amended: Vec<AmendedTask>,
}

impl TableDiff {
    /// Whether it can be taken as a whole, and something would come of it.
    pub fn can_be_applied(&self) -> bool {
        self.faults.is_empty() && !self.amended.is_empty()
    }
}

/// Compares a table that came back with the plan as it stands.
pub fn compare_table(table: &TaskTable<'_>, rows: &[TableRow]) -> TableDiff {
    let mut diff = TableDiff::default();
    let mut seen: HashMap<TaskId, usize> = HashMap::new();
    let tasks = Tasks::of(table);
    for row in rows.iter().filter(|row| !row.is_heading()) {
        match tasks.meant_by(row) {
            Err(fault) => diff.faults.push(CellFault { line: row.line, ..fault }),
            Ok(task) => match seen.insert(task.id, row.line) {
                Some(first) => {
                    let why = TableFault::Twice(task.id, first);
                    diff.faults.push(CellFault { line: row.line, column: None, why });
                }
                None => diff.take(table, task, row),
            },
        }
    }
    diff
}

/// The tasks of a plan, to be found by number and by text.
struct Tasks<'p> {
    by_number: HashMap<TaskId, &'p Task>,
    by_text: HashMap<String, Vec<&'p Task>>,
}

impl<'p> Tasks<'p> {
    fn of(table: &TaskTable<'p>) -> Self {
        let tasks = &table.contents.tasks;
        let by_number = tasks.iter().map(|task| (task.id, task)).collect();
        let mut by_text: HashMap<String, Vec<&Task>> = HashMap::new();
        for task in tasks {
            by_text.entry(bare(&task.text)).or_default().push(task);
        }
        Self { by_number, by_text }
    }

    /// The task a row is about: by its number, where it has one, else by its text.
    fn meant_by(&self, row: &TableRow) -> Result<&'p Task, CellFault> {
        let fault = |column, why| CellFault { line: row.line, column: Some(column), why };
        let number = row.cell(TableColumn::Number).unwrap_or_default();
        let text = bare(row.cell(TableColumn::Task).unwrap_or_default());
        let by_text = self.by_text.get(&text).map(Vec::as_slice).unwrap_or_default();
        match (number.parse::<TaskId>(), by_text) {
            (Ok(id), by_text) => {
                let found = self.by_number.get(&id).copied();
                let missing = || TableFault::NoSuchTask(number.to_owned());
                let task = found.ok_or_else(|| fault(TableColumn::Number, missing()))?;
                match by_text {
                    [other, ..] if by_text.iter().all(|it| it.id != id) => {
                        Err(fault(TableColumn::Number, TableFault::OtherTask(other.id)))
                    }
                    _ => Ok(task),
                }
            }
            (Err(_), [only]) => Ok(*only),
            (Err(_), []) => Err(fault(TableColumn::Task, TableFault::Unmatched)),
            (Err(_), _) => Err(fault(TableColumn::Task, TableFault::Ambiguous)),
        }
    }
}

impl TableDiff {
    /// Takes what a row says of a task.
    fn take(&mut self, table: &TaskTable<'_>, task: &Task, row: &TableRow) {
        self.rows += 1;
        let mut after = task.clone();
        let mut wrong = Vec::new();
        let shown = table.cell(task, TableColumn::Due);
        let typed = row.cell(TableColumn::Due).filter(|text| text.trim() != shown);
        match typed.map(typed::due).transpose() {
            Ok(Some(due)) if due == task.due_in_force() => {} // Granted already: the first one stays.
            Ok(due) => after.due = due.unwrap_or(task.due),
            Err(why) => wrong.push((TableColumn::Due, why)),
        }
        match assignments(table, task, row) {
            Ok(all) => after.assignments = all.unwrap_or_else(|| task.assignments.clone()),
            Err(faults) => wrong.extend(faults),
        }
        match detail(table, task, row) {
            Ok(detail) => after.detail = detail,
            Err(why) => wrong.push((TableColumn::Milestones, why)),
        }
        if let (true, Err(why)) = (wrong.is_empty(), after.detail.check(&after)) {
            wrong.push((TableColumn::Milestones, TableFault::NotPlanned(why)));
        }
        if !wrong.is_empty() {
            let fault = |(column, why)| CellFault { line: row.line, column: Some(column), why };
            return self.faults.extend(wrong.into_iter().map(fault));
        }
        self.tell(table, (task, &after), row);
        let amended = AmendedTask {
            task: task.id,
            due: Some(after.due).filter(|due| *due != task.due),
            assignments: Some(after.assignments).filter(|all| *all != task.assignments),
            detail: Some(after.detail).filter(|detail| *detail != task.detail),
        };
        if amended.due.is_some() || amended.assignments.is_some() || amended.detail.is_some() {
            self.amended.push(amended);
        }
    }

    /// Tells what is other than before, cell by cell.
    fn tell(&mut self, table: &TaskTable<'_>, (task, after): (&Task, &Task), row: &TableRow) {
        for (column, said) in &row.cells {
            let (before, said) = (table.cell(task, *column), said.trim().to_owned());
            let change = |after| {
                let (line, task, column) = (row.line, task.id, *column);
                CellChange { line, task, column, before: before.clone(), after }
            };
            if column.is_planned() {
                let now = table.cell(after, *column);
                self.changes.extend((now != before).then(|| change(now)));
            } else if *column != TableColumn::Number && bare(&said) != bare(&before) {
                self.passed_over.push(change(said));
            }
        }
    }
}

/// What the office adds to a task by what a row says; what says the same as before, or has no column, stays.
fn detail(table: &TaskTable<'_>, task: &Task, row: &TableRow) -> Result<TaskDetail, TableFault> {
    let mut detail = task.detail.clone();
    let changed =
        |column| row.cell(column).filter(|said| bare(said) != bare(&table.cell(task, column)));
    if let Some(leader) = changed(TableColumn::Leader) {
        detail.leader = Some(leader.to_owned()).filter(|leader| !leader.is_empty());
    }
    if let Some(remarks) = changed(TableColumn::Remarks) {
        detail.remarks = remarks.to_owned();
    }
    let Some(text) = changed(TableColumn::Milestones) else { return Ok(detail) };
    let before = std::mem::take(&mut detail.milestones);
    let mut next = before.iter().map(|it| it.number).max().unwrap_or(0) + 1;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (due, text) = typed::milestone(line)?;
        let known = before.iter().find(|it| it.due == due && bare(&it.text) == bare(text));
        let milestone = known.cloned().unwrap_or_else(|| {
            next += 1;
            Milestone { number: next - 1, text: text.to_owned(), due, reached: None }
        });
        detail.milestones.push(milestone);
    }
    detail.milestones.sort_by_key(|it| it.due.last_day());
    Ok(detail)
}

/// Who does a task by what a row says; what has no column in the file stays as it is. None where nobody does and
/// nobody is named.
fn assignments(
    table: &TaskTable<'_>,
    task: &Task,
    row: &TableRow,
) -> Result<Option<Assignments>, Vec<(TableColumn, TableFault)>> {
    let mut list: Vec<Assignment> = Vec::new();
    let mut wrong = Vec::new();
    for column in [TableColumn::Lead, TableColumn::Responsible, TableColumn::Support] {
        let Some(role) = column.role() else { continue };
        let Some(text) = row.cell(column) else {
            list.extend(task.assignments.of(role).cloned());
            continue;
        };
        for name in typed::listed(text) {
            match typed::organisation(table.chart, name) {
                Ok(organisation) => list.push(Assignment { role, organisation, person: None }),
                Err(why) => wrong.push((column, why)),
            }
        }
    }
    match row.cell(TableColumn::Person) {
        Some(text) => wrong.extend(name_persons(table, &mut list, text)),
        None => keep_persons(task, &mut list),
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    if list.is_empty() && task.assignments.lead().is_none() {
        return Ok(None);
    }
    let all = Assignments::new(list)
        .map_err(|why| vec![(TableColumn::Lead, TableFault::NotAssignable(why))])?;
    Ok(Some(all))
}

/// Puts the persons of a cell beside their organisations: `张三` is of the lead, `市商务委：李四` of another.
fn name_persons(
    table: &TaskTable<'_>,
    list: &mut [Assignment],
    text: &str,
) -> Option<(TableColumn, TableFault)> {
    for typed in typed::listed(text) {
        let (of, person) = match typed.split_once(['：', ':']) {
            Some((organisation, person)) => (Some(organisation.trim()), person.trim()),
            None => (None, typed),
        };
        let code = of.map(|name| typed::organisation(table.chart, name));
        let code: Option<OrganisationCode> = match code.transpose() {
            Ok(code) => code,
            Err(why) => return Some((TableColumn::Person, why)),
        };
        let is_theirs = |it: &&mut Assignment| match &code {
            Some(code) => it.organisation == *code,
            None => it.role == DutyRole::Lead,
        };
        let Some(assignment) = list.iter_mut().find(is_theirs) else {
            let why = TableFault::StrangePerson(typed.to_owned());
            return Some((TableColumn::Person, why));
        };
        assignment.person = Some(match assignment.person.take() {
            Some(before) => format!("{before}、{person}"),
            None => person.to_owned(),
        });
    }
    None
}

fn keep_persons(task: &Task, list: &mut [Assignment]) {
    for assignment in list {
        let before = task.assignments.all().iter();
        let mut before = before.filter(|it| it.organisation == assignment.organisation);
        assignment.person = before.next().and_then(|it| it.person.clone());
    }
}

/// A text without the spaces and line ends that programs put into cells.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
