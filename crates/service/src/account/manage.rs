//! What an administrator does to an account that is in trouble.

use luoshi_delivery::Role;

use super::password;
use super::people::account;
use crate::organisation::owner_of;
use crate::policy::{Permit, permit_over};
use crate::{Action, Actor, Context, Error};

/// Lets a user try again who was locked out by wrong passwords.
pub async fn unlock_user(cx: &Context, name: &str) -> Result<(), Error> {
    let permit = permit_for(cx, Action::UnlockUser, name).await?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_failures(name, 0, None).await?;
    tx.commit(permit.entry(cx.now, format!("user/{name}"))).await?;
    Ok(())
}

/// Ends all sessions of a user; how many there were.
pub async fn sign_out_user(cx: &Context, name: &str) -> Result<u64, Error> {
    let permit = permit_for(cx, Action::SignOutUser, name).await?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    let ended = tx.end_sessions_of(name).await?;
    tx.commit(permit.entry(cx.now, format!("user/{name}"))).await?;
    Ok(ended)
}

/// Gives a user who has lost password or second factor a password for the first time. All sessions end,
/// the second factor is gone, and the password has to be changed.
pub async fn reset_user(cx: &Context, name: &str, password: &str) -> Result<(), Error> {
    let permit = permit_for(cx, Action::ResetUser, name).await?;
    refuse_kept_apart(cx, name).await?;
    let password_hash = password::hash(password.to_owned()).await?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_password(name, &password_hash, true).await?;
    tx.save_second_factor(name, None, 0, &[]).await?;
    tx.save_failures(name, 0, None).await?;
    tx.end_sessions_of(name).await?;
    tx.commit(permit.entry(cx.now, format!("user/{name}"))).await?;
    Ok(())
}

/// Forgets a user for good: name, password, second factor and identities are destroyed, roles and sessions end. What they
/// did stays done, by somebody without a name. The name is typed `again`, as nothing brings it back.
pub async fn forget_user(cx: &Context, name: &str, again: &str) -> Result<(), Error> {
    let permit = permit_for(cx, Action::ForgetUser, name).await?;
    if again.trim() != name {
        return Err(Error::NotRepeated(name.to_owned()));
    }
    if cx.actor.name() == name {
        return Err(Error::OwnGrant);
    }
    refuse_kept_apart(cx, name).await?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.forget_user(name, cx.actor.name(), cx.now).await?;
    tx.commit_forgetting(permit.entry(cx.now, format!("user/{name}")), name).await?;
    Ok(())
}

/// Refuses to take over or remove those whose duties are kept apart from one's own 三员分立: an administrator who resets
/// the password of the auditor would be both.
async fn refuse_kept_apart(cx: &Context, name: &str) -> Result<(), Error> {
    let Actor::User(actor) = &cx.actor else { return Ok(()) };
    let held = cx.store.grants_of(&cx.jurisdiction, name).await?;
    let held = held.iter().filter(|it| {
        it.revoked_at.is_none() && it.grant.until.is_none_or(|until| cx.today() <= until)
    });
    let mut roles = held.map(|it| it.grant.role);
    let kept_apart = |role: &Role| actor.grants.iter().any(|own| own.role.excludes(*role));
    roles.find(kept_apart).map_or(Ok(()), |role| Err(Error::OfAnother(role)))
}

/// The permission to do it to the account of that name.
async fn permit_for(cx: &Context, action: Action, name: &str) -> Result<Permit, Error> {
    let account = account(cx, name).await;
    let organisation = account.as_ref().ok().and_then(|it| it.organisation.as_ref());
    let owner = owner_of(cx, organisation).await?;
    let permit = permit_over(&cx.actor, action, &owner)?;
    account.map(|_| permit)
}
