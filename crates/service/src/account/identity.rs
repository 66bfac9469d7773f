//! Signing in at a provider (OpenID Connect): whoever it says somebody is, is one of our users only when that user
//! said so, with the password of their own account.

use luoshi_store::Identity;

use super::people::account;
use super::sign_in::begin_session;
use super::{SessionToken, own_name, password};
use crate::policy::own_session;
use crate::{Context, Error};

/// Begins a session for the user who signs in by this identity. A second factor is the provider's affair.
pub async fn sign_in_by_identity(cx: &Context, identity: &Identity) -> Result<SessionToken, Error> {
    let user = cx.store.user_of(&cx.jurisdiction, identity).await?;
    let user = user.ok_or(Error::UnknownIdentity)?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.end_expired_sessions(cx.now).await?;
    let token = begin_session(cx, &mut tx, &user).await?;
    let permit = own_session(&user, "sign_in_by_identity");
    tx.commit(permit.entry(cx.now, format!("user/{user}"))).await?;
    Ok(token)
}

/// Whether whoever is signed in knows the password of the account: asked before it is opened to another identity.
pub async fn confirm_password(cx: &Context, typed: &str) -> Result<(), Error> {
    let account = account(cx, own_name(cx)?).await?;
    match password::verify(typed.to_owned(), Some(account.password_hash)).await? {
        true => Ok(()),
        false => Err(Error::WrongPassword),
    }
}

/// From now on whoever is signed in may sign in by this identity.
pub async fn link_identity(cx: &Context, identity: &Identity) -> Result<(), Error> {
    let name = own_name(cx)?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    match tx.link_identity(name, identity, cx.now).await {
        Err(taken) if taken.is_duplicate() => return Err(Error::IdentityTaken),
        done => done?,
    }
    let permit = own_session(name, "link_identity");
    Ok(tx.commit(permit.entry(cx.now, format!("user/{name}"))).await?)
}

/// From now on whoever is signed in may no longer sign in at this provider.
pub async fn unlink_identity(cx: &Context, issuer: &str) -> Result<(), Error> {
    let name = own_name(cx)?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.unlink_identity(name, issuer).await?;
    let permit = own_session(name, "unlink_identity");
    Ok(tx.commit(permit.entry(cx.now, format!("user/{name}"))).await?)
}

/// Whether whoever is signed in may sign in at this provider.
pub async fn is_linked(cx: &Context, issuer: &str) -> Result<bool, Error> {
    Ok(cx.store.has_identity(&cx.jurisdiction, own_name(cx)?, issuer).await?)
}
