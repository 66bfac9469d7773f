//! By which identities at providers users sign in.

use jiff::Timestamp;
use luoshi_delivery::Jurisdiction;
use sqlx::Any;

use crate::{Error, Store, WriteTx};

/// Somebody as a provider (OpenID Connect) knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider: `https://id.example`.
    pub issuer: String,
    /// Who they are there; never given to anybody else.
    pub subject: String,
}

impl Store {
    /// The name of the user who signs in by an identity.
    pub async fn user_of(
        &self,
        jurisdiction: &Jurisdiction,
        identity: &Identity,
    ) -> Result<Option<String>, Error> {
        const USER: &str = "
            SELECT user_name FROM identity
            WHERE jurisdiction = $1 AND issuer = $2 AND subject = $3";
        let query = sqlx::query_scalar::<Any, String>(USER).bind(jurisdiction.as_str());
        let query = query.bind(&identity.issuer).bind(&identity.subject);
        Ok(query.fetch_optional(self.pool()).await?)
    }

    /// Whether a user signs in by some identity at a provider.
    pub async fn has_identity(
        &self,
        jurisdiction: &Jurisdiction,
        user: &str,
        issuer: &str,
    ) -> Result<bool, Error> {
        const ANY: &str = "
            SELECT subject FROM identity
            WHERE jurisdiction = $1 AND user_name = $2 AND issuer = $3";
        let query = sqlx::query(ANY).bind(jurisdiction.as_str()).bind(user).bind(issuer);
        Ok(query.fetch_optional(self.pool()).await?.is_some())
    }
}

impl WriteTx {
    /// From now on a user signs in by this identity, in place of another one at the same provider.
    pub async fn link_identity(
        &mut self,
        user: &str,
        identity: &Identity,
        at: Timestamp,
    ) -> Result<(), Error> {
        const LINK: &str = "
            INSERT INTO identity (jurisdiction, issuer, subject, user_name, linked_at)
            VALUES ($1, $2, $3, $4, $5)";
        self.unlink_identity(user, &identity.issuer).await?;
        sqlx::query(LINK)
            .bind(self.jurisdiction().to_owned())
            .bind(&identity.issuer)
            .bind(&identity.subject)
            .bind(user)
            .bind(at.to_string())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// A user no longer signs in at a provider.
    pub async fn unlink_identity(&mut self, user: &str, issuer: &str) -> Result<(), Error> {
        const UNLINK: &str =
            "DELETE FROM identity WHERE jurisdiction = $1 AND user_name = $2 AND issuer = $3";
        let query = sqlx::query(UNLINK).bind(self.jurisdiction().to_owned());
        query.bind(user).bind(issuer).execute(self.connection()).await?;
        Ok(())
    }
}
