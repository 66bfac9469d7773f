//! Who holds which role: giving one, taking it back.

use luoshi_delivery::Grant;
use luoshi_store::StoredGrant;

use super::people::account;
use crate::organisation::{exist, owner_of};
use crate::policy::permit_over;
use crate::{Action, Context, Error};

/// Gives a role to a user; the grant's number. One person never gets two of the roles that are kept
/// apart 三员分立 for the same day, and nobody gives a role to themselves.
pub async fn grant_role(cx: &Context, user_name: &str, grant: &Grant) -> Result<u32, Error> {
    let owner = owner_of(cx, grant.organisation.as_ref()).await?;
    let permit = permit_over(&cx.actor, Action::GrantRole, &owner)?;
    if cx.actor.name() == user_name {
        return Err(Error::OwnGrant);
    }
    if grant.until.is_some_and(|until| until < grant.from) {
        return Err(Error::EndsBeforeItBegins);
    }
    exist(cx, grant.organisation.as_slice()).await?;
    account(cx, user_name).await?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    let held = tx.grants_to_change(user_name).await?;
    if let Some(same) = held.iter().find(|it| it.grant == *grant) {
        return Ok(same.id);
    }
    let in_the_way =
        |it: &&StoredGrant| it.grant.role.excludes(grant.role) && it.grant.meets(grant);
    if let Some(held) = held.iter().find(in_the_way) {
        return Err(Error::KeptApart { held: held.grant.role, asked: grant.role });
    }
    let id = tx.add_grant(user_name, grant, cx.actor.name(), cx.now).await?;
    let thing = format!("user/{user_name}/grant/{id}/{}", grant.role.name());
    tx.commit(permit.entry(cx.now, thing)).await?;
    Ok(id)
}

/// Takes a role back, at once.
pub async fn revoke_role(cx: &Context, user_name: &str, id: u32) -> Result<(), Error> {
    let grants = cx.store.grants_of(&cx.jurisdiction, user_name).await?;
    let held = grants.into_iter().find(|it| it.id == id && it.revoked_at.is_none());
    let organisation = held.as_ref().and_then(|it| it.grant.organisation.as_ref());
    let owner = owner_of(cx, organisation).await?;
    let permit = permit_over(&cx.actor, Action::GrantRole, &owner)?;
    let Some(held) = held else { return Err(Error::NoSuchGrant(id)) };
    if cx.actor.name() == user_name {
        return Err(Error::OwnGrant);
    }
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if tx.revoke_grant(id, cx.actor.name(), cx.now).await? {
        let thing = format!("user/{user_name}/grant/{id}/{}", held.grant.role.name());
        tx.commit(permit.named("revoke_role").entry(cx.now, thing)).await?;
    }
    Ok(())
}
