//! Sessions: a random token in the browser, its digest in the store.

use std::fmt;

use jiff::{Timestamp, ToSpan as _};
use luoshi_delivery::Jurisdiction;
use luoshi_store::{Session, Store};
use sha2::{Digest as _, Sha256};

use super::{User, secret};
use crate::context::day_of;
use crate::policy::own_session;
use crate::{Actor, Context, Error};

/// How long a session lasts, in hours: a working day and its overtime.
const LASTS_HOURS: i64 = 12;

/// The secret a browser shows to be known again. Printed nowhere but in the cookie.
pub struct SessionToken {
    token: String,
    /// When it is worth nothing any more.
    pub expires_at: Timestamp,
}

impl SessionToken {
    /// A new token, from the operating system's random source.
    pub(super) fn fresh(now: Timestamp) -> Result<Self, Error> {
        let token = hex(&secret::bytes::<32>()?);
        let expires_at = now.saturating_add(LASTS_HOURS.hours()).unwrap_or(Timestamp::MAX);
        Ok(Self { token, expires_at })
    }

    /// The value of the cookie.
    pub fn as_str(&self) -> &str {
        &self.token
    }

    pub(super) fn session_of(&self, user_name: &str) -> Session {
        Session {
            token_digest: digest(&self.token),
            user_name: user_name.to_owned(),
            expires_at: self.expires_at,
        }
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

/// Who holds this token in `jurisdiction` at the moment `now`; a visitor when nobody does.
pub async fn actor(
    store: &Store,
    jurisdiction: &Jurisdiction,
    token: &str,
    now: Timestamp,
) -> Result<Actor, Error> {
    let Some(session) = store.session(jurisdiction, &digest(token)).await? else {
        return Ok(Actor::Visitor);
    };
    if session.expires_at <= now {
        return Ok(Actor::Visitor);
    }
    let account = store.account(jurisdiction, &session.user_name).await?;
    let Some(account) = account else { return Ok(Actor::Visitor) };
    let today = day_of(now);
    let held = store.grants_of(jurisdiction, &account.name).await?.into_iter();
    let held = held.filter(|it| it.revoked_at.is_none() && it.grant.holds_on(today));
    Ok(Actor::User(User {
        name: account.name,
        display_name: account.display_name,
        organisation: account.organisation,
        grants: held.map(|it| it.grant).collect(),
    }))
}

/// Ends the session of `token`. A session that is not there any more is no error.
pub async fn sign_out(cx: &Context, token: &str) -> Result<(), Error> {
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if tx.end_session(&digest(token)).await? {
        let user = cx.actor.name();
        tx.commit(own_session(user, "sign_out").entry(cx.now, format!("user/{user}"))).await?;
    }
    Ok(())
}

fn digest(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
