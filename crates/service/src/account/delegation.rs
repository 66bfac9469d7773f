//! Acting for somebody else 转授权: given for a time, taken back, and never hidden.

use jiff::ToSpan as _;
use luoshi_delivery::{Grant, News, NoticeKind, on_behalf};
use luoshi_store::{Delegation, Store, StoredGrant};

use super::own_name;
use super::people::{account, find_person};
use super::user::{StandIn, User};
use crate::organisation::owner_of;
use crate::policy::{own_session, permit_over};
use crate::{Action, Context, Error};

/// How long somebody may act for another at most, in days; then it is given anew.
const AT_MOST: i64 = 366;

/// Lets somebody act in one of the own roles until a day; the delegation's number. Whoever acts for another cannot pass
/// it on, and roles of those who keep and check the system are never lent.
pub async fn delegate_role(cx: &Context, stand_in: &str, grant: &Grant) -> Result<u32, Error> {
    let name = own_name(cx)?;
    let today = cx.today();
    let until = grant.until.ok_or(Error::NoSuchTerm)?;
    if until < grant.from.max(today) || until > today.saturating_add(AT_MOST.days()) {
        return Err(Error::NoSuchTerm);
    }
    if name == stand_in {
        return Err(Error::OwnGrant);
    }
    account(cx, stand_in).await?;
    let held = cx.store.grants_of(&cx.jurisdiction, name).await?;
    if !grant.role.is_lent() || !held.iter().any(|it| covers(it, grant) && it.grant.holds_on(today))
    {
        return Err(Error::NotYoursToLend);
    }
    let own = account(cx, name).await?;
    let news = News {
        organisation: grant.organisation.clone(),
        due: Some(until),
        ..News::new(NoticeKind::Delegated, &own.display_name)
    };
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    let id = tx.add_delegation((name, stand_in), grant, cx.now).await?;
    tx.tell(stand_in, &news, cx.now).await?;
    let thing = format!("user/{name}/delegation/{id}/{stand_in}/{}", grant.role.name());
    tx.commit(own_session(name, "delegate_role").entry(cx.now, thing)).await?;
    Ok(id)
}

/// Ends a delegation at once: whoever made it, whoever acts by it, or whoever gives out roles.
pub async fn revoke_delegation(cx: &Context, id: u32) -> Result<(), Error> {
    let name = own_name(cx)?;
    let found = cx.store.delegation(&cx.jurisdiction, id).await?;
    let is_own = found.as_ref().is_some_and(|it| it.principal == name || it.stand_in == name);
    let permit = if is_own {
        own_session(name, "revoke_delegation")
    } else {
        let organisation = found.as_ref().and_then(|it| it.grant.organisation.as_ref());
        let owner = owner_of(cx, organisation).await?;
        permit_over(&cx.actor, Action::GrantRole, &owner)?.named("revoke_delegation")
    };
    let Some(found) = found else { return Err(Error::NoSuchGrant(id)) };
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if tx.revoke_delegation(id, name, cx.now).await? {
        let thing = format!("user/{}/delegation/{id}/{}", found.principal, found.stand_in);
        tx.commit(permit.entry(cx.now, thing)).await?;
    }
    Ok(())
}

/// The delegations whoever is signed in made or was given, and that are not over.
pub async fn own_delegations(cx: &Context) -> Result<Vec<Delegation>, Error> {
    lasting(cx, own_name(cx)?).await
}

/// The same of somebody the actor may see.
pub async fn delegations_of(cx: &Context, name: &str) -> Result<Vec<Delegation>, Error> {
    find_person(cx, name).await?;
    lasting(cx, name).await
}

async fn lasting(cx: &Context, name: &str) -> Result<Vec<Delegation>, Error> {
    let (all, today) = (cx.store.delegations(&cx.jurisdiction, name).await?, cx.today());
    Ok(all.into_iter().filter(|it| it.grant.until.is_some_and(|until| today <= until)).collect())
}

/// Somebody as they act for `principal`: with what was lent to them and the principal still holds, and nothing of their
/// own. None where nothing is lent today.
pub(super) async fn standing_in(
    (store, jurisdiction): (&Store, &luoshi_delivery::Jurisdiction),
    user: &User,
    principal: &str,
    today: jiff::civil::Date,
) -> Result<Option<User>, Error> {
    let lent = store.delegations(jurisdiction, &user.name).await?.into_iter();
    let lent = lent.filter(|it| {
        it.stand_in == user.name && it.principal == principal && it.grant.holds_on(today)
    });
    let held = store.grants_of(jurisdiction, principal).await?;
    let still_held = |it: &Delegation| {
        held.iter().any(|own| covers(own, &it.grant) && own.grant.holds_on(today))
    };
    let grants: Vec<Grant> = lent.filter(still_held).map(|it| it.grant).collect();
    let Some(account) = store.account(jurisdiction, principal).await? else { return Ok(None) };
    Ok((!grants.is_empty()).then(|| User {
        grants,
        stands_in: Some(StandIn {
            signature: on_behalf(&user.name, principal),
            principal: principal.to_owned(),
            display_name: account.display_name,
        }),
        ..user.clone()
    }))
}

/// Whether a grant that stands is of the role and the organisation of another.
fn covers(held: &StoredGrant, grant: &Grant) -> bool {
    held.revoked_at.is_none()
        && held.grant.role == grant.role
        && held.grant.organisation == grant.organisation
}
