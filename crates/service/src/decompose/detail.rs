use jiff::civil::Date;
use luoshi_delivery::{Due, Milestone, NotPlanned, PlanId, ProjectStage, Task, TaskDetail, TaskId};

use crate::assignment::task_in;
use crate::organisation::owner_of;
use crate::plan::contents;
use crate::policy::{may, permit_over};
use crate::{Action, Context, Error, Owner};

/// A milestone as it is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedMilestone {
    /// Its number, where it was planned before.
    pub number: Option<u32>,
    /// What is to be seen.
    pub text: String,
    /// Until when.
    pub due: Due,
    /// The day it was reached, where the office knows.
    pub reached: Option<Date>,
}

/// What is planned for a task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskPlan {
    /// The leader in charge 牵头领导.
    pub leader: String,
    /// Remarks 备注.
    pub remarks: String,
    /// Its milestones.
    pub milestones: Vec<PlannedMilestone>,
    /// The stages of its projects.
    pub stages: Vec<ProjectStage>,
}

impl TaskPlan {
    /// The detail of `task` as it is with this plan.
    fn detail_of(self, task: &Task) -> TaskDetail {
        let before = &task.detail;
        let mut next = before.milestones.iter().map(|it| it.number).max().unwrap_or(0) + 1;
        let is_known = |number: &u32| before.milestones.iter().any(|it| it.number == *number);
        let milestones = self.milestones.into_iter().map(|planned| {
            let number = planned.number.filter(is_known).unwrap_or_else(|| {
                next += 1;
                next - 1
            });
            let PlannedMilestone { text, due, reached, .. } = planned;
            Milestone { number, text, due, reached }
        });
        TaskDetail {
            milestones: milestones.collect(),
            leader: Some(self.leader.trim().to_owned()).filter(|leader| !leader.is_empty()),
            remarks: self.remarks.trim().to_owned(),
            stages: self.stages,
            ..before.clone()
        }
    }
}

/// Plans a task 节点与安排: its milestones, the stages of its projects, the leader in charge. The organisation that
/// leads it may too, and only adds once the plan was issued.
pub async fn plan_task(
    cx: &Context,
    plan: PlanId,
    id: TaskId,
    planned: TaskPlan,
) -> Result<(), Error> {
    let (_, contents) = contents(cx, plan).await?;
    let task = task_in(&contents, id)?;
    let owner = owner_of(cx, task.assignments.lead()).await?;
    let permit = permit_over(&cx.actor, Action::PlanTask, &owner)?;
    let detail = planned.detail_of(task);
    detail.check(task)?;
    let is_office = may(&cx.actor, Action::AssignTasks, &Owner::jurisdiction());
    if !is_office && task.standing.issued.is_some() && !detail.only_adds_to(&task.detail) {
        return Err(NotPlanned::OnlyAdd.into());
    }
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_detail(plan, id, &detail).await?;
    Ok(tx.commit(permit.entry(cx.now, format!("plan/{plan}/{id}"))).await?)
}
