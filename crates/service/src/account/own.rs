//! What everybody does about their own account: the password, the sessions.

use jiff::Timestamp;

use super::people::account;
use super::session::digest;
use super::sign_in::{begin_session, count_failure};
use super::{SessionToken, own_name, password};
use crate::policy::own_session;
use crate::{Context, Error};

/// Changes the own password. All sessions end but the one that begins with it.
pub async fn change_password(cx: &Context, old: &str, new: &str) -> Result<SessionToken, Error> {
    let name = own_name(cx)?;
    let account = account(cx, name).await?;
    if let Some(until) = account.locked_until.filter(|until| cx.now < *until) {
        return Err(Error::LockedOut { until });
    }
    let hash = Some(account.password_hash.clone());
    if !password::verify(old.to_owned(), hash).await? {
        return Err(count_failure(cx, &account, Error::WrongPassword).await?);
    }
    if old == new {
        return Err(Error::WeakPassword);
    }
    password::check(new, &account.name, &account.display_name)?;
    let password_hash = password::hash(new.to_owned()).await?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_password(name, &password_hash, false).await?;
    tx.end_sessions_of(name).await?;
    let token = begin_session(cx, &mut tx, name).await?;
    tx.commit(own_session(name, "change_password").entry(cx.now, format!("user/{name}"))).await?;
    Ok(token)
}

/// A session of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// What it is called when it is to be ended: the digest of its token, worth nothing by itself.
    pub id: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was last used, to a few minutes.
    pub last_seen: Timestamp,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// The own sessions that have not ended, the last begun first.
pub async fn own_sessions(cx: &Context, token: &str) -> Result<Vec<OwnSession>, Error> {
    let sessions = cx.store.sessions_of(&cx.jurisdiction, own_name(cx)?).await?;
    let this = digest(token);
    let lasting = sessions.into_iter().filter(|it| super::session::lasts(it, cx.now));
    let own = lasting.map(|it| OwnSession {
        is_this: it.token_digest == this,
        id: it.token_digest,
        started_at: it.started_at,
        last_seen: it.last_seen,
    });
    Ok(own.collect())
}

/// Ends one of the own sessions. One that is not there any more is no error.
pub async fn end_own_session(cx: &Context, id: &str) -> Result<(), Error> {
    let name = own_name(cx)?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if tx.end_session(name, id).await? {
        tx.commit(own_session(name, "sign_out").entry(cx.now, format!("user/{name}"))).await?;
    }
    Ok(())
}
