//! Milestones 节点 of a task and stages of its key projects: what is to be seen by when.

use jiff::civil::Date;
use luoshi_rules::progress::Period;

use crate::{Due, Jurisdiction, PlanId, Signed, Task, TaskId};

/// What the office adds to a task besides who does it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskDetail {
    /// The leader in charge 牵头领导.
    pub leader: Option<String>,
    /// Remarks 备注.
    pub remarks: String,
    /// Who added the task by hand; none where the document orders it.
    pub added: Option<Signed>,
    /// The task of another plan that it answers to 承接.
    pub upper: Option<UpperTask>,
    /// Its milestones, the first due first.
    pub milestones: Vec<Milestone>,
    /// The stages of its key projects, project by project.
    pub stages: Vec<ProjectStage>,
}

/// A task of a plan, maybe of another jurisdiction: what a task of a lower plan answers to 承接.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UpperTask {
    /// Whose plan it is.
    pub jurisdiction: Jurisdiction,
    /// The plan.
    pub plan: PlanId,
    /// The task.
    pub task: TaskId,
}

/// What is to be seen of a task by when 节点, 季度形象进度.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// Its number within the task, from 1.
    pub number: u32,
    /// What is to be seen.
    pub text: String,
    /// Until when.
    pub due: Due,
    /// The day it was reported to be reached, once the office took that report.
    pub reached: Option<Date>,
}

/// How a milestone stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MilestoneState {
    /// Still to come 未到期.
    Open,
    /// Not reached, and its day has passed 逾期.
    Late,
    /// Reached 已完成.
    Reached,
}

impl MilestoneState {
    /// Its name in style sheets and translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Late => "late",
            Self::Reached => "reached",
        }
    }

    fn of(due: Due, reached: Option<Date>, on: Date) -> Self {
        match reached {
            Some(day) if day <= on => Self::Reached,
            _ if on > due.last_day() => Self::Late,
            _ => Self::Open,
        }
    }
}

impl Milestone {
    /// How it stands on the day `on`.
    pub fn state(&self, on: Date) -> MilestoneState {
        MilestoneState::of(self.due, self.reached, on)
    }
}

/// The stages a key project goes through 项目阶段, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// 谋划.
    Idea,
    /// 前期.
    Preparation,
    /// 开工.
    Start,
    /// 在建.
    Construction,
    /// 建成, 投产.
    Completion,
}

impl Stage {
    /// All of them, in their order.
    pub const ALL: [Self; 5] =
        [Self::Idea, Self::Preparation, Self::Start, Self::Construction, Self::Completion];

    /// Its name in forms, translations and the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Idea => "idea",
            Self::Preparation => "preparation",
            Self::Start => "start",
            Self::Construction => "construction",
            Self::Completion => "completion",
        }
    }

    /// The stage of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// When a key project reaches a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectStage {
    /// The project's name as printed.
    pub project: String,
    /// The stage.
    pub stage: Stage,
    /// Until when.
    pub planned: Due,
    /// The day it was reached.
    pub reached: Option<Date>,
}

impl ProjectStage {
    /// How it stands on the day `on`.
    pub fn state(&self, on: Date) -> MilestoneState {
        MilestoneState::of(self.planned, self.reached, on)
    }
}

/// Why what was planned for a task cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPlanned {
    /// Something due after the whole it is a part of.
    #[error("`{what}` is due {due}, after its task ({limit}): it has to be earlier")]
    LaterThanTask {
        /// What.
        what: String,
        /// When it is due.
        due: Due,
        /// When the task is.
        limit: Due,
    },
    /// A task due after the one it answers to.
    #[error("the task is due {due}, after the upper task it answers to ({limit})")]
    LaterThanUpper {
        /// When the task is due.
        due: Due,
        /// When the upper one is.
        limit: Due,
    },
    /// A stage planned before an earlier one.
    #[error("{project}: the stage {} is planned before the one that precedes it", stage.name())]
    OutOfOrder {
        /// Which project.
        project: String,
        /// The later stage.
        stage: Stage,
    },
    /// A milestone without a date, or with one that cannot be read.
    #[error("`{0}` is no date: write 2018-Q4, 2018-12 or 2018-12-31")]
    NoDate(String),
    /// A change of what was planned by somebody who may only add to it.
    #[error("milestones of an issued plan are changed by the office: you may add some")]
    OnlyAdd,
    /// A measure that leaves something open.
    #[error(
        "say what is measured, in which unit, from which value of which period, and who agreed when"
    )]
    NoMeasure,
    /// A weight that is none.
    #[error("a weight is a number above 0")]
    NoWeight,
}

impl TaskDetail {
    /// Whether it can be kept for `task`: no part due after the whole, no stage before an earlier one.
    ///
    /// # Errors
    /// The first thing that does not fit.
    pub fn check(&self, task: &Task) -> Result<(), NotPlanned> {
        let milestones = self.milestones.iter().map(|it| (it.text.as_str(), it.due));
        let stages = self.stages.iter().map(|it| (it.project.as_str(), it.planned));
        if let Some(limit) = task.due_in_force() {
            let mut parts = milestones.chain(stages);
            if let Some((what, due)) = parts.find(|(_, due)| due.last_day() > limit.last_day()) {
                return Err(NotPlanned::LaterThanTask { what: what.to_owned(), due, limit });
            }
        }
        for later in &self.stages {
            let is_after = |it: &&ProjectStage| {
                it.project == later.project
                    && it.stage < later.stage
                    && it.planned.last_day() > later.planned.last_day()
            };
            if self.stages.iter().any(|it| is_after(&it)) {
                let (project, stage) = (later.project.clone(), later.stage);
                return Err(NotPlanned::OutOfOrder { project, stage });
            }
        }
        Ok(())
    }

    /// Whether it keeps every milestone and stage of `before` as it was.
    pub fn only_adds_to(&self, before: &Self) -> bool {
        before.milestones.iter().all(|it| self.milestones.contains(it))
            && before.stages.iter().all(|it| self.stages.contains(it))
            && before.leader.as_ref().is_none_or(|it| self.leader.as_ref() == Some(it))
    }

    /// The milestones not yet reached whose day has passed.
    pub fn late(&self, on: Date) -> impl Iterator<Item = &Milestone> {
        self.milestones.iter().filter(move |it| it.state(on) == MilestoneState::Late)
    }
}

/// A due date as people type it: as documents print it, or a quarter.
///
/// ```
/// use luoshi_delivery::{Due, typed_due};
/// assert_eq!(typed_due(" 2018-Q4 ").unwrap(), Due::Month(2018, 12));
/// assert_eq!(typed_due("2018-12-15").unwrap().to_string(), "2018-12-15");
/// assert!(typed_due("soon").is_err());
/// ```
///
/// # Errors
/// For every other text.
pub fn typed_due(text: &str) -> Result<Due, NotPlanned> {
    let text = text.trim();
    if let Ok(due) = text.parse() {
        return Ok(due);
    }
    let quarter = text.parse::<Period>().ok().filter(|period| period.months() == 3);
    let last = quarter.map(Period::last_day);
    last.map(|day| Due::Month(day.year(), day.month()))
        .ok_or_else(|| NotPlanned::NoDate(text.to_owned()))
}
