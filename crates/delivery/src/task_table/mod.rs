//! The task table 任务分解表: what offices send out, have filled in, and take back.
//!
//! A cell says the same whatever the language of the page: names, numbers and dates. So a table that comes back is
//! compared by what its cells mean, and one that was not touched changes nothing.

mod compare;
mod typed;

use std::collections::HashMap;

pub use compare::{
    AmendedTask, CellChange, CellFault, TableDiff, TableFault, TableRow, compare_table,
};

use crate::{
    Assignment, DutyRole, Milestone, OrganisationChart, OrganisationCode, PlanContents, Said, Task,
    TaskId,
};

/// A column of the task table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TableColumn {
    /// 序号: the number of the task.
    Number,
    /// 任务.
    Task,
    /// 举措.
    Steps,
    /// 目标.
    Targets,
    /// 时限.
    Due,
    /// 季度进度.
    Milestones,
    /// 牵头领导.
    Leader,
    /// 牵头单位.
    Lead,
    /// 责任单位.
    Responsible,
    /// 配合单位.
    Support,
    /// 责任人.
    Person,
    /// 进展.
    Progress,
    /// 问题.
    Problems,
    /// 备注.
    Remarks,
}

impl TableColumn {
    /// All of them, in the order they are printed.
    pub const ALL: [Self; 14] = [
        Self::Number,
        Self::Task,
        Self::Steps,
        Self::Targets,
        Self::Due,
        Self::Milestones,
        Self::Leader,
        Self::Lead,
        Self::Responsible,
        Self::Support,
        Self::Person,
        Self::Progress,
        Self::Problems,
        Self::Remarks,
    ];

    /// Its name in translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Task => "task",
            Self::Steps => "steps",
            Self::Targets => "targets",
            Self::Due => "due",
            Self::Milestones => "milestones",
            Self::Leader => "leader",
            Self::Lead => "lead",
            Self::Responsible => "responsible",
            Self::Support => "support",
            Self::Person => "person",
            Self::Progress => "progress",
            Self::Problems => "problems",
            Self::Remarks => "remarks",
        }
    }

    /// What offices call it at the head of their tables, and what we do.
    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Number => &["序号", "编号", "No."],
            Self::Task => &["任务", "工作任务", "重点任务", "任务内容", "Task"],
            Self::Steps => &["举措", "具体举措", "主要举措", "工作措施", "Steps"],
            Self::Targets => &["目标", "工作目标", "目标任务", "Targets"],
            Self::Due => &["时限", "完成时限", "完成时间", "办理时限", "Due"],
            Self::Milestones => &["季度进度", "季度形象进度", "形象进度", "节点", "Milestones"],
            Self::Leader => &["牵头领导", "分管领导", "Leader"],
            Self::Lead => &["牵头单位", "牵头部门", "Lead"],
            Self::Responsible => &["责任单位", "责任部门", "Responsible"],
            Self::Support => &["配合单位", "配合部门", "协办单位", "Support"],
            Self::Person => &["责任人", "联系人", "Person"],
            Self::Progress => &["进展", "进展情况", "工作进展", "Progress"],
            Self::Problems => &["问题", "存在问题", "Problems"],
            Self::Remarks => &["备注", "Remarks"],
        }
    }

    /// The column under that heading.
    pub fn parse(heading: &str) -> Option<Self> {
        let heading: String = heading.chars().filter(|c| !c.is_whitespace()).collect();
        Self::ALL.into_iter().find(|column| column.headings().contains(&heading.as_str()))
    }

    /// Whether a table that comes back may change it. The others say what the document orders and what is reported.
    pub fn is_planned(self) -> bool {
        matches!(self, Self::Due | Self::Lead | Self::Responsible | Self::Support | Self::Person)
    }

    /// Whose organisations stand in it.
    fn role(self) -> Option<DutyRole> {
        match self {
            Self::Lead => Some(DutyRole::Lead),
            Self::Responsible => Some(DutyRole::Responsible),
            Self::Support => Some(DutyRole::Support),
            _ => None,
        }
    }
}

/// What the task table of a plan is filled from.
#[derive(Clone, Copy, Debug)]
pub struct TaskTable<'p> {
    /// The plan's tasks and targets.
    pub contents: &'p PlanContents,
    /// How organisations are called.
    pub chart: &'p OrganisationChart,
    /// What was reported last of each task, as far as the reader may know.
    pub said: &'p HashMap<TaskId, Said>,
}

impl<'p> TaskTable<'p> {
    /// What stands in a task's row.
    pub fn row(&self, task: &Task) -> [String; 14] {
        TableColumn::ALL.map(|column| self.cell(task, column))
    }

    /// What stands in a cell.
    pub fn cell(&self, task: &Task, column: TableColumn) -> String {
        let said = self.said.get(&task.id);
        match column {
            TableColumn::Number => task.id.to_string(),
            TableColumn::Task => task.text.clone(),
            TableColumn::Steps => lines(task.steps.iter().map(|step| step.text.as_str())),
            TableColumn::Targets => {
                lines(self.contents.targets_of(task).iter().map(|target| target.quote.as_str()))
            }
            TableColumn::Due => due(task),
            TableColumn::Person => self.persons(task),
            TableColumn::Progress => said.map(|said| said.narrative.clone()).unwrap_or_default(),
            TableColumn::Problems => said.map(|said| said.problems.clone()).unwrap_or_default(),
            TableColumn::Lead | TableColumn::Responsible | TableColumn::Support => {
                let here =
                    task.assignments.all().iter().filter(|it| Some(it.role) == column.role());
                here.map(|it| self.called(&it.organisation)).collect::<Vec<_>>().join("、")
            }
            TableColumn::Milestones => {
                let milestones = task.detail.milestones.iter();
                let line = |it: &Milestone| format!("{}：{}", it.due, one_line(&it.text));
                milestones.map(line).collect::<Vec<_>>().join("\n")
            }
            TableColumn::Leader => task.detail.leader.clone().unwrap_or_default(),
            TableColumn::Remarks => task.detail.remarks.clone(),
        }
    }

    /// The person of the lead by name alone, those of others behind their organisation.
    fn persons(&self, task: &Task) -> String {
        let named = task.assignments.all().iter().filter_map(|it| Some((it, it.person.as_ref()?)));
        let person = |(it, person): (&Assignment, &String)| match it.role {
            DutyRole::Lead => person.clone(),
            _ => format!("{}：{person}", self.called(&it.organisation)),
        };
        named.map(person).collect::<Vec<_>>().join("、")
    }

    /// A name that means this organisation only; its code where none does.
    fn called(&self, code: &'p OrganisationCode) -> &'p str {
        let Some(found) = self.chart.get(code) else { return code.as_str() };
        let means_it = |name: &&str| self.chart.the_only(name).is_some_and(|it| it.code == *code);
        [found.shown(), found.name.as_str()].into_iter().find(means_it).unwrap_or(code.as_str())
    }
}

/// The time limit that holds now, with the first one behind it where more time was granted: `2021-06-30（原2020）`.
fn due(task: &Task) -> String {
    let first = task.due.map(|due| due.to_string()).unwrap_or_default();
    match task.standing.granted.due {
        Some(day) => format!("{day}（原{first}）"),
        None => first,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lines<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.collect::<Vec<_>>().join("\n")
}
