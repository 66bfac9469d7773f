use jiff::ToSpan as _;
use luoshi_delivery::{
    Matter, OrganisationChart, OrganisationCode, TimeLeft, by_urgency, share_a_person,
};

use super::supervision::{extensions, orders};
use crate::account::own_name;
use crate::organisation::{chart_today, owner_in};
use crate::policy::{held_for, may, may_somewhere};
use crate::{Action, Context, Error};

/// What waits for somebody.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The most urgent first.
    pub matters: Vec<Matter>,
    /// The organisations of today.
    pub chart: OrganisationChart,
}

/// For how many days after its last day a cycle's reports still wait: until well into the next quarter.
const DAYS_BACK: i64 = 100;
/// How many organisations are asked about one by one; of more, all are read at once.
const ONE_BY_ONE: usize = 8;
/// How many plans and documents wait on one desk at most.
const AT_MOST: u32 = 50;

/// What waits for whoever is signed in, the most urgent first.
pub async fn desk(cx: &Context) -> Result<Desk, Error> {
    own_name(cx)?;
    let chart = chart_today(cx).await?;
    let mut matters = to_accept(cx, &chart).await?;
    let since = cx.today().saturating_sub(DAYS_BACK.days());
    for organisation in held_for(&cx.actor, Action::FillReport) {
        matters.extend(cx.store.returned(&cx.jurisdiction, organisation, since).await?);
        matters.extend(cx.store.to_fill(&cx.jurisdiction, organisation, since).await?);
    }
    for organisation in held_for(&cx.actor, Action::ApproveReport) {
        matters.extend(to_approve(cx, organisation).await?);
    }
    matters.extend(orders(cx).await?);
    matters.extend(extensions(cx).await?);
    if may_somewhere(&cx.actor, Action::DecideReport) {
        matters.extend(cx.store.to_decide(&cx.jurisdiction).await?);
    }
    if may_somewhere(&cx.actor, Action::OpenCycle) {
        matters.extend(closing(cx).await?);
    }
    if may_somewhere(&cx.actor, Action::IssuePlan) {
        matters.extend(cx.store.to_issue(&cx.jurisdiction, AT_MOST).await?);
    }
    if may_somewhere(&cx.actor, Action::ImportDocument) {
        matters.extend(cx.store.to_review(&cx.jurisdiction, AT_MOST).await?);
    }
    if may_somewhere(&cx.actor, Action::UnlockUser) {
        let locked = cx.store.locked_out(&cx.jurisdiction, cx.now).await?.into_iter();
        let owner = |it: &Matter| owner_in(&chart, it.organisation.as_ref());
        matters.extend(locked.filter(|it| may(&cx.actor, Action::UnlockUser, &owner(it))));
    }
    by_urgency(&mut matters);
    Ok(Desk { matters, chart })
}

/// Plans that wait to be accepted by an organisation the actor accepts for.
async fn to_accept(cx: &Context, chart: &OrganisationChart) -> Result<Vec<Matter>, Error> {
    if !may_somewhere(&cx.actor, Action::AcceptIssue) {
        return Ok(Vec::new());
    }
    let is_theirs =
        |code: &OrganisationCode| may(&cx.actor, Action::AcceptIssue, &owner_in(chart, Some(code)));
    let theirs: Vec<_> = chart.all().iter().filter(|it| is_theirs(&it.code)).collect();
    if theirs.len() > ONE_BY_ONE {
        let all = cx.store.to_accept(&cx.jurisdiction, None).await?.into_iter();
        return Ok(all.filter(|it| it.organisation.as_ref().is_some_and(is_theirs)).collect());
    }
    let mut matters = Vec::new();
    for organisation in theirs {
        matters.extend(cx.store.to_accept(&cx.jurisdiction, Some(&organisation.code)).await?);
    }
    Ok(matters)
}

/// Reports of an organisation that the actor may approve: none they had a hand in.
async fn to_approve(cx: &Context, organisation: &OrganisationCode) -> Result<Vec<Matter>, Error> {
    let mut matters: Vec<Matter> = Vec::new();
    for found in cx.store.to_approve(&cx.jurisdiction, organisation).await? {
        if share_a_person(cx.actor.name(), &found.filled_by) {
            continue;
        }
        match matters.iter_mut().find(|it| it.waiting == found.matter.waiting) {
            Some(same) => same.count += found.matter.count,
            None => matters.push(found.matter),
        }
    }
    Ok(matters)
}

/// Cycles whose reports are due within five working days, or were.
async fn closing(cx: &Context) -> Result<Vec<Matter>, Error> {
    let (today, days) = (cx.today(), 30.days());
    let around = (today.saturating_sub(days), today.saturating_add(days));
    let cycles = cx.store.closing(&cx.jurisdiction, around).await?.into_iter();
    let is_near = |it: &Matter| {
        matches!(it.time_left(today), Some(TimeLeft::Days(0..=5) | TimeLeft::Late(0..=5)))
    };
    Ok(cycles.filter(is_near).collect())
}
