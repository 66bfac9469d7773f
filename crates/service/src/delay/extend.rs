use jiff::civil::Date;
use luoshi_delivery::{
    Decided, Extension, ExtensionCode, LightOverride, News, NotExtended, NoticeKind,
    OrganisationChart, Plan, PlanId, Role, Task, TaskExtension, TaskId, people,
};

use crate::assignment::{signed, task_in};
use crate::notice::{Circle, tell_all};
use crate::organisation::{chart_today, owner_in};
use crate::plan::contents;
use crate::policy::{may, permit, permit_over};
use crate::{Action, Context, Error};

/// A task with what was done about its time and its light.
#[derive(Clone, Debug)]
pub struct TaskDelays {
    /// The plan.
    pub plan: Plan,
    /// The task.
    pub task: Task,
    /// Requests for more time, the oldest first.
    pub extensions: Vec<TaskExtension>,
    /// Lights set by hand, the oldest first.
    pub lights: Vec<LightOverride>,
    chart: OrganisationChart,
}

impl TaskDelays {
    /// Whether the actor may do it to things of the organisation that leads the task.
    pub fn may(&self, cx: &Context, action: Action) -> bool {
        may(&cx.actor, action, &owner_in(&self.chart, self.task.assignments.lead()))
    }

    /// The request that waits for its decision.
    pub fn waiting(&self) -> Option<&TaskExtension> {
        self.extensions.iter().find(|it| it.decided.is_none())
    }

    /// News about more time for the task, until the day that was asked for.
    fn news(&self, kind: NoticeKind, until: Date) -> News {
        News {
            plan: Some(self.plan.id),
            task: Some(self.task.id),
            organisation: self.task.assignments.lead().cloned(),
            due: Some(until),
            ..News::new(kind, &self.plan.title)
        }
    }
}

/// What was done about the time and the light of a task.
pub async fn task_delays(cx: &Context, id: PlanId, task: TaskId) -> Result<TaskDelays, Error> {
    let (plan, contents) = contents(cx, id).await?;
    permit(&cx.actor, Action::ReadReports)?;
    let task = task_in(&contents, task)?.clone();
    let mut extensions = cx.store.extensions(&cx.jurisdiction, id).await?;
    let mut lights = cx.store.light_overrides(&cx.jurisdiction, id).await?;
    Ok(TaskDelays {
        plan,
        extensions: extensions.remove(&task.id).unwrap_or_default(),
        lights: lights.remove(&task.id).unwrap_or_default(),
        task,
        chart: chart_today(cx).await?,
    })
}

/// Asks for more time for a task 申请延期, for the organisation that leads it and before it is due.
pub async fn ask_extension(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    (code, until, reason): (ExtensionCode, Date, &str),
    stopped: Option<(Date, Date)>,
) -> Result<(), Error> {
    let delays = task_delays(cx, plan, task).await?;
    let owner = owner_in(&delays.chart, delays.task.assignments.lead());
    let permit = permit_over(&cx.actor, Action::FillReport, &owner)?;
    let request = Extension { code, until, reason: reason.trim().to_owned(), asked: signed(cx) };
    let earlier = &delays.extensions;
    let asked = TaskExtension::ask(&delays.task, earlier, request, stopped, cx.today())?;
    let circle = Circle::all(cx).await?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if !tx.ask_extension(plan, task, &asked).await? {
        return Err(Error::NotExtended(NotExtended::AskedAlready));
    }
    let news = delays.news(NoticeKind::ExtensionAsked, until);
    tell_all(cx, &mut tx, &circle.in_role(Role::Office), &news).await?;
    let thing = format!("plan/{plan}/{task}/extension/{}", asked.number);
    Ok(tx.commit(permit.named("ask_extension").entry(cx.now, thing)).await?)
}

/// Grants or refuses more time 审定延期. Who asked does not decide.
pub async fn decide_extension(
    cx: &Context,
    plan: PlanId,
    task: TaskId,
    (granted, reason): (bool, &str),
) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::DecideExtension)?;
    let delays = task_delays(cx, plan, task).await?;
    let waiting = delays.waiting().cloned();
    let mut extension = waiting.ok_or(NotExtended::NothingAsked)?;
    let decided = Decided { granted, signed: signed(cx), reason: reason.trim().to_owned() };
    extension.decide(decided.clone())?;
    let circle = Circle::all(cx).await?;
    let theirs = [Role::Reporter, Role::Approver];
    let lead = delays.task.assignments.lead();
    let mut names = lead.map(|lead| circle.holding(&theirs, lead)).unwrap_or_default();
    names.extend(people(&extension.request.asked.by).map(str::to_owned));
    let news = delays.news(NoticeKind::ExtensionDecided, extension.request.until);
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if !tx.decide_extension(plan, task, (extension.number, &decided)).await? {
        return Err(Error::NotExtended(NotExtended::NothingAsked));
    }
    tell_all(cx, &mut tx, &names, &news).await?;
    let thing = format!("plan/{plan}/{task}/extension/{}", extension.number);
    let name = if granted { "grant_extension" } else { "refuse_extension" };
    Ok(tx.commit(permit.named(name).entry(cx.now, thing)).await?)
}
