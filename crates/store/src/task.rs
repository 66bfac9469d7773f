//! Tasks with their steps, projects and duties.

use std::collections::BTreeMap;

use luoshi_delivery::{
    Assignments, Chapter, Duty, DutyRole, Granted, Jurisdiction, PlanId, Project, Standing, Step,
    Strength, Task, TaskDetail, TaskId, day_of,
};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

impl WriteTx {
    pub(crate) async fn insert_task(&mut self, plan: PlanId, task: &Task) -> Result<(), Error> {
        const INSERT: &str = "
            INSERT INTO task (jurisdiction, plan, id, chapter, article, sentence, span_start,
                              span_end, body, strength, due)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        sqlx::query(INSERT)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(plan.0))
            .bind(i64::from(task.id.0))
            .bind(task.place.chapter.as_ref().map(|chapter| chapter.eid.clone()))
            .bind(task.place.article.as_ref().map(|article| article.eid.clone()))
            .bind(task.sentence.as_str())
            .bind(i64::from(task.span.start()))
            .bind(i64::from(task.span.end()))
            .bind(task.text.as_str())
            .bind(task.strength.name())
            .bind(task.due.map(|due| due.to_string()))
            .execute(self.connection())
            .await?;
        self.insert_parts(plan, task).await
    }

    async fn insert_parts(&mut self, plan: PlanId, task: &Task) -> Result<(), Error> {
        const STEP: &str = "
            INSERT INTO task_step (jurisdiction, plan, task, ordinal, verb, body)
            VALUES ($1, $2, $3, $4, $5, $6)";
        const PROJECT: &str = "
            INSERT INTO task_project (jurisdiction, plan, task, ordinal, name, stage)
            VALUES ($1, $2, $3, $4, $5, $6)";
        const DUTY: &str = "
            INSERT INTO task_duty (jurisdiction, plan, task, ordinal, role, organisation)
            VALUES ($1, $2, $3, $4, $5, $6)";
        let steps = task.steps.iter().map(|step| (step.verb.as_str(), step.text.as_str()));
        let projects =
            task.projects.iter().map(|project| (project.name.as_str(), project.stage.as_str()));
        let duties = task.duties.iter().map(|duty| (duty.role.name(), duty.organisation.as_str()));
        self.insert_pairs(STEP, plan, task.id, steps).await?;
        self.insert_pairs(PROJECT, plan, task.id, projects).await?;
        self.insert_pairs(DUTY, plan, task.id, duties).await
    }

    async fn insert_pairs<'p>(
        &mut self,
        sql: &'static str,
        plan: PlanId,
        task: TaskId,
        pairs: impl Iterator<Item = (&'p str, &'p str)>,
    ) -> Result<(), Error> {
        for (ordinal, (first, second)) in pairs.enumerate() {
            sqlx::query(sql)
                .bind(self.jurisdiction().to_owned())
                .bind(i64::from(plan.0))
                .bind(i64::from(task.0))
                .bind(ordinal as i64)
                .bind(first)
                .bind(second)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }
}

impl Store {
    pub(crate) async fn tasks(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
        chapters: &[Chapter],
    ) -> Result<Vec<Task>, Error> {
        const TASKS: &str = "
            SELECT id, chapter, article, sentence, span_start, span_end, body, strength, due
            FROM task WHERE jurisdiction = $1 AND plan = $2 ORDER BY span_start, id";
        const STEPS: &str = "
            SELECT task, verb, body FROM task_step
            WHERE jurisdiction = $1 AND plan = $2 ORDER BY task, ordinal";
        const PROJECTS: &str = "
            SELECT task, name, stage FROM task_project
            WHERE jurisdiction = $1 AND plan = $2 ORDER BY task, ordinal";
        const DUTIES: &str = "
            SELECT task, role, organisation FROM task_duty
            WHERE jurisdiction = $1 AND plan = $2 ORDER BY task, ordinal";
        let mut steps = self.parts("task_step", STEPS, jurisdiction, plan, step).await?;
        let mut projects =
            self.parts("task_project", PROJECTS, jurisdiction, plan, project).await?;
        let mut duties = self.parts("task_duty", DUTIES, jurisdiction, plan, duty).await?;
        let mut details = self.task_details(jurisdiction, plan).await?;
        let mut assignments = self.assignments(jurisdiction, plan).await?;
        let verified = self.verified_progress(jurisdiction, plan).await?;
        let dues = self.dues(jurisdiction, plan).await?;
        let extensions = self.extensions(jurisdiction, plan).await?;
        let mut lights = self.light_overrides(jurisdiction, plan).await?;
        let issued = self.issued_at(jurisdiction, plan).await?.map(day_of);
        let query = sqlx::query(TASKS).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        let rows = query.fetch_all(self.pool()).await?;
        rows.iter()
            .map(|row| {
                let bare = task(row, chapters)?;
                Ok(Task {
                    due: dues.get(&bare.id).copied().unwrap_or(bare.due),
                    steps: steps.remove(&bare.id).unwrap_or_default(),
                    projects: projects.remove(&bare.id).unwrap_or_default(),
                    duties: duties.remove(&bare.id).unwrap_or_default(),
                    assignments: assignments.remove(&bare.id).unwrap_or_default(),
                    standing: Standing {
                        issued,
                        verified: verified.get(&bare.id).copied(),
                        granted: extensions
                            .get(&bare.id)
                            .map_or_else(Granted::default, |all| Granted::of(all)),
                        set_by_hand: lights
                            .remove(&bare.id)
                            .and_then(|all| all.into_iter().find(|it| it.taken_back.is_none())),
                    },
                    detail: details.remove(&bare.id).unwrap_or_default(),
                    ..bare
                })
            })
            .collect()
    }

    /// The parts of all tasks of a plan, by task.
    pub(crate) async fn parts<T>(
        &self,
        table: &'static str,
        sql: &'static str,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
        part: impl Fn(&Columns<'_>) -> Result<T, Error>,
    ) -> Result<BTreeMap<TaskId, Vec<T>>, Error> {
        let query = sqlx::query(sql).bind(jurisdiction.as_str()).bind(i64::from(plan.0));
        let mut parts: BTreeMap<TaskId, Vec<T>> = BTreeMap::new();
        for row in query.fetch_all(self.pool()).await? {
            let columns = Columns { table, row: &row };
            parts.entry(TaskId(columns.number("task")?)).or_default().push(part(&columns)?);
        }
        Ok(parts)
    }
}

fn task(row: &AnyRow, chapters: &[Chapter]) -> Result<Task, Error> {
    let columns = Columns { table: "task", row };
    Ok(Task {
        id: TaskId(columns.number("id")?),
        place: columns.place(chapters)?,
        sentence: columns.text("sentence")?,
        span: columns.span()?,
        text: columns.text("body")?,
        strength: columns.read("strength", Strength::parse)?,
        due: columns.parsed("due")?,
        steps: Vec::new(),
        projects: Vec::new(),
        duties: Vec::new(),
        assignments: Assignments::default(),
        standing: Standing::default(),
        detail: TaskDetail::default(),
    })
}

fn step(columns: &Columns<'_>) -> Result<Step, Error> {
    Ok(Step { verb: columns.text("verb")?, text: columns.text("body")? })
}

fn project(columns: &Columns<'_>) -> Result<Project, Error> {
    Ok(Project { name: columns.text("name")?, stage: columns.text("stage")? })
}

fn duty(columns: &Columns<'_>) -> Result<Duty, Error> {
    let role = columns.read("role", DutyRole::parse)?;
    Ok(Duty { role, organisation: columns.text("organisation")? })
}
