use jiff::{Timestamp, ToSpan as _};
use luoshi_store::{ALIAS, Account, WriteTx};

use super::{SessionToken, password, second_factor};
use crate::policy::own_session;
use crate::{Context, Error};

/// Wrong passwords in a row after which an account is locked for a while.
const TRIES: u32 = 5;
/// How long it is locked, in minutes.
const LOCKED_MINUTES: i64 = 15;

/// Begins a session for whoever knows the password and, where there is a second factor, a code of it.
/// An unknown user and a wrong password get the same answer in the same time; after five wrong ones
/// nobody may try for a quarter of an hour.
pub async fn sign_in(
    cx: &Context,
    name: &str,
    password: &str,
    code: &str,
) -> Result<SessionToken, Error> {
    let account = cx.store.account(&cx.jurisdiction, name).await?;
    if let Some(until) = account.as_ref().and_then(|account| account.locked_until)
        && cx.now < until
    {
        return Err(Error::LockedOut { until });
    }
    let account = account.filter(|account| !account.name.starts_with(ALIAS)); // Somebody who was forgotten.
    let hash = account.as_ref().map(|account| account.password_hash.clone());
    let right = password::verify(password.to_owned(), hash).await?;
    let Some(account) = account else { return Err(Error::WrongPassword) };
    if !right {
        return Err(count_failure(cx, &account, Error::WrongPassword).await?);
    }
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if let Some(secret) = &account.totp_secret {
        if code.trim().is_empty() {
            return Err(Error::CodeNeeded);
        }
        let secret = cx.store.unseal(&account.name, secret)?;
        if !second_factor::use_up(cx, &mut tx, &account, &secret, code).await? {
            drop(tx);
            return Err(count_failure(cx, &account, Error::WrongCode).await?);
        }
    }
    tx.end_expired_sessions(cx.now).await?;
    let token = begin_session(cx, &mut tx, &account.name).await?;
    tx.commit(own_session(&account.name, "sign_in").entry(cx.now, thing(&account))).await?;
    Ok(token)
}

/// Begins a session of somebody who has proved to be that user.
pub(super) async fn begin_session(
    cx: &Context,
    tx: &mut WriteTx,
    name: &str,
) -> Result<SessionToken, Error> {
    let token = SessionToken::fresh(cx.now)?;
    tx.save_failures(name, 0, None).await?;
    tx.add_session(&token.session_of(name, cx.now)).await?;
    Ok(token)
}

/// Counts something wrong that was typed, and says what to answer.
pub(super) async fn count_failure(
    cx: &Context,
    account: &Account,
    wrong: Error,
) -> Result<Error, Error> {
    let failures = account.failures + 1;
    let until = (failures >= TRIES)
        .then(|| cx.now.saturating_add(LOCKED_MINUTES.minutes()).unwrap_or(Timestamp::MAX));
    let kept = if until.is_some() { 0 } else { failures };
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_failures(&account.name, kept, until).await?;
    let entry = own_session(cx.actor.name(), "sign_in_refused").entry(cx.now, thing(account));
    tx.commit(entry).await?;
    Ok(until.map_or(wrong, |until| Error::LockedOut { until }))
}

fn thing(account: &Account) -> String {
    format!("user/{}", account.name)
}
