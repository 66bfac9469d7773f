//! Reminders of reports: five, two and no working days before they are due; then who is late is told on.

use jiff::ToSpan as _;
use luoshi_delivery::{
    Cycle, Matter, News, NoticeKind, Period, PlanId, Reminder, Role, TimeLeft, Waiting,
};
use luoshi_store::{Outstanding, WriteTx};

use crate::notice::{Circle, tell_all};
use crate::policy::permit;
use crate::{Action, Context, Error};

/// The duty, as it is kept among those done.
const REMIND: &str = "remind";
/// How far a cycle's end may lie ahead or back: no row of working days that counts here is longer.
const DAYS_AROUND: i64 = 30;

/// Reminds of every cycle whose reports are due soon or late.
pub(super) async fn remind_of_reports(cx: &Context) -> Result<(), Error> {
    let today = cx.today();
    let days = DAYS_AROUND.days();
    let around = (today.saturating_sub(days), today.saturating_add(days));
    for matter in cx.store.closing(&cx.jurisdiction, around).await? {
        let Waiting::Closing(plan, period) = matter.waiting else { continue };
        let Some(reminder) = matter.time_left(today).and_then(Reminder::at) else { continue };
        let thing = thing(plan, period, reminder);
        if !cx.store.was_done(&cx.jurisdiction, REMIND, &thing).await? {
            remind(cx, &matter, (plan, period), reminder).await?;
        }
    }
    Ok(())
}

fn thing(plan: PlanId, period: Period, reminder: Reminder) -> String {
    format!("plan/{plan}/cycle/{period}/{}", reminder.name())
}

/// Opening a cycle tells when its reports are due: a reminder of the same day would tell it again.
pub(crate) async fn told_at_opening(
    cx: &Context,
    tx: &mut WriteTx,
    plan: PlanId,
    cycle: &Cycle,
) -> Result<(), Error> {
    let reminder = TimeLeft::until(cycle.due, cx.today()).and_then(Reminder::at);
    if let Some(reminder @ Reminder::Before(_)) = reminder {
        tx.do_once(REMIND, &thing(plan, cycle.period, reminder), cx.now).await?;
    }
    Ok(())
}

/// One reminder of one cycle, to everybody it concerns.
async fn remind(
    cx: &Context,
    cycle: &Matter,
    (plan, period): (PlanId, Period),
    reminder: Reminder,
) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::OpenCycle)?;
    let outstanding = cx.store.outstanding(&cx.jurisdiction, plan, period).await?;
    let circle = Circle::all(cx).await?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if !tx.do_once(REMIND, &thing(plan, period, reminder), cx.now).await? {
        return Ok(()); // Another server did.
    }
    let kind = match reminder {
        Reminder::Before(_) => NoticeKind::ReportsDue,
        Reminder::Late => NoticeKind::ReportsLate,
    };
    let news = News {
        plan: Some(plan),
        period: Some(period),
        due: cycle.due,
        ..News::new(kind, &cycle.title)
    };
    for one in &outstanding {
        remind_one(cx, &mut tx, &circle, (one, reminder), &news).await?;
    }
    if reminder == Reminder::Late && !outstanding.is_empty() {
        let count = outstanding.iter().map(|it| it.to_fill + it.to_approve).sum();
        tell_all(cx, &mut tx, &circle.office(), &News { count, ..news }).await?;
    }
    let entry = permit.named("remind_reports").entry(cx.now, thing(plan, period, reminder));
    Ok(tx.commit(entry).await?)
}

/// The same, to one organisation: those who fill in, those who approve; of what is late, those who answer for it.
async fn remind_one(
    cx: &Context,
    tx: &mut WriteTx,
    circle: &Circle,
    (one, reminder): (&Outstanding, Reminder),
    news: &News,
) -> Result<(), Error> {
    let organisation = &one.organisation;
    let told: &[(&[Role], u32)] = match reminder {
        Reminder::Before(_) => {
            &[(&[Role::Reporter], one.to_fill), (&[Role::Approver], one.to_approve)]
        }
        Reminder::Late => {
            &[(&[Role::Reporter, Role::Approver, Role::Leader], one.to_fill + one.to_approve)]
        }
    };
    for (roles, count) in told.iter().filter(|(_, count)| *count > 0) {
        let news = News { organisation: Some(organisation.clone()), count: *count, ..news.clone() };
        tell_all(cx, tx, &circle.holding(roles, organisation), &news).await?;
    }
    Ok(())
}
