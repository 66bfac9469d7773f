//! Who is signed in.

use jiff::Timestamp;
use luoshi_delivery::Jurisdiction;
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// A session 会话, by the digest of its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token in hexadecimal.
    pub token_digest: String,
    /// Whose it is.
    pub user_name: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was last used, to a few minutes.
    pub last_seen: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

impl WriteTx {
    /// Stores a new session.
    pub async fn add_session(&mut self, session: &Session) -> Result<(), Error> {
        const ADD: &str = "
            INSERT INTO session (jurisdiction, token_digest, user_name, expires_at, started_at,
                                 last_seen)
            VALUES ($1, $2, $3, $4, $5, $6)";
        sqlx::query(ADD)
            .bind(self.jurisdiction().to_owned())
            .bind(session.token_digest.as_str())
            .bind(session.user_name.as_str())
            .bind(session.expires_at.to_string())
            .bind(session.started_at.to_string())
            .bind(session.last_seen.to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Forgets the sessions that ended before `now`.
    pub async fn end_expired_sessions(&mut self, now: Timestamp) -> Result<(), Error> {
        const END: &str = "DELETE FROM session WHERE jurisdiction = $1 AND expires_at < $2";
        let query = sqlx::query(END).bind(self.jurisdiction().to_owned()).bind(now.to_string());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Ends all sessions of a user; how many there were.
    pub async fn end_sessions_of(&mut self, user_name: &str) -> Result<u64, Error> {
        const END: &str = "DELETE FROM session WHERE jurisdiction = $1 AND user_name = $2";
        let query = sqlx::query(END).bind(self.jurisdiction().to_owned()).bind(user_name);
        Ok(query.execute(self.connection()).await?.rows_affected())
    }

    /// Ends a session of that user; whether there was one.
    pub async fn end_session(&mut self, user_name: &str, digest: &str) -> Result<bool, Error> {
        const END: &str = "
            DELETE FROM session
            WHERE jurisdiction = $1 AND user_name = $2 AND token_digest = $3";
        let query = sqlx::query(END).bind(self.jurisdiction().to_owned());
        let query = query.bind(user_name).bind(digest);
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}

impl Store {
    /// The session with that token digest, if there is one, ended or not.
    pub async fn session(
        &self,
        jurisdiction: &Jurisdiction,
        token_digest: &str,
    ) -> Result<Option<Session>, Error> {
        const SESSION: &str = "
            SELECT token_digest, user_name, started_at, last_seen, expires_at FROM session
            WHERE jurisdiction = $1 AND token_digest = $2";
        let query = sqlx::query(SESSION).bind(jurisdiction.as_str()).bind(token_digest);
        query.fetch_optional(self.pool()).await?.as_ref().map(session).transpose()
    }

    /// The sessions of a user, the last begun first, ended or not.
    pub async fn sessions_of(
        &self,
        jurisdiction: &Jurisdiction,
        user_name: &str,
    ) -> Result<Vec<Session>, Error> {
        const SESSIONS: &str = "
            SELECT token_digest, user_name, started_at, last_seen, expires_at FROM session
            WHERE jurisdiction = $1 AND user_name = $2 ORDER BY started_at DESC, token_digest";
        let query = sqlx::query(SESSIONS).bind(jurisdiction.as_str()).bind(user_name);
        query.fetch_all(self.pool()).await?.iter().map(session).collect()
    }

    /// Notes that a session was used. The one thing that is written without an entry in the audit log:
    /// it says nothing but that somebody is still there.
    pub async fn touch_session(
        &self,
        jurisdiction: &Jurisdiction,
        token_digest: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        const TOUCH: &str =
            "UPDATE session SET last_seen = $3 WHERE jurisdiction = $1 AND token_digest = $2";
        let query = sqlx::query(TOUCH).bind(jurisdiction.as_str()).bind(token_digest);
        query.bind(now.to_string()).execute(self.pool()).await?;
        Ok(())
    }
}

fn session(row: &AnyRow) -> Result<Session, Error> {
    let columns = Columns { table: "session", row };
    let moment = |column| columns.read(column, |text| text.parse().ok());
    Ok(Session {
        token_digest: columns.text("token_digest")?,
        user_name: columns.text("user_name")?,
        started_at: moment("started_at")?,
        last_seen: moment("last_seen")?,
        expires_at: moment("expires_at")?,
    })
}
