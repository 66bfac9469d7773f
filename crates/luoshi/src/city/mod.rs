//! A city that does not exist, for measuring: plans, organisations, users, issues and quarters of reports, all made by
//! the use cases that make real ones. The same seed makes the same city.

mod chance;
mod document;
mod organisations;

use jiff::civil::Date;
use luoshi_delivery::{
    Account, Assignment, Assignments, Audience, Coverage, Cycle, DutyRole, OrganisationCode,
    Period, PlanContents, PlanId, Report, ReportState, Said, Signed, start_of,
};
use luoshi_service::{
    self as service, Context, Error, FirstPassword, Grant, NewUser, Role, Upload,
};
use rust_decimal::Decimal;

use chance::Chance;
use document::Draft;
use organisations::City;

/// How large the city is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    /// Tasks of the largest plan.
    pub(crate) tasks: usize,
    /// Tasks of every other plan, about.
    pub(crate) tasks_of_others: usize,
    /// Plans.
    pub(crate) plans: usize,
    /// Organisations.
    pub(crate) organisations: usize,
    /// Quarters of reports, at most.
    pub(crate) quarters: usize,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Made {
    pub(crate) plans: usize,
    pub(crate) tasks: usize,
    pub(crate) targets: usize,
    pub(crate) reports: usize,
}

/// What the office writes of a provision that orders nothing.
const ORDERS_NOTHING: &str = "总体要求，不单列任务";
/// What organisations report.
const NARRATIVES: [&str; 6] = [
    "已完成方案编制并通过专家评审，正在办理前期审批手续。",
    "项目主体工程完成过半，累计完成年度投资计划。",
    "召开部门协调会两次，明确责任分工和时间节点。",
    "首批试点单位建设完成，正在总结经验逐步推广。",
    "专项资金已下达，招标工作全部结束，施工单位进场。",
    "各项指标按序时进度推进，完成季度目标。",
];
const PROBLEMS: [&str; 4] = ["", "", "土地指标尚未落实。", "部分点位征迁进度偏慢。"];

/// Makes the city in an empty jurisdiction, as it grew from the summer of 2018 on.
pub(crate) async fn make(
    cx: &Context,
    size: Size,
    seed: u64,
    password: &str,
) -> anyhow::Result<Made> {
    let mut chance = Chance::new(seed);
    let city = City::new(size.organisations);
    let begin = Date::constant(2018, 8, 1);
    let cx = at(cx, begin);
    service::load_organisations(&cx, &city.file()).await?;
    add_users(&cx, &city, begin, password).await?;
    let quarters = quarters(size.quarters);
    let mut made = Made { plans: size.plans, ..Made::default() };
    for number in 1..=size.plans {
        let tasks = if number == 1 { size.tasks } else { size.tasks_of_others };
        let draft = Draft::new(&city, number, tasks, &mut chance);
        let upload = Upload {
            file_name: draft.file_name,
            bytes: draft.text.into_bytes(),
            audience: Audience::Public,
        };
        let imported = service::import_document(&cx, upload).await?;
        made.tasks += imported.tasks;
        made.targets += imported.targets;
        issue(&cx, imported.plan, &city, &mut chance).await?;
        made.reports += report(&cx, imported.plan, &quarters, &mut chance).await?;
    }
    Ok(made)
}

/// The same context on the morning of another day.
fn at(cx: &Context, day: Date) -> Context {
    let now = start_of(day).map_or(cx.now, |start| start + jiff::SignedDuration::from_hours(9));
    Context { now, ..cx.clone() }
}

/// The quarters from autumn 2018 on, as far as working days are published.
fn quarters(most: usize) -> Vec<Cycle> {
    let periods = (2018..).flat_map(|year| (1..=4).map(move |part| format!("{year}-Q{part}")));
    let periods = periods.skip(2).map_while(|text| text.parse::<Period>().ok()).take(most);
    let cycle = |period: Period| {
        let due = Cycle::due_of(period, luoshi_delivery::REPORT_DAYS).ok()?;
        let opened_at = start_of(period.last_day())?;
        Some(Cycle { period, due, opened_at, opened_by: String::new() })
    };
    periods.map_while(cycle).collect()
}

/// A user of each role for the whole city, and of every tenth leading organisation a reporter and an approver.
async fn add_users(cx: &Context, city: &City, from: Date, password: &str) -> anyhow::Result<()> {
    for role in Role::ALL {
        add_user(cx, role.name(), role, None, from, password).await?;
    }
    for code in city.leads().step_by(10) {
        for role in [Role::Reporter, Role::Approver] {
            let organisation = Some(code.parse::<OrganisationCode>()?);
            let name = format!("{}-{code}", role.name());
            add_user(cx, &name, role, organisation, from, password).await?;
        }
    }
    Ok(())
}

async fn add_user(
    cx: &Context,
    name: &str,
    role: Role,
    organisation: Option<OrganisationCode>,
    from: Date,
    password: &str,
) -> Result<(), Error> {
    let user = NewUser {
        name: name.to_owned(),
        display_name: name.to_owned(),
        organisation: organisation.clone(),
    };
    service::create_user(cx, &user, FirstPassword::Lasting(password)).await?;
    service::grant_role(cx, name, &Grant { role, organisation, from, until: None }).await.map(drop)
}

/// Gives every task to somebody, accounts for every provision, and issues the plan.
async fn issue(cx: &Context, plan: PlanId, city: &City, chance: &mut Chance) -> anyhow::Result<()> {
    let leads: Vec<&str> = city.leads().collect();
    let otherwise = Assignments::new(vec![Assignment {
        role: DutyRole::Lead,
        organisation: leads[chance.below(leads.len())].parse()?,
        person: None,
    }])?;
    service::assign_unassigned(cx, plan, None, Some(&otherwise)).await?;
    let (_, contents) = service::contents(cx, plan).await?;
    let coverage = Coverage::of(&contents);
    let bare = coverage.provisions.iter().filter(|(_, account)| *account == Account::Nothing);
    for (heading, _) in bare {
        service::mark_principle(cx, plan, &heading.eid, Some(ORDERS_NOTHING)).await?;
    }
    service::issue_plan(cx, plan, "").await?;
    Ok(())
}

/// Opens each quarter and takes in what was reported in it; how many reports there were.
async fn report(
    cx: &Context,
    plan: PlanId,
    quarters: &[Cycle],
    chance: &mut Chance,
) -> anyhow::Result<usize> {
    let (_, contents) = service::contents(cx, plan).await?;
    let mut made = 0;
    for (at_quarter, cycle) in quarters.iter().enumerate() {
        let (opened, closed) = (at(cx, cycle.period.last_day()), at(cx, cycle.due));
        service::open_cycle(&opened, plan, cycle.period, luoshi_delivery::REPORT_DAYS).await?;
        let is_last = at_quarter + 1 == quarters.len();
        let reports = reports(&contents, cycle, (at_quarter, is_last), closed.now, chance);
        made += reports.len();
        service::take_in_reports(&closed, plan, cycle.period, &reports).await?;
    }
    Ok(made)
}

/// What was reported in a quarter: most of it accepted; in the last one some is still under way.
fn reports(
    contents: &PlanContents,
    cycle: &Cycle,
    (quarter, is_last): (usize, bool),
    now: jiff::Timestamp,
    chance: &mut Chance,
) -> Vec<Report> {
    let signed = |by: &str| Signed { by: by.to_owned(), at: now };
    let mut reports = Vec::with_capacity(contents.tasks.len());
    for task in &contents.tasks {
        let Some(lead) = task.assignments.lead().filter(|_| chance.happens(95)) else { continue };
        let done = (quarter * 12 + chance.below(14)).min(100);
        let progress = Decimal::new(i64::try_from(done).unwrap_or_default(), 2);
        let first = Report::first(task.id, cycle.period, lead.clone(), signed("reporter"));
        let mut report = Report {
            said: Said {
                progress,
                narrative: chance.one(&NARRATIVES).to_owned(),
                problems: chance.one(&PROBLEMS).to_owned(),
                ..Said::default()
            },
            state: ReportState::Accepted,
            approved: Some(signed("approver")),
            decided: Some(signed("office")),
            verified: Some(progress),
            ..first
        };
        match chance.below(10) {
            0 if is_last => {
                report.state = ReportState::Draft;
                (report.approved, report.decided, report.verified) = (None, None, None);
            }
            1 if is_last => {
                report.state = ReportState::Approved;
                (report.decided, report.verified) = (None, None);
            }
            2 => {
                report.state = ReportState::Returned;
                report.verified = None;
                report.reason = Some("请补充佐证材料。".to_owned());
            }
            _ => {}
        }
        reports.push(report);
    }
    reports
}
