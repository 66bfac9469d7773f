//! What the office adds to tasks: leaders, remarks, milestones, stages; and what they answer to.

use std::collections::HashMap;

use jiff::civil::Date;
use luoshi_delivery::{
    Jurisdiction, LowerTask, Milestone, PlanId, ProjectStage, Stage, Task, TaskDetail, TaskId,
    UpperTask,
};
use sqlx::any::AnyRow;

use crate::position::Read;
use crate::row::Columns;
use crate::{Error, Store, WriteTx};

impl WriteTx {
    /// Adds a task to a plan, with what it has besides its text.
    pub async fn add_task(&mut self, plan: PlanId, task: &Task) -> Result<(), Error> {
        self.insert_task(plan, task).await?;
        self.save_detail(plan, task.id, &task.detail).await
    }

    /// Puts what was added to a task in the place of what it had.
    pub async fn save_detail(
        &mut self,
        plan: PlanId,
        task: TaskId,
        detail: &TaskDetail,
    ) -> Result<(), Error> {
        const SAVE: &str = "
            INSERT INTO task_detail (jurisdiction, plan, task, leader, remarks, added_by, added_at,
                                     upper_jurisdiction, upper_plan, upper_task)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (jurisdiction, plan, task) DO UPDATE
            SET leader = excluded.leader, remarks = excluded.remarks, added_by = excluded.added_by,
                added_at = excluded.added_at, upper_jurisdiction = excluded.upper_jurisdiction,
                upper_plan = excluded.upper_plan, upper_task = excluded.upper_task";
        let upper = detail.upper.as_ref();
        sqlx::query(SAVE)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(i64::from(task.0))
            .bind(detail.leader.as_deref())
            .bind(detail.remarks.as_str())
            .bind(detail.added.as_ref().map(|it| it.by.clone()))
            .bind(detail.added.as_ref().map(|it| it.at.to_string()))
            .bind(upper.map(|it| it.jurisdiction.as_str().to_owned()))
            .bind(upper.map(|it| i64::from(it.plan.0)))
            .bind(upper.map(|it| i64::from(it.task.0)))
            .execute(self.connection())
            .await?;
        self.forget_parts(plan, task).await?;
        for milestone in &detail.milestones {
            self.insert_milestone(plan, task, milestone).await?;
        }
        for stage in &detail.stages {
            self.insert_stage(plan, task, stage).await?;
        }
        Ok(())
    }

    /// Notes the day on which a milestone was reached, where none is noted yet.
    pub async fn reach_milestone(
        &mut self,
        plan: PlanId,
        task: TaskId,
        number: u32,
        on: Date,
    ) -> Result<(), Error> {
        const REACH: &str = "
            UPDATE milestone SET reached = $1
            WHERE jurisdiction = $2 AND plan = $3 AND task = $4 AND number = $5 AND reached IS NULL";
        sqlx::query(REACH)
            .bind(on.to_string())
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(i64::from(task.0))
            .bind(i64::from(number))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn forget_parts(&mut self, plan: PlanId, task: TaskId) -> Result<(), Error> {
        const MILESTONES: &str =
            "DELETE FROM milestone WHERE jurisdiction = $1 AND plan = $2 AND task = $3";
        const STAGES: &str =
            "DELETE FROM project_stage WHERE jurisdiction = $1 AND plan = $2 AND task = $3";
        for forget in [MILESTONES, STAGES] {
            let query = sqlx::query(forget).bind(self.jurisdiction().to_owned());
            let query = query.bind(i64::from(plan.0)).bind(i64::from(task.0));
            query.execute(self.connection()).await?;
        }
        Ok(())
    }

    async fn insert_milestone(
        &mut self,
        plan: PlanId,
        task: TaskId,
        milestone: &Milestone,
    ) -> Result<(), Error> {
        const INSERT: &str = "
            INSERT INTO milestone (jurisdiction, plan, task, number, body, due, reached)
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
        sqlx::query(INSERT)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(i64::from(task.0))
            .bind(i64::from(milestone.number))
            .bind(milestone.text.as_str())
            .bind(milestone.due.to_string())
            .bind(milestone.reached.map(|day| day.to_string()))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn insert_stage(
        &mut self,
        plan: PlanId,
        task: TaskId,
        stage: &ProjectStage,
    ) -> Result<(), Error> {
        const INSERT: &str = "
            INSERT INTO project_stage (jurisdiction, plan, task, project, stage, planned, reached)
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
        sqlx::query(INSERT)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(i64::from(task.0))
            .bind(stage.project.as_str())
            .bind(stage.stage.name())
            .bind(stage.planned.to_string())
            .bind(stage.reached.map(|day| day.to_string()))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Store {
    /// What was added to the tasks of a plan.
    pub(crate) async fn task_details(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<HashMap<TaskId, TaskDetail>, Error> {
        const DETAILS: &str = "
            SELECT task, leader, remarks, added_by, added_at, upper_jurisdiction, upper_plan,
                   upper_task
            FROM task_detail WHERE jurisdiction = $1 AND plan = $2";
        const MILESTONES: &str = "
            SELECT task, number, body, due, reached FROM milestone
            WHERE jurisdiction = $1 AND plan = $2 ORDER BY task, number";
        const STAGES: &str = "
            SELECT task, project, stage, planned, reached FROM project_stage
            WHERE jurisdiction = $1 AND plan = $2 ORDER BY task, project, planned";
        let query = sqlx::query(DETAILS).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        let rows = query.fetch_all(self.pool()).await?;
        let mut details = rows.iter().map(detail).collect::<Result<HashMap<_, _>, _>>()?;
        let milestones = self.parts("milestone", MILESTONES, jurisdiction, plan, milestone).await?;
        for (task, mut list) in milestones {
            list.sort_by_key(|it: &Milestone| (it.due.last_day(), it.number));
            details.entry(task).or_default().milestones = list;
        }
        let stages = self.parts("project_stage", STAGES, jurisdiction, plan, stage).await?;
        for (task, mut list) in stages {
            list.sort_by(|one: &ProjectStage, other| {
                (&one.project, one.stage).cmp(&(&other.project, other.stage))
            });
            details.entry(task).or_default().stages = list;
        }
        Ok(details)
    }

    /// The tasks of issued plans, of every jurisdiction, that answer to a task.
    pub async fn lower_tasks(&self, upper: &UpperTask) -> Result<Vec<LowerTask>, Error> {
        const LOWER: &str = "
            SELECT task_detail.jurisdiction, task_detail.plan, task_detail.task, plan.title,
                   task.body, assignment.organisation
            FROM task_detail
            JOIN plan ON plan.jurisdiction = task_detail.jurisdiction AND plan.id = task_detail.plan
            JOIN task ON task.jurisdiction = task_detail.jurisdiction
                     AND task.plan = task_detail.plan AND task.id = task_detail.task
            JOIN issue ON issue.jurisdiction = task_detail.jurisdiction
                      AND issue.plan = task_detail.plan AND issue.version = 1
            LEFT JOIN assignment ON assignment.jurisdiction = task_detail.jurisdiction
                     AND assignment.plan = task_detail.plan
                     AND assignment.task = task_detail.task AND assignment.ordinal = 0
            WHERE task_detail.upper_jurisdiction = $1 AND task_detail.upper_plan = $2
              AND task_detail.upper_task = $3
            ORDER BY task_detail.jurisdiction, task_detail.plan, task_detail.task";
        self.note(Read::Elsewhere);
        let query = sqlx::query(LOWER)
            .bind(upper.jurisdiction.as_str())
            .bind(i64::from(upper.plan.0))
            .bind(i64::from(upper.task.0));
        let rows = query.fetch_all(self.pool()).await?;
        let mut lower = rows.iter().map(lower).collect::<Result<Vec<_>, _>>()?;
        for task in &mut lower {
            let verified = self.verified_progress(&task.at.jurisdiction, task.at.plan).await?;
            task.verified = verified.get(&task.at.task).map(|it| it.progress);
        }
        Ok(lower)
    }

    /// Whether a plan was issued.
    pub async fn is_issued(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
    ) -> Result<bool, Error> {
        Ok(self.issued_at(jurisdiction, plan).await?.is_some())
    }
}

fn detail(row: &AnyRow) -> Result<(TaskId, TaskDetail), Error> {
    let columns = Columns { table: "task_detail", row };
    let upper: Option<Jurisdiction> = columns.parsed("upper_jurisdiction")?;
    let plan = columns.number_if_any("upper_plan")?.map(PlanId);
    let task = columns.number_if_any("upper_task")?.map(TaskId);
    let upper = upper.zip(plan).zip(task);
    let added = columns.signed_if_any("added_by", "added_at")?;
    let detail = TaskDetail {
        leader: columns.optional("leader")?,
        remarks: columns.text("remarks")?,
        added,
        upper: upper.map(|((jurisdiction, plan), task)| UpperTask { jurisdiction, plan, task }),
        milestones: Vec::new(),
        stages: Vec::new(),
    };
    Ok((TaskId(columns.number("task")?), detail))
}

fn milestone(columns: &Columns<'_>) -> Result<Milestone, Error> {
    Ok(Milestone {
        number: columns.number("number")?,
        text: columns.text("body")?,
        due: columns.read("due", |text| text.parse().ok())?,
        reached: columns.parsed("reached")?,
    })
}

fn stage(columns: &Columns<'_>) -> Result<ProjectStage, Error> {
    Ok(ProjectStage {
        project: columns.text("project")?,
        stage: columns.read("stage", Stage::parse)?,
        planned: columns.read("planned", |text| text.parse().ok())?,
        reached: columns.parsed("reached")?,
    })
}

fn lower(row: &AnyRow) -> Result<LowerTask, Error> {
    let columns = Columns { table: "task_detail", row };
    Ok(LowerTask {
        at: UpperTask {
            jurisdiction: columns.read("jurisdiction", |text| text.parse().ok())?,
            plan: PlanId(columns.number("plan")?),
            task: TaskId(columns.number("task")?),
        },
        plan_title: columns.text("title")?,
        text: columns.text("body")?,
        lead: columns.parsed("organisation")?,
        verified: None,
    })
}
