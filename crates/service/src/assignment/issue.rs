use luoshi_delivery::{
    Issue, News, NotIssuable, NoticeKind, OrganisationCode, Plan, PlanId, Role, Signed,
};
use luoshi_store::WriteTx;

use crate::decompose::unanswered;
use crate::notice::{Circle, tell_all};
use crate::organisation::owner_of;
use crate::plan::{contents, plan};
use crate::policy::{permit, permit_over};
use crate::{Action, Context, Error};

/// Issues a plan 交办 as it stands: everybody named for a task is to do it from now on. Where it is said, with the
/// decision it rests on. A later change is an amendment. Its version.
pub async fn issue_plan(cx: &Context, id: PlanId, decision: &str) -> Result<u32, Error> {
    let permit = permit(&cx.actor, Action::IssuePlan)?;
    let (plan, contents) = contents(cx, id).await?;
    if let Some(last) = cx.store.issues(&cx.jurisdiction, id).await?.first() {
        return Err(NotIssuable::Issued(last.version).into());
    }
    match unanswered(cx, id).await?.len() {
        0 => {}
        open => return Err(NotIssuable::Unanswered(open).into()),
    }
    let issue = Issue::next(&contents, None, decision, signed(cx))?;
    let circle = Circle::all(cx).await?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.add_issue(id, &issue).await?;
    tell_addressees(cx, &mut tx, &circle, (&plan, &issue)).await?;
    tx.commit(permit.entry(cx.now, format!("plan/{id}/issue/{}", issue.version))).await?;
    Ok(issue.version)
}

/// Tells every organisation that is to accept it.
pub(super) async fn tell_addressees(
    cx: &Context,
    tx: &mut WriteTx,
    circle: &Circle,
    (plan, issue): (&Plan, &Issue),
) -> Result<(), Error> {
    for organisation in issue.addressees() {
        let news = News {
            plan: Some(plan.id),
            organisation: Some(organisation.clone()),
            ..News::new(NoticeKind::Issued, &plan.title)
        };
        tell_all(cx, tx, &circle.holding(&[Role::Approver], organisation), &news).await?;
    }
    Ok(())
}

/// Accepts the latest issue 签收 for an organisation that it names.
pub async fn accept_issue(
    cx: &Context,
    id: PlanId,
    organisation: &OrganisationCode,
) -> Result<(), Error> {
    let owner = owner_of(cx, Some(organisation)).await?;
    let permit = permit_over(&cx.actor, Action::AcceptIssue, &owner)?;
    let issues = issues(cx, id).await?;
    let latest = issues.first().ok_or(Error::NotIssued)?;
    if !latest.addressees().contains(&organisation) {
        return Err(Error::NothingToAccept(organisation.clone()));
    }
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if !tx.accept_issue(id, latest.version, organisation, &signed(cx)).await? {
        return Err(Error::NothingToAccept(organisation.clone()));
    }
    let thing = format!("plan/{id}/issue/{}/{organisation}", latest.version);
    Ok(tx.commit(permit.entry(cx.now, thing)).await?)
}

/// The issues of a plan, the latest first, each with who accepted it.
pub async fn issues(cx: &Context, id: PlanId) -> Result<Vec<Issue>, Error> {
    plan(cx, id).await?;
    Ok(cx.store.issues(&cx.jurisdiction, id).await?)
}

/// The actor's name under a thing, now.
pub(crate) fn signed(cx: &Context) -> Signed {
    Signed { by: cx.actor.name().to_owned(), at: cx.now }
}
