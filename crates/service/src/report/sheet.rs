//! Reports filled in offline 离线填报: a spreadsheet that comes back, tried row by row before any of it is taken.

use luoshi_delivery::{OrganisationCode, Period, PlanId, PlanSource, ReportState, Said, TaskId};
use rust_decimal::Decimal;
use sha2::{Digest as _, Sha256};

use super::read::cycle_board;
use super::together::write_reports;
use crate::organisation::owner_in;
use crate::plan::LARGEST_UPLOAD;
use crate::policy::{may, permit_own};
use crate::register::Rows;
use crate::{Action, Context, CycleBoard, Error, What};

/// A column of the spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SheetPart {
    /// The task's number.
    Number,
    /// Its text, for the reader alone.
    Task,
    /// The share that is done, in per cent.
    Progress,
    /// What was done.
    Narrative,
    /// What stands in the way.
    Problems,
    /// What is needed from others.
    Needs,
}

impl SheetPart {
    /// All of them, as the template prints them.
    pub const ALL: [Self; 6] =
        [Self::Number, Self::Task, Self::Progress, Self::Narrative, Self::Problems, Self::Needs];

    /// What its column is called, in Chinese and in English: a file in either comes back.
    pub fn names(self) -> [&'static str; 2] {
        match self {
            Self::Number => ["任务编号", "Task number"],
            Self::Task => ["任务", "Task"],
            Self::Progress => ["完成进度（%）", "Progress (%)"],
            Self::Narrative => ["工作进展", "What was done"],
            Self::Problems => ["存在问题", "Problems"],
            Self::Needs => ["需协调事项", "Needs"],
        }
    }

    fn of(name: &str) -> Option<Self> {
        let name = name.trim();
        Self::ALL.into_iter().find(|part| part.names().contains(&name))
    }
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowFault {
    /// No task of that number.
    NoTask(String),
    /// The task is led by an organisation the actor does not fill in for.
    NotYours(TaskId),
    /// The same task stood in an earlier row.
    Twice(TaskId),
    /// The progress is no number from 0 to 100.
    NoShare(String),
    /// The report was handed in and cannot be changed now.
    Locked(ReportState),
    /// The row cannot be read.
    Broken(String),
}

/// What taking a spreadsheet comes to.
#[derive(Clone, Debug)]
pub struct SheetTrial {
    /// The plan and the cycle.
    pub board: CycleBoard,
    /// The file.
    pub file: PlanSource,
    /// What can be taken, task by task.
    pub drafts: Vec<(TaskId, Said)>,
    /// What is wrong, by line of the file.
    pub faults: Vec<(usize, RowFault)>,
}

/// The tasks of a cycle that an organisation leads: what its template holds.
pub async fn report_template(
    cx: &Context,
    plan: PlanId,
    period: Period,
    organisation: &OrganisationCode,
) -> Result<CycleBoard, Error> {
    let board = cycle_board(cx, plan, period).await?;
    let leads = board.rows().any(|row| row.task.assignments.lead() == Some(organisation));
    if leads { Ok(board) } else { Err(Error::NoSuchOrganisation(organisation.to_string())) }
}

/// Keeps a spreadsheet that is to be taken; its digest. Nothing of it is in a report yet.
pub async fn upload_reports(
    cx: &Context,
    plan: PlanId,
    period: Period,
    (name, bytes): (String, Vec<u8>),
) -> Result<String, Error> {
    let permit = permit_own(&cx.actor, Action::FillReport)?;
    cycle_board(cx, plan, period).await?;
    if bytes.len() > LARGEST_UPLOAD {
        return Err(Error::TooLarge { file_name: name, limit: LARGEST_UPLOAD });
    }
    Rows::read(&name, &bytes, |name| SheetPart::of(name).is_some())?; // Refused before it is kept.
    let file = PlanSource { name, sha256: hex::encode(Sha256::digest(&bytes)) };
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_file(&file, &bytes, cx.now).await?;
    let thing = format!("plan/{plan}/cycle/{period}/{}", file.sha256);
    tx.commit(permit.named("upload_reports").entry(cx.now, thing)).await?;
    Ok(file.sha256)
}

/// Says row by row what taking a kept spreadsheet would come to. Nothing is changed by it.
pub async fn try_reports(
    cx: &Context,
    plan: PlanId,
    period: Period,
    sha256: &str,
) -> Result<SheetTrial, Error> {
    permit_own(&cx.actor, Action::FillReport)?;
    let board = cycle_board(cx, plan, period).await?;
    let found = cx.store.named_file(&cx.jurisdiction, sha256).await?;
    let (file, bytes) = found.ok_or(Error::NotFound(What::Cycle(period)))?;
    let Rows { head, rows, broken } =
        Rows::read(&file.name, &bytes, |name| SheetPart::of(name).is_some())?;
    let broken = broken.into_iter().map(|(line, why)| (line, RowFault::Broken(why.to_string())));
    let mut trial = SheetTrial { board, file, drafts: Vec::new(), faults: broken.collect() };
    let parts: Vec<Option<SheetPart>> = head.iter().map(|name| SheetPart::of(name)).collect();
    for (line, cells) in rows {
        let cell = |wanted: SheetPart| {
            let at = parts.iter().position(|part| *part == Some(wanted));
            at.and_then(|at| cells.get(at)).map_or("", |cell| cell.trim())
        };
        match trial.read(cx, cell) {
            Ok(Some(draft)) => trial.drafts.push(draft),
            Ok(None) => {}
            Err(fault) => trial.faults.push((line, fault)),
        }
    }
    Ok(trial)
}

/// Takes every row of a kept spreadsheet as a draft, in one act; or none where one of them is wrong. How many.
pub async fn apply_reports(
    cx: &Context,
    plan: PlanId,
    period: Period,
    sha256: &str,
) -> Result<usize, Error> {
    let trial = try_reports(cx, plan, period, sha256).await?;
    if !trial.faults.is_empty() {
        return Err(Error::FaultyRows(trial.faults.len()));
    }
    let count = trial.drafts.len();
    write_reports(cx, plan, period, trial.drafts).await?;
    Ok(count)
}

impl SheetTrial {
    /// The draft of a row; none for a row in which nothing was filled in.
    fn read<'c>(
        &self,
        cx: &Context,
        cell: impl Fn(SheetPart) -> &'c str,
    ) -> Result<Option<(TaskId, Said)>, RowFault> {
        let texts = [SheetPart::Narrative, SheetPart::Problems, SheetPart::Needs].map(&cell);
        let typed = cell(SheetPart::Progress).trim_end_matches(['%', '％']);
        if texts.iter().all(|text| text.is_empty()) && typed.is_empty() {
            return Ok(None);
        }
        let number = cell(SheetPart::Number);
        let found =
            number.parse().ok().and_then(|id| self.board.rows().find(|it| it.task.id == id));
        let row = found.ok_or_else(|| RowFault::NoTask(number.to_owned()))?;
        let (task, lead) = (row.task.id, row.task.assignments.lead());
        let owner = owner_in(&self.board.chart, lead);
        if lead.is_none() || !may(&cx.actor, Action::FillReport, &owner) {
            return Err(RowFault::NotYours(task));
        }
        if self.drafts.iter().any(|(other, _)| *other == task) {
            return Err(RowFault::Twice(task));
        }
        let state = row.report.map(|report| report.state);
        if let Some(locked) = state.filter(|it| *it != ReportState::Draft && !it.is_final()) {
            return Err(RowFault::Locked(locked));
        }
        let share = typed.parse::<Decimal>().ok().map(|it| it / Decimal::ONE_HUNDRED);
        let share = share.filter(|it| (Decimal::ZERO..=Decimal::ONE).contains(it));
        let progress = share.ok_or_else(|| RowFault::NoShare(typed.to_owned()))?;
        let [narrative, problems, needs] = texts.map(str::to_owned);
        // What was ticked on the page stays: the spreadsheet does not ask for it.
        let said = row.report.map(|report| report.said.clone()).unwrap_or_default();
        Ok(Some((task, Said { progress, narrative, problems, needs, ..said })))
    }
}
