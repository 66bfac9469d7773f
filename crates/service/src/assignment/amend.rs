//! Amendments 调整: what was issued changes once somebody else approved the change.

use luoshi_delivery::{
    Amendment, Assignments, Issue, NotAmendable, NotIssuable, Plan, PlanContents, PlanId, TaskId,
};
use luoshi_store::WriteTx;

use super::issue::{signed, tell_addressees};
use crate::notice::Circle;
use crate::plan::{contents, plan};
use crate::policy::{Permit, permit};
use crate::{Action, Context, Error};

/// Drafts a change of what was issued: takes it into the open amendment, or begins one.
pub(super) async fn draft(
    cx: &Context,
    permit: Permit,
    plan: PlanId,
    changes: &[(TaskId, Assignments)],
) -> Result<(), Error> {
    let (before, amendment) = drafted(cx, plan, changes).await?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if !tx.save_amendment(plan, before, &amendment).await? {
        return Err(Error::AmendmentChanged);
    }
    let thing = thing(plan, &amendment);
    Ok(tx.commit(permit.named("draft_amendment").entry(cx.now, thing)).await?)
}

/// Proposes changes of what was issued in a write that does more: with the open amendment, or as one of their own.
pub(crate) async fn propose_in(
    cx: &Context,
    tx: &mut WriteTx,
    plan: PlanId,
    changes: &[(TaskId, Assignments)],
    reason: &str,
) -> Result<(), Error> {
    crate::require(&cx.actor, Action::IssuePlan)?;
    let (before, mut amendment) = drafted(cx, plan, changes).await?;
    amendment.propose(reason, signed(cx))?;
    if !tx.save_amendment(plan, before, &amendment).await? {
        return Err(Error::AmendmentChanged);
    }
    Ok(())
}

/// The open amendment with these changes in it, or a new one; and where the open one stood.
async fn drafted(
    cx: &Context,
    plan: PlanId,
    changes: &[(TaskId, Assignments)],
) -> Result<(Option<luoshi_delivery::AmendmentState>, Amendment), Error> {
    let all = cx.store.amendments(&cx.jurisdiction, plan).await?;
    let open = all.first().filter(|it| !it.state.is_final());
    let before = open.map(|it| it.state);
    let next = all.first().map_or(1, |last| last.number + 1);
    let mut amendment = open.cloned().unwrap_or_else(|| Amendment::first(next, signed(cx)));
    for (task, assignments) in changes {
        amendment.change(*task, assignments, signed(cx))?;
    }
    Ok((before, amendment))
}

/// Asks for the approval of the open amendment 报批, with the reason.
pub async fn propose_amendment(cx: &Context, id: PlanId, reason: &str) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::IssuePlan)?;
    let open = Open::of(cx, id).await?;
    let before = open.amendment.state;
    let mut proposed = open.amendment.clone();
    proposed.propose(reason, signed(cx))?;
    open.next_issue(cx, reason)?; // Refused now rather than after the approval.
    let tx = cx.store.write(&cx.jurisdiction).await?;
    keep(cx, tx, id, (before, &proposed), permit.named("propose_amendment")).await
}

/// Approves the proposed amendment 批准: it is the next version of the issue, in force from now on. Whoever drafted or
/// proposed it may not (invariant 4). The version.
pub async fn approve_amendment(cx: &Context, id: PlanId) -> Result<u32, Error> {
    let permit = permit(&cx.actor, Action::ApproveAmendment)?;
    let open = Open::of(cx, id).await?;
    let before = open.amendment.state;
    let mut approved = open.amendment.clone();
    approved.approve(open.last.version + 1, signed(cx))?;
    let issue = open.next_issue(cx, &approved.reason)?;
    let circle = Circle::all(cx).await?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    for (task, list) in &approved.changes {
        tx.assign(id, *task, &Assignments::new(list.clone())?).await?;
    }
    tx.add_issue(id, &issue).await?;
    tell_addressees(cx, &mut tx, &circle, (&open.plan, &issue)).await?;
    keep(cx, tx, id, (before, &approved), permit.named("approve_amendment")).await?;
    Ok(issue.version)
}

/// Sends the proposed amendment back 退回, with the reason.
pub async fn return_amendment(cx: &Context, id: PlanId, answer: &str) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::ApproveAmendment)?;
    let open = Open::of(cx, id).await?.amendment;
    let mut returned = open.clone();
    returned.send_back(answer, signed(cx))?;
    let tx = cx.store.write(&cx.jurisdiction).await?;
    keep(cx, tx, id, (open.state, &returned), permit.named("return_amendment")).await
}

/// Gives the open amendment up 撤回.
pub async fn withdraw_amendment(cx: &Context, id: PlanId) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::IssuePlan)?;
    let open = Open::of(cx, id).await?.amendment;
    let mut withdrawn = open.clone();
    withdrawn.withdraw()?;
    let tx = cx.store.write(&cx.jurisdiction).await?;
    keep(cx, tx, id, (open.state, &withdrawn), permit.named("withdraw_amendment")).await
}

/// The amendments of a plan, the latest first.
pub async fn amendments(cx: &Context, id: PlanId) -> Result<Vec<Amendment>, Error> {
    plan(cx, id).await?;
    Ok(cx.store.amendments(&cx.jurisdiction, id).await?)
}

/// The amendment of an issued plan that is not in force yet, with what is.
struct Open {
    plan: Plan,
    amendment: Amendment,
    last: Issue,
    contents: PlanContents,
}

impl Open {
    async fn of(cx: &Context, id: PlanId) -> Result<Self, Error> {
        let (plan, contents) = contents(cx, id).await?;
        let issues = cx.store.issues(&cx.jurisdiction, id).await?;
        let last = issues.into_iter().next().ok_or(Error::NotIssued)?;
        let all = cx.store.amendments(&cx.jurisdiction, id).await?;
        let open = all.into_iter().next().filter(|it| !it.state.is_final());
        let amendment = open.ok_or(NotAmendable::None)?;
        Ok(Self { contents: amendment.applied_to(&contents), amendment, last, plan })
    }

    fn next_issue(&self, cx: &Context, reason: &str) -> Result<Issue, NotIssuable> {
        Issue::next(&self.contents, Some(&self.last), reason, signed(cx))
    }
}

async fn keep(
    cx: &Context,
    mut tx: WriteTx,
    plan: PlanId,
    (before, amendment): (luoshi_delivery::AmendmentState, &Amendment),
    permit: Permit,
) -> Result<(), Error> {
    if !tx.save_amendment(plan, Some(before), amendment).await? {
        return Err(Error::AmendmentChanged);
    }
    Ok(tx.commit(permit.entry(cx.now, thing(plan, amendment))).await?)
}

/// What the audit log calls an amendment.
fn thing(plan: PlanId, amendment: &Amendment) -> String {
    format!("plan/{plan}/amendment/{}", amendment.number)
}
