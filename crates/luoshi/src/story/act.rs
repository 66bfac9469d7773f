use std::collections::BTreeMap;

use luoshi_delivery::{Period, Said, TargetId, Task, TaskId};
use rust_decimal::Decimal;
use serde::Deserialize;

/// What somebody does in the story. Each is one use case, or one for each of several tasks.
#[derive(Debug, Deserialize)]
#[serde(tag = "does", rename_all = "kebab-case")]
pub(crate) enum Act {
    /// Gives the tasks of a provision that nobody leads yet to organisations.
    Assign {
        provision: String,
        lead: String,
        #[serde(default)]
        responsible: Vec<String>,
        #[serde(default)]
        support: Vec<String>,
    },
    /// Marks a provision as needing no task.
    Principle { provision: String, reason: String },
    /// Links targets to the tasks that the document suggests for them.
    Link,
    /// Says how a direction without a number is measured, and who agreed to it.
    Measure {
        target: TargetId,
        indicator: String,
        unit: String,
        baseline: Decimal,
        /// The period of the baseline.
        of: String,
        agreed_by: String,
    },
    /// Plans a task: the leader in charge and what is to be seen by when.
    Plan { task: TaskId, leader: String, milestones: Vec<Seen> },
    /// Issues the plan, or what was changed since.
    Issue {
        #[serde(default)]
        reason: String,
    },
    /// Accepts what was issued, for each of these organisations.
    Accept { organisations: Vec<String> },
    /// Asks for the reports of a period.
    OpenCycle { period: String },
    /// Fills in and hands in the report about one task.
    Report {
        period: String,
        task: TaskId,
        /// What it says.
        #[serde(flatten)]
        said: Words,
    },
    /// Fills in and hands in a sample report about every task the person's organisations lead that has none yet.
    ReportTheRest { period: String },
    /// Approves a report.
    Approve { period: String, task: TaskId },
    /// Approves every report that waits for it.
    ApproveAll { period: String },
    /// Sends a report back.
    Return { period: String, task: TaskId, reason: String },
    /// Takes a report, with the share that was verified.
    Take { period: String, task: TaskId, verified: Decimal },
    /// Takes every report that waits for it, as it was reported.
    TakeAll { period: String },
}

/// What is to be seen of a task by when.
#[derive(Debug, Deserialize)]
pub(crate) struct Seen {
    pub(super) due: String,
    pub(super) text: String,
}

/// What a report says.
#[derive(Debug, Deserialize)]
pub(crate) struct Words {
    /// The share that is done.
    progress: Decimal,
    narrative: String,
    #[serde(default)]
    problems: String,
    #[serde(default)]
    needs: String,
}

impl Words {
    pub(super) fn said(&self) -> Said {
        let (narrative, problems) = (self.narrative.clone(), self.problems.clone());
        Said {
            progress: self.progress,
            narrative,
            problems,
            needs: self.needs.clone(),
            ..Said::default()
        }
    }
}

/// How far the tasks of a sample get: the share that is done at the end of each period.
#[derive(Debug, Deserialize)]
pub(crate) struct Course {
    /// The provisions or tasks that take it; empty is all that have none of their own.
    #[serde(default)]
    pub(crate) of: Vec<String>,
    /// The share by period.
    pub(crate) done: BTreeMap<String, Decimal>,
}

impl Course {
    /// Whether it was made for that task.
    pub(super) fn is_of(&self, task: &Task) -> bool {
        self.of.iter().any(|of| task.place.is_in(of) || *of == task.id.to_string())
    }
}

/// The period of that name.
pub(super) fn period(name: &str) -> anyhow::Result<Period> {
    name.parse().map_err(|_| anyhow::anyhow!("{name} is no period"))
}
