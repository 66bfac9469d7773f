//! Issues 交办: dated versions of who does what, each accepted 签收 by the organisations it names.

use std::collections::BTreeMap;

use crate::{Assignment, Assignments, DutyRole, OrganisationCode, PlanContents, Signed, TaskId};

/// A version of a plan's assignments, as it was issued 交办.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Its number, from 1.
    pub version: u32,
    /// Who issued it, and when.
    pub signed: Signed,
    /// Why the earlier one was changed; of the first, on what decision it was issued, where that was said.
    pub reason: Option<String>,
    /// Who does what, task by task.
    pub assignments: BTreeMap<TaskId, Vec<Assignment>>,
    /// The organisations that accepted it 签收.
    pub accepted: Vec<(OrganisationCode, Signed)>,
}

/// Why a plan cannot be issued.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotIssuable {
    /// Provisions that nobody accounts for, or tasks nobody leads.
    #[error("{provisions} provisions are not accounted for and {tasks} tasks have no lead")]
    Uncovered {
        /// How many provisions.
        provisions: usize,
        /// How many tasks.
        tasks: usize,
    },
    /// Directions without a number that nobody agreed a measure for.
    #[error("{0} directions have no measure, baseline and agreement yet")]
    Unmeasured(usize),
    /// Sentences that order something and that no task, no target and no mark accounts for.
    #[error("{0} sentences that order something have neither a task nor a target")]
    Unanswered(usize),
    /// Nothing changed since the last issue.
    #[error("nothing changed since version {0}")]
    Unchanged(u32),
    /// It was issued before.
    #[error("version {0} is in force: a change is an amendment that somebody else approves")]
    Issued(u32),
    /// A change without a reason.
    #[error("say why what was issued is changed")]
    NoReason,
}

impl Issue {
    /// The next issue of a plan, as it stands now.
    ///
    /// # Errors
    /// Where the coverage is not whole, nothing changed, or a change has no reason.
    pub fn next(
        contents: &PlanContents,
        last: Option<&Self>,
        reason: &str,
        signed: Signed,
    ) -> Result<Self, NotIssuable> {
        let coverage = crate::Coverage::of(contents);
        let provisions = coverage.provisions.len() - coverage.accounted();
        if provisions > 0 || !coverage.unowned.is_empty() {
            return Err(NotIssuable::Uncovered { provisions, tasks: coverage.unowned.len() });
        }
        if !coverage.unmeasured.is_empty() {
            return Err(NotIssuable::Unmeasured(coverage.unmeasured.len()));
        }
        let tasks = contents.tasks.iter();
        let assignments = tasks.map(|task| (task.id, task.assignments.all().to_vec())).collect();
        let reason = Some(reason.trim()).filter(|reason| !reason.is_empty());
        match last {
            Some(last) if last.assignments == assignments => {
                Err(NotIssuable::Unchanged(last.version))
            }
            Some(_) if reason.is_none() => Err(NotIssuable::NoReason),
            _ => Ok(Self {
                version: last.map_or(1, |last| last.version + 1),
                signed,
                reason: reason.map(str::to_owned),
                assignments,
                accepted: Vec::new(),
            }),
        }
    }

    /// The organisations that have to accept it: those that lead or answer for a task.
    pub fn addressees(&self) -> Vec<&OrganisationCode> {
        let all = self.assignments.values().flatten();
        let bound = all.filter(|it| it.role != DutyRole::Support).map(|it| &it.organisation);
        let mut codes: Vec<_> = bound.collect();
        codes.sort();
        codes.dedup();
        codes
    }

    /// Whether the organisation accepted it.
    pub fn is_accepted_by(&self, organisation: &OrganisationCode) -> bool {
        self.accepted.iter().any(|(by, _)| by == organisation)
    }

    /// The tasks whose assignments are not the same as in `earlier`.
    pub fn changed_since(&self, earlier: &Self) -> Vec<TaskId> {
        let tasks = self.assignments.iter();
        let changed = tasks.filter(|(task, list)| earlier.assignments.get(task) != Some(list));
        changed.map(|(task, _)| *task).collect()
    }
}

/// Who was to do a task before, and who is afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved<'i> {
    /// The task.
    pub task: TaskId,
    /// Before; empty where the task was not issued then.
    pub before: &'i [Assignment],
    /// Afterwards; empty where it is issued no more.
    pub after: &'i [Assignment],
}

impl Issue {
    /// Task by task, who was to do it in `earlier` and who is now, where that is not the same.
    pub fn compared<'i>(&'i self, earlier: &'i Self) -> Vec<Moved<'i>> {
        compared(&earlier.assignments, &self.assignments)
    }

    /// The same, of changes that are not in force.
    pub fn amended<'i>(&'i self, changes: &'i BTreeMap<TaskId, Vec<Assignment>>) -> Vec<Moved<'i>> {
        let of = |task: &TaskId| self.assignments.get(task).map_or(&[][..], Vec::as_slice);
        let moved =
            changes.iter().map(|(task, after)| Moved { task: *task, before: of(task), after });
        moved.filter(|it| it.before != it.after).collect()
    }
}

fn compared<'i>(
    before: &'i BTreeMap<TaskId, Vec<Assignment>>,
    after: &'i BTreeMap<TaskId, Vec<Assignment>>,
) -> Vec<Moved<'i>> {
    let mut tasks: Vec<_> = before.keys().chain(after.keys()).copied().collect();
    tasks.sort();
    tasks.dedup();
    let of = |all: &'i BTreeMap<TaskId, Vec<Assignment>>, task| {
        all.get(&task).map_or(&[][..], Vec::as_slice)
    };
    let moved = tasks.into_iter().map(|task| Moved {
        task,
        before: of(before, task),
        after: of(after, task),
    });
    moved.filter(|it| it.before != it.after).collect()
}

/// What the document itself proposes for a task: the organisations it names, where each name means one. The first
/// that leads leads; where none does, the first that answers.
pub fn proposed(
    duties: &[crate::Duty],
    means: impl Fn(&str) -> Option<OrganisationCode>,
) -> Option<Assignments> {
    let mut list: Vec<Assignment> = Vec::new();
    let mut duties: Vec<_> = duties.iter().collect();
    duties.sort_by_key(|duty| duty.role);
    for duty in duties {
        let Some(organisation) = means(&duty.organisation) else { continue };
        if list.iter().all(|it| it.organisation != organisation) {
            let has_lead = list.iter().any(|it| it.role == DutyRole::Lead);
            let role = match duty.role {
                DutyRole::Lead if has_lead => DutyRole::Responsible,
                role => role,
            };
            list.push(Assignment { role, organisation, person: None });
        }
    }
    let first = list.iter_mut().find(|it| it.role != DutyRole::Support)?;
    first.role = DutyRole::Lead;
    Assignments::new(list).ok()
}
