//! Tasks 任务: one thing somebody must do, anchored to a sentence.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use luoshi_document::Span;
use serde::{Deserialize, Serialize};

use crate::{
    Assignments, Due, Lamp, Light, Milestone, MilestoneState, Place, Standing, TaskDetail,
};

/// The number of a task within its plan, printed `t12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TaskId(pub u32);

impl TryFrom<String> for TaskId {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<TaskId> for String {
    fn from(id: TaskId) -> Self {
        id.to_string()
    }
}

impl FromStr for TaskId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.strip_prefix('t').unwrap_or("").parse().map(Self)
    }
}

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "t{}", self.0)
    }
}

/// One thing somebody must do 任务.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its number, in reading order.
    pub id: TaskId,
    /// Chapter and article it stands in.
    pub place: Place,
    /// Address of its sentence: `chp_3__art_7__s_2`.
    pub sentence: String,
    /// Where the sentence stands in the source.
    pub span: Span,
    /// The sentence, repaired.
    pub text: String,
    /// How firmly the document commits.
    pub strength: Strength,
    /// Until when, where the document says so.
    pub due: Option<Due>,
    /// The acts it consists of 举措.
    pub steps: Vec<Step>,
    /// The undertakings it names 重点项目.
    pub projects: Vec<Project>,
    /// Whom the document names for it.
    pub duties: Vec<Duty>,
    /// Who does it.
    #[serde(skip)]
    pub assignments: Assignments,
    /// How far it is.
    #[serde(skip)]
    pub standing: Standing,
    /// What the office added to it: milestones, the leader in charge, remarks.
    #[serde(skip)]
    pub detail: TaskDetail,
}

impl Task {
    /// Its lamp on the day `on`.
    pub fn lamp(&self, on: Date) -> Lamp {
        self.lamp_at(&self.standing, on)
    }

    /// Its lamp on the day `on` where it stands so.
    pub(crate) fn lamp_at(&self, standing: &Standing, on: Date) -> Lamp {
        let late = |it: &&Milestone| it.state(on) == MilestoneState::Late;
        let milestone = self.detail.milestones.iter().find(late).map(|it| it.due);
        Lamp::of(self.due, standing, on)
            .with_late_milestone(milestone)
            .or_set_by_hand(standing.set_by_hand.as_ref())
    }

    /// The time limit that holds now: the day that was granted, else what was set at first.
    pub fn due_in_force(&self) -> Option<Due> {
        self.standing.granted.due.map(Due::Day).or(self.due)
    }

    /// The last day that holds now, extended or not. The one that was set at first stays [`Task::due`].
    pub fn due_now(&self) -> Option<Date> {
        self.due_in_force().map(Due::last_day)
    }
}

/// How firmly a document commits 力度, from the weakest up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// 探索, 谋划, 研究.
    Explore,
    /// 支持, 鼓励.
    Support,
    /// 推进, 加快.
    Advance,
    /// 完成, 建成.
    Deliver,
}

impl Strength {
    /// All, the firmest first, as pages list them.
    pub const ALL: [Self; 4] = [Self::Deliver, Self::Advance, Self::Support, Self::Explore];

    /// Its name in URLs, translations and the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Explore => "explore",
            Self::Support => "support",
            Self::Advance => "advance",
            Self::Deliver => "deliver",
        }
    }

    /// The strength of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|strength| strength.name() == name)
    }
}

/// One act of a task 举措.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The verb that orders it.
    pub verb: String,
    /// Verb and object.
    pub text: String,
}

/// A named undertaking 重点项目.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// Its name as printed.
    pub name: String,
    /// The stage word the document puts it in: 谋划, 续建, 扩建.
    pub stage: String,
}

/// An organisation the document names for a task, by the name it prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// In which role.
    pub role: DutyRole,
    /// The name as printed.
    pub organisation: String,
}

/// What an organisation does for a task 分工.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyRole {
    /// 牵头.
    Lead,
    /// 责任.
    Responsible,
    /// 配合.
    Support,
}

impl DutyRole {
    /// All, in the order tables print them.
    pub const ALL: [Self; 3] = [Self::Lead, Self::Responsible, Self::Support];

    /// Its name in translations and the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Responsible => "responsible",
            Self::Support => "support",
        }
    }

    /// The role of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// Which tasks of a plan are wanted. Empty means all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskFilter {
    /// Address of the chapter or article they stand in.
    pub provision: Option<String>,
    /// How firmly the document commits.
    pub strength: Option<Strength>,
    /// What their lamp shows.
    pub light: Option<Light>,
    /// Words of their text, their heading or an organisation named for them.
    pub words: String,
}

impl TaskFilter {
    /// Whether `task`, seen on the day `on`, is wanted.
    pub fn accepts(&self, task: &Task, on: Date) -> bool {
        self.provision.as_ref().is_none_or(|eid| task.place.is_in(eid))
            && self.strength.is_none_or(|strength| task.strength == strength)
            && self.light.is_none_or(|light| task.lamp(on).light == light)
            && self.words.split_whitespace().all(|word| speaks_of(task, word))
    }
}

fn speaks_of(task: &Task, word: &str) -> bool {
    let headings = [&task.place.chapter, &task.place.article].into_iter().flatten();
    let mut texts = headings
        .filter_map(|heading| heading.text.as_deref())
        .chain(task.duties.iter().map(|duty| duty.organisation.as_str()))
        .chain([task.text.as_str()]);
    texts.any(|text| text.contains(word))
}
