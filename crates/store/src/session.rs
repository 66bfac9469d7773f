//! Who is signed in.

use jiff::Timestamp;
use luoshi_delivery::Jurisdiction;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// A session 会话, by the digest of its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token in hexadecimal.
    pub token_digest: String,
    /// Whose it is.
    pub user_name: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl WriteTx {
    /// Stores a new session.
    pub async fn add_session(&mut self, session: &Session) -> Result<(), Error> {
        const ADD: &str = "
            INSERT INTO session (jurisdiction, token_digest, user_name, expires_at)
            VALUES ($1, $2, $3, $4)";
        sqlx::query(ADD)
            .bind(self.jurisdiction().to_owned())
            .bind(session.token_digest.as_str())
            .bind(session.user_name.as_str())
            .bind(session.expires_at.to_string())
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

    /// Ends a session; whether there was one.
    pub async fn end_session(&mut self, token_digest: &str) -> Result<bool, Error> {
        const END: &str = "DELETE FROM session WHERE jurisdiction = $1 AND token_digest = $2";
        let query = sqlx::query(END).bind(self.jurisdiction().to_owned()).bind(token_digest);
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
            SELECT token_digest, user_name, expires_at FROM session
            WHERE jurisdiction = $1 AND token_digest = $2";
        let query = sqlx::query(SESSION).bind(jurisdiction.as_str()).bind(token_digest);
        let Some(row) = query.fetch_optional(self.pool()).await? else { return Ok(None) };
        let columns = Columns { table: "session", row: &row };
        Ok(Some(Session {
            token_digest: columns.text("token_digest")?,
            user_name: columns.text("user_name")?,
            expires_at: columns.read("expires_at", |text| text.parse().ok())?,
        }))
    }
}
