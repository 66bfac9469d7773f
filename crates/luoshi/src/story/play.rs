use anyhow::Context as _;
use jiff::Timestamp;
use luoshi_delivery::{
    Assignment, Assignments, DutyRole, Period, PlanId, ReportState, Said, Task, TaskId, moment_of,
};
use luoshi_service::{
    self as service, Action, AgreedMeasure, Context, FirstPassword, Grant, NewUser,
    PlannedMilestone, TaskPlan, Together,
};
use rust_decimal::Decimal;

use super::act::{Seen, period};
use super::{Act, Dated, Story};

/// Lets the people of a story in, with that password, as of its beginning.
pub(crate) async fn let_in(cx: &Context, story: &Story, password: &str) -> anyhow::Result<()> {
    for person in &story.people {
        let organisation = person.organisation.as_deref().map(str::parse).transpose()?;
        let (name, display_name) = (person.name.clone(), person.display_name.clone());
        let user = NewUser { name, display_name, organisation };
        service::create_user(cx, &user, FirstPassword::Lasting(password)).await?;
        for organisation in person.held_for()? {
            let (role, from) = (person.role()?, cx.today());
            let grant = Grant { role, organisation, from, until: None };
            service::grant_role(cx, &person.name, &grant).await?;
        }
    }
    Ok(())
}

/// Plays the acts of a story up to `until` on a plan, each as the person and at the moment it names.
pub(crate) async fn play(
    operator: &Context,
    plan: PlanId,
    story: &Story,
    until: Timestamp,
) -> anyhow::Result<()> {
    for Dated { at, by, act } in &story.acts {
        let now = moment_of(*at).with_context(|| format!("{at} is no moment"))?;
        if now > until {
            break;
        }
        let cx = service::acting_as(&Context { now, ..operator.clone() }, by).await?;
        let scene = Scene { cx, plan, story };
        scene.play(act).await.with_context(|| format!("the story, {at}, {by}: {act:?}"))?;
    }
    Ok(())
}

/// An act about to be played.
struct Scene<'s> {
    cx: Context,
    plan: PlanId,
    story: &'s Story,
}

impl Scene<'_> {
    async fn play(&self, act: &Act) -> anyhow::Result<()> {
        let (cx, plan) = (&self.cx, self.plan);
        match act {
            Act::Assign { provision, lead, responsible, support } => {
                let assignments = assignments(lead, responsible, support)?;
                service::assign_unassigned(cx, plan, Some(provision), Some(&assignments)).await?;
            }
            Act::Principle { provision, reason } => {
                service::mark_principle(cx, plan, provision, Some(reason)).await?;
            }
            Act::Issue { reason } => drop(service::issue_plan(cx, plan, reason).await?),
            Act::Accept { organisations } => {
                for organisation in organisations {
                    service::accept_issue(cx, plan, &organisation.parse()?).await?;
                }
            }
            Act::OpenCycle { period: name } => {
                let days = luoshi_delivery::REPORT_DAYS;
                service::open_cycle(cx, plan, period(name)?, days).await?;
            }
            Act::Link | Act::Measure { .. } | Act::Plan { .. } => self.decompose(act).await?,
            other => self.report(other).await?,
        }
        Ok(())
    }

    /// The acts that add to what the document orders.
    async fn decompose(&self, act: &Act) -> anyhow::Result<()> {
        let (cx, plan) = (&self.cx, self.plan);
        match act {
            Act::Link => drop(service::accept_proposed_links(cx, plan).await?),
            Act::Measure { target, indicator, unit, baseline, of, agreed_by } => {
                let agreed = AgreedMeasure {
                    indicator: indicator.clone(),
                    unit: unit.clone(),
                    baseline: *baseline,
                    period: period(of)?,
                    agreed_by: agreed_by.clone(),
                    agreed_on: cx.today(),
                };
                service::agree_measure(cx, plan, *target, agreed).await?;
            }
            Act::Plan { task, leader, milestones } => {
                let planned = |seen: &Seen| {
                    let (text, due) = (seen.text.clone(), seen.due.parse()?);
                    Ok(PlannedMilestone { number: None, text, due, reached: None })
                };
                let milestones = milestones.iter().map(planned).collect::<anyhow::Result<_>>()?;
                let planned =
                    TaskPlan { leader: leader.clone(), milestones, ..TaskPlan::default() };
                service::plan_task(cx, plan, *task, planned).await?;
            }
            _ => {}
        }
        Ok(())
    }
}

impl Scene<'_> {
    /// The acts about reports.
    async fn report(&self, act: &Act) -> anyhow::Result<()> {
        let (cx, plan) = (&self.cx, self.plan);
        match act {
            Act::Report { period: name, task, said } => {
                self.hand_in(*task, period(name)?, said.said()).await?;
            }
            Act::ReportTheRest { period: name } => {
                let period = period(name)?;
                let tasks = self.tasks_with(period, Action::FillReport, None).await?;
                let said = tasks.iter().map(|task| Ok((task.id, self.sample(task, period)?)));
                let said = said.collect::<anyhow::Result<_>>()?;
                service::write_reports(cx, plan, period, said).await?;
                self.together(period, Together::Submit, ReportState::Draft).await?;
            }
            Act::Approve { period: name, task } => {
                service::approve_report(cx, plan, *task, period(name)?).await?;
            }
            Act::ApproveAll { period: name } => {
                self.together(period(name)?, Together::Approve, ReportState::Submitted).await?;
            }
            Act::Return { period: name, task, reason } => {
                service::return_report(cx, plan, *task, period(name)?, reason).await?;
            }
            Act::Take { period: name, task, verified } => {
                service::accept_report(cx, plan, *task, period(name)?, *verified).await?;
            }
            Act::TakeAll { period: name } => {
                self.together(period(name)?, Together::Accept, ReportState::Approved).await?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Does the same with every report of a period that waits for it and is the person's to act on.
    async fn together(
        &self,
        period: Period,
        act: Together,
        waits: ReportState,
    ) -> anyhow::Result<()> {
        let tasks = self.tasks_with(period, act.asks(), Some(waits)).await?;
        let ids: Vec<TaskId> = tasks.iter().map(|task| task.id).collect();
        let passed = service::pass_reports(&self.cx, self.plan, period, &ids, act).await?;
        anyhow::ensure!(passed.left.is_empty(), "{:?} stayed", passed.left);
        Ok(())
    }

    async fn hand_in(&self, task: TaskId, period: Period, said: Said) -> anyhow::Result<()> {
        service::write_report(&self.cx, self.plan, task, period, said).await?;
        Ok(service::submit_report(&self.cx, self.plan, task, period).await?)
    }

    /// The tasks whose report of a period stands in that state, and is for the person to act on.
    async fn tasks_with(
        &self,
        period: Period,
        action: Action,
        state: Option<ReportState>,
    ) -> anyhow::Result<Vec<Task>> {
        let board = service::cycle_board(&self.cx, self.plan, period).await?;
        let stands = board.rows().filter(|row| row.report.map(|report| report.state) == state);
        let tasks = stands.map(|row| row.task);
        let is_theirs = |task: &&Task| {
            let owner = service::owner_in(&board.chart, task.assignments.lead());
            service::may(&self.cx.actor, action, &owner)
        };
        Ok(tasks.filter(is_theirs).cloned().collect())
    }

    /// A sample report, which says that it is one.
    fn sample(&self, task: &Task, period: Period) -> anyhow::Result<Said> {
        let progress = self.story.done(task, period)?;
        let share = (progress * Decimal::ONE_HUNDRED).normalize();
        let steps: Vec<&str> = task.steps.iter().map(|step| step.text.as_str()).collect();
        let what = if steps.is_empty() { task.text.as_str() } else { steps[0] };
        let narrative = format!("【示例】{what}：按计划推进，累计完成 {share}%。");
        Ok(Said { progress, narrative, ..Said::default() })
    }
}

/// Who does a task, by the codes of organisations.
fn assignments(
    lead: &str,
    responsible: &[String],
    support: &[String],
) -> anyhow::Result<Assignments> {
    let roles = [(DutyRole::Responsible, responsible), (DutyRole::Support, support)];
    let others =
        roles.into_iter().flat_map(|(role, codes)| codes.iter().map(move |it| (role, it.as_str())));
    let all = [(DutyRole::Lead, lead)]
        .into_iter()
        .chain(others)
        .map(|(role, code)| Ok(Assignment { role, organisation: code.parse()?, person: None }));
    Ok(Assignments::new(all.collect::<anyhow::Result<_>>()?)?)
}
