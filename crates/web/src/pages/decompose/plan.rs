use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::civil::Date;
use luoshi_delivery::{
    NotPlanned, Period, Plan, PlanId, Project, ProjectStage, Stage, Task, TaskId, typed_due,
};
use luoshi_service::{self as service, Action, Error, PlannedMilestone, TaskPlan, What, may};

use crate::failure::Failure;
use crate::page::{Page, Tab, Tabs};
use crate::pages::organisations::chart;
use crate::visit::Visit;

/// Rows for milestones that are still to be typed.
const EMPTY_ROWS: usize = 4;

/// A milestone as it stands in the form.
#[derive(Clone, Debug, Default)]
struct TypedMilestone {
    number: String,
    text: String,
    due: String,
    reached: String,
}

/// A stage as it stands in the form: when it is planned, when it was reached.
#[derive(Clone, Debug, Default)]
struct TypedStage {
    planned: String,
    reached: String,
}

/// The form as it stands.
#[derive(Clone, Debug, Default)]
struct Typed {
    leader: String,
    remarks: String,
    milestones: Vec<TypedMilestone>,
    /// For each project of the task, for each stage.
    stages: Vec<[TypedStage; Stage::ALL.len()]>,
}

impl Typed {
    /// What is planned for a task now; the rows left empty propose the ends of the next quarters.
    fn of(task: &Task, on: Date) -> Self {
        let day = |day: Option<Date>| day.map(|it| it.to_string()).unwrap_or_default();
        let detail = &task.detail;
        let milestones = detail.milestones.iter().map(|it| TypedMilestone {
            number: it.number.to_string(),
            text: it.text.clone(),
            due: it.due.to_string(),
            reached: day(it.reached),
        });
        let empty = next_quarters(task, on).into_iter();
        let empty = empty.map(|due| TypedMilestone { due, ..TypedMilestone::default() });
        let stages = task.projects.iter().map(|project| {
            Stage::ALL.map(|stage| {
                let is_it = |it: &&ProjectStage| it.project == project.name && it.stage == stage;
                let known = detail.stages.iter().find(is_it);
                known.map_or_else(TypedStage::default, |it| TypedStage {
                    planned: it.planned.to_string(),
                    reached: day(it.reached),
                })
            })
        });
        Self {
            leader: detail.leader.clone().unwrap_or_default(),
            remarks: detail.remarks.clone(),
            milestones: milestones.chain(empty).collect(),
            stages: stages.collect(),
        }
    }

    fn sent(fields: &HashMap<String, String>) -> Self {
        let field = |name: String| fields.get(&name).cloned().unwrap_or_default();
        let milestones = (0..).take_while(|at| fields.contains_key(&format!("text-{at}")));
        let milestones = milestones.map(|at| TypedMilestone {
            number: field(format!("number-{at}")),
            text: field(format!("text-{at}")),
            due: field(format!("due-{at}")),
            reached: field(format!("reached-{at}")),
        });
        let projects = (0..).take_while(|at| fields.contains_key(&format!("idea-{at}")));
        let stages = projects.map(|at| {
            Stage::ALL.map(|stage| TypedStage {
                planned: field(format!("{}-{at}", stage.name())),
                reached: field(format!("{}-reached-{at}", stage.name())),
            })
        });
        Self {
            leader: field("leader".to_owned()),
            remarks: field("remarks".to_owned()),
            milestones: milestones.collect(),
            stages: stages.collect(),
        }
    }

    /// What it plans; rows without words are left out.
    fn read(&self, task: &Task) -> Result<TaskPlan, NotPlanned> {
        let mut planned = TaskPlan {
            leader: self.leader.clone(),
            remarks: self.remarks.replace("\r\n", "\n"),
            ..TaskPlan::default()
        };
        for row in self.milestones.iter().filter(|row| !row.text.trim().is_empty()) {
            planned.milestones.push(PlannedMilestone {
                number: row.number.parse().ok(),
                text: row.text.trim().to_owned(),
                due: typed_due(&row.due)?,
                reached: day(&row.reached)?,
            });
        }
        for (project, typed) in task.projects.iter().zip(&self.stages) {
            for (stage, typed) in Stage::ALL.into_iter().zip(typed) {
                if !typed.planned.trim().is_empty() {
                    planned.stages.push(ProjectStage {
                        project: project.name.clone(),
                        stage,
                        planned: typed_due(&typed.planned)?,
                        reached: day(&typed.reached)?,
                    });
                }
            }
        }
        Ok(planned)
    }
}

fn day(text: &str) -> Result<Option<Date>, NotPlanned> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| NotPlanned::NoDate(text.to_owned()))
}

/// The next quarters, as they are typed, until the task is due.
fn next_quarters(task: &Task, on: Date) -> Vec<String> {
    let quarter = (on.month() + 2) / 3;
    let now: Option<Period> = format!("{}-Q{quarter}", on.year()).parse().ok();
    let quarters = (0..EMPTY_ROWS).filter_map(|at| now.map(|it| it.plus(at as i32)));
    let is_in_time =
        |it: &Period| task.due_in_force().is_none_or(|due| it.last_day() <= due.last_day());
    let mut all: Vec<String> = quarters.filter(is_in_time).map(|it| it.to_string()).collect();
    all.resize(EMPTY_ROWS, String::new());
    all
}

#[derive(Template)]
#[template(path = "decompose/plan.html")]
pub(crate) struct Show {
    visit: Visit,
    plan: Plan,
    task: Task,
    typed: Typed,
    /// Whether what was planned before may be changed too.
    is_office: bool,
    refused: Option<String>,
}

impl Show {
    /// The projects of the task, each with its stages as they stand in the form.
    fn projects(&self) -> Vec<(&Project, Vec<(Stage, &TypedStage)>)> {
        let rows = self.task.projects.iter().zip(&self.typed.stages);
        rows.map(|(project, row)| (project, Stage::ALL.into_iter().zip(row).collect())).collect()
    }
}

/// `GET /plans/{plan}/tasks/{task}/plan`
pub(crate) async fn show(
    visit: Visit,
    Path((id, task)): Path<(PlanId, TaskId)>,
) -> Result<Page<Show>, Failure> {
    page(visit, (id, task), None, None).await
}

/// `POST /plans/{plan}/tasks/{task}/plan`
pub(crate) async fn keep(
    visit: Visit,
    Path((id, task)): Path<(PlanId, TaskId)>,
    Form(fields): Form<HashMap<String, String>>,
) -> Result<Response, Failure> {
    let typed = Typed::sent(&fields);
    let found = plannable(&visit, (id, task)).await?.1;
    let done = match typed.read(&found) {
        Ok(planned) => service::plan_task(&visit.cx, id, task, planned).await,
        Err(wrong) => Err(wrong.into()),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/plans/{id}/tasks/{task}")).into_response()),
        Err(error @ Error::NotPlanned(_)) => {
            let failure = Failure::UseCase(error);
            let (status, message) = (failure.status(), failure.message(&visit.words));
            let page = page(visit, (id, task), Some(typed), Some(message)).await?;
            Ok(page.with_status(status))
        }
        Err(other) => Err(other.into()),
    }
}

/// The task, where the visitor may plan it.
async fn plannable(visit: &Visit, (id, task): (PlanId, TaskId)) -> Result<(Plan, Task), Failure> {
    let (plan, contents) = service::contents(&visit.cx, id).await?;
    let found = contents.tasks.iter().find(|it| it.id == task).cloned();
    let found = found.ok_or(Error::NotFound(What::Task(task)))?;
    let owner = service::owner_in(&chart(visit).await?, found.assignments.lead());
    if !may(&visit.cx.actor, Action::PlanTask, &owner) {
        service::require(&visit.cx.actor, Action::AssignTasks)?; // Says why not.
    }
    Ok((plan, found))
}

async fn page(
    visit: Visit,
    id: (PlanId, TaskId),
    typed: Option<Typed>,
    refused: Option<String>,
) -> Result<Page<Show>, Failure> {
    let (plan, task) = plannable(&visit, id).await?;
    let title = format!("{} · {}", visit.words.t("task-plan"), task.id);
    let tabs = Tabs::new(&plan, Tab::Tasks);
    let typed = typed.unwrap_or_else(|| Typed::of(&task, visit.cx.today()));
    let is_office = service::require(&visit.cx.actor, Action::AssignTasks).is_ok();
    let content = Show { visit: visit.clone(), plan, task, typed, is_office, refused };
    Ok(Page { visit, title, plan: tabs, content })
}
