//! Sessions: a random token in the browser, its digest in the store.

use std::fmt;

use jiff::{Timestamp, ToSpan as _};
use luoshi_delivery::{Jurisdiction, day_of};
use luoshi_store::{Account, Session, Store};
use sha2::{Digest as _, Sha256};

use super::delegation::standing_in;
use super::people::account;
use super::{User, secret};
use crate::policy::own_session;
use crate::{Action, Actor, Context, Error};

/// How long a session lasts at most, in hours: a working day and its overtime.
const LASTS_HOURS: i64 = 12;
/// How long it lasts without being used, in minutes.
const IDLE_MINUTES: i64 = 60;
/// How exactly it is known when it was used, in minutes: no more than one write in so many.
const SEEN_MINUTES: i64 = 5;

/// The secret a browser shows to be known again. Printed nowhere but in the cookie.
pub struct SessionToken {
    token: String,
    /// When it is worth nothing any more.
    pub expires_at: Timestamp,
}

impl SessionToken {
    /// A new token, from the operating system's random source.
    pub(super) fn fresh(now: Timestamp) -> Result<Self, Error> {
        let token = hex::encode(secret::bytes::<32>()?);
        let expires_at = now.saturating_add(LASTS_HOURS.hours()).unwrap_or(Timestamp::MAX);
        Ok(Self { token, expires_at })
    }

    /// The value of the cookie.
    pub fn as_str(&self) -> &str {
        &self.token
    }

    pub(super) fn session_of(&self, user_name: &str, now: Timestamp) -> Session {
        Session {
            token_digest: digest(&self.token),
            user_name: user_name.to_owned(),
            started_at: now,
            last_seen: now,
            expires_at: self.expires_at,
        }
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

/// Who holds this token in `jurisdiction` at the moment `now`; a visitor when nobody does. Whoever asks to act for
/// `principal` does so where it was lent to them.
pub async fn actor(
    store: &Store,
    jurisdiction: &Jurisdiction,
    (token, principal): (&str, Option<&str>),
    now: Timestamp,
) -> Result<Actor, Error> {
    let Some(session) = store.session(jurisdiction, &digest(token)).await? else {
        return Ok(Actor::Visitor);
    };
    if !lasts(&session, now) {
        return Ok(Actor::Visitor);
    }
    if is_over(session.last_seen, SEEN_MINUTES, now) {
        store.touch_session(jurisdiction, &session.token_digest, now).await?;
    }
    let account = store.account(jurisdiction, &session.user_name).await?;
    let Some(account) = account else { return Ok(Actor::Visitor) };
    let user = user(store, jurisdiction, account, now).await?;
    if let Some(principal) = principal.filter(|_| !user.must_change_password)
        && let Some(lent) =
            standing_in((store, jurisdiction), &user, principal, day_of(now)).await?
    {
        return Ok(Actor::User(lent));
    }
    Ok(Actor::User(user))
}

/// The context as it would be if that user had signed in: how the operator plays a story that was written down.
pub async fn acting_as(cx: &Context, name: &str) -> Result<Context, Error> {
    if cx.actor != Actor::Operator {
        return Err(Error::Forbidden(Action::GrantRole));
    }
    let account = account(cx, name).await?;
    let user = user(&cx.store, &cx.jurisdiction, account, cx.now).await?;
    Ok(Context { actor: Actor::User(user), ..cx.clone() })
}

/// A user with the roles they hold at the moment `now`.
async fn user(
    store: &Store,
    jurisdiction: &Jurisdiction,
    account: Account,
    now: Timestamp,
) -> Result<User, Error> {
    let today = day_of(now);
    let held = store.grants_of(jurisdiction, &account.name).await?.into_iter();
    // Whoever still has the password for the first time may do nothing but change it.
    let held = held
        .filter(|it| !account.must_change && it.revoked_at.is_none() && it.grant.holds_on(today));
    Ok(User {
        name: account.name,
        display_name: account.display_name,
        organisation: account.organisation,
        grants: held.map(|it| it.grant).collect(),
        only_reads: false,
        must_change_password: account.must_change,
        has_second_factor: account.totp_secret.is_some(),
        stands_in: None,
    })
}

/// Whether a session has not ended: neither at its time nor for want of use.
pub(super) fn lasts(session: &Session, now: Timestamp) -> bool {
    now < session.expires_at && !is_over(session.last_seen, IDLE_MINUTES, now)
}

/// Whether so many minutes have passed since.
fn is_over(since: Timestamp, minutes: i64, now: Timestamp) -> bool {
    since.saturating_add(minutes.minutes()).is_ok_and(|end| end <= now)
}

/// Ends the session of `token`. A session that is not there any more is no error.
pub async fn sign_out(cx: &Context, token: &str) -> Result<(), Error> {
    let user = super::own_name(cx)?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if tx.end_session(user, &digest(token)).await? {
        tx.commit(own_session(user, "sign_out").entry(cx.now, format!("user/{user}"))).await?;
    }
    Ok(())
}

pub(super) fn digest(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}
