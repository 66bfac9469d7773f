use luoshi_delivery::{Bulletin, BulletinText, NotPublishable, Period, PlanId};

use crate::assignment::signed;
use crate::plan::plan;
use crate::policy::{Owner, may, permit};
use crate::{Action, Context, Error, What};

/// Keeps the first version of the bulletin of a cycle. Where there is one already, it stays as it is.
pub async fn compose_bulletin(
    cx: &Context,
    id: PlanId,
    period: Period,
    text: BulletinText,
) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::ComposeBulletin)?;
    plan(cx, id).await?;
    let saved = signed(cx);
    let authors = vec![saved.by.clone()];
    let first = Bulletin { period, version: 1, text, saved, authors, published: None };
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if !tx.add_bulletin(id, &first).await? {
        return Ok(());
    }
    Ok(tx.commit(permit.entry(cx.now, thing(id, &first))).await?)
}

/// Saves what somebody made of the version `seen`, as the next one.
pub async fn edit_bulletin(
    cx: &Context,
    id: PlanId,
    period: Period,
    seen: u32,
    text: BulletinText,
) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::ComposeBulletin)?;
    let last = bulletin(cx, id, period).await?;
    if last.text == text && last.version == seen && last.published.is_none() {
        return Ok(()); // Sent twice, or nothing changed.
    }
    let next = last.edit(seen, text, signed(cx))?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if !tx.add_bulletin(id, &next).await? {
        return Err(NotPublishable::Changed.into());
    }
    let entry = permit.named("edit_bulletin").entry(cx.now, thing(id, &next));
    Ok(tx.commit(entry).await?)
}

/// Publishes the version somebody saw 审签发布. Whoever wrote any version of it may not (invariant 4).
pub async fn publish_bulletin(
    cx: &Context,
    id: PlanId,
    period: Period,
    seen: u32,
) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::PublishBulletin)?;
    let mut published = bulletin(cx, id, period).await?;
    published.publish(seen, signed(cx))?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if !tx.publish_bulletin(id, &published).await? {
        return Err(NotPublishable::Published.into());
    }
    Ok(tx.commit(permit.entry(cx.now, thing(id, &published))).await?)
}

/// The bulletins of a plan, the latest first: those that were published, and drafts for those who work on them.
pub async fn bulletins(cx: &Context, id: PlanId) -> Result<Vec<Bulletin>, Error> {
    plan(cx, id).await?;
    let mut all = cx.store.bulletins(&cx.jurisdiction, id).await?;
    all.retain(|it| it.published.is_some() || may_see_drafts(cx));
    Ok(all)
}

/// The bulletin of a cycle.
pub async fn bulletin(cx: &Context, id: PlanId, period: Period) -> Result<Bulletin, Error> {
    plan(cx, id).await?;
    let found = cx.store.bulletin(&cx.jurisdiction, id, period).await?;
    let found = found.filter(|it| it.published.is_some() || may_see_drafts(cx));
    found.ok_or(Error::NotFound(What::Bulletin(period)))
}

fn may_see_drafts(cx: &Context) -> bool {
    let working = [Action::ComposeBulletin, Action::PublishBulletin];
    working.iter().any(|action| may(&cx.actor, *action, &Owner::jurisdiction()))
}

fn thing(plan: PlanId, bulletin: &Bulletin) -> String {
    format!("plan/{plan}/bulletin/{}/{}", bulletin.period, bulletin.version)
}
