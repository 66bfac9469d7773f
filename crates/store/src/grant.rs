//! Who holds which role.

use jiff::Timestamp;
use luoshi_delivery::{Grant, Jurisdiction, OrganisationCode, Role};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// A grant as stored 授权.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredGrant {
    /// Its number.
    pub id: u32,
    /// Who holds it.
    pub user_name: String,
    /// What.
    pub grant: Grant,
    /// Who gave it.
    pub granted_by: String,
    /// Since when it is worth nothing, where it was revoked.
    pub revoked_at: Option<Timestamp>,
}

impl WriteTx {
    /// Stores a new grant; its number.
    pub async fn add_grant(
        &mut self,
        user_name: &str,
        grant: &Grant,
        by: &str,
        at: Timestamp,
    ) -> Result<u32, Error> {
        const ADD: &str = "
            INSERT INTO role_grant (jurisdiction, id, user_name, role, organisation, valid_from,
                                    valid_until, granted_at, granted_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let id = self.next_number("role_grant").await?;
        sqlx::query(ADD)
            .bind(self.jurisdiction().to_owned())
            .bind(id)
            .bind(user_name)
            .bind(grant.role.name())
            .bind(grant.organisation.as_ref().map(OrganisationCode::as_str))
            .bind(grant.from.to_string())
            .bind(grant.until.map(|until| until.to_string()))
            .bind(at.to_string())
            .bind(by)
            .execute(self.connection())
            .await?;
        Ok(u32::try_from(id).unwrap_or(u32::MAX))
    }

    /// Ends a grant; whether it was there and had not been ended before.
    pub async fn revoke_grant(&mut self, id: u32, by: &str, at: Timestamp) -> Result<bool, Error> {
        const REVOKE: &str = "
            UPDATE role_grant SET revoked_at = $3, revoked_by = $4
            WHERE jurisdiction = $1 AND id = $2 AND revoked_at IS NULL";
        let query = sqlx::query(REVOKE)
            .bind(self.jurisdiction().to_owned())
            .bind(i64::from(id))
            .bind(at.to_string())
            .bind(by);
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }

    /// What a user was granted and still has, seen from within the write, after every other write that
    /// concerns the same user.
    pub async fn grants_to_change(&mut self, user_name: &str) -> Result<Vec<StoredGrant>, Error> {
        const LOCK: &str = "
            UPDATE user_account SET name = name WHERE jurisdiction = $1 AND name = $2";
        const GRANTS: &str = "
            SELECT id, user_name, role, organisation, valid_from, valid_until, granted_by, revoked_at
            FROM role_grant
            WHERE jurisdiction = $1 AND user_name = $2 AND revoked_at IS NULL ORDER BY id";
        let jurisdiction = self.jurisdiction().to_owned();
        let lock = sqlx::query(LOCK).bind(jurisdiction.clone()).bind(user_name);
        lock.execute(self.connection()).await?;
        let query = sqlx::query(GRANTS).bind(jurisdiction).bind(user_name);
        query.fetch_all(self.connection()).await?.iter().map(stored_grant).collect()
    }
}

impl Store {
    /// What one user was ever granted, the oldest first.
    pub async fn grants_of(
        &self,
        jurisdiction: &Jurisdiction,
        user_name: &str,
    ) -> Result<Vec<StoredGrant>, Error> {
        const GRANTS: &str = "
            SELECT id, user_name, role, organisation, valid_from, valid_until, granted_by, revoked_at
            FROM role_grant WHERE jurisdiction = $1 AND user_name = $2 ORDER BY id";
        let query = sqlx::query(GRANTS).bind(jurisdiction.as_str()).bind(user_name);
        query.fetch_all(self.pool()).await?.iter().map(stored_grant).collect()
    }

    /// The grants for one organisation that were not revoked.
    pub async fn grants_for(
        &self,
        jurisdiction: &Jurisdiction,
        organisation: &OrganisationCode,
    ) -> Result<Vec<StoredGrant>, Error> {
        const GRANTS: &str = "
            SELECT id, user_name, role, organisation, valid_from, valid_until, granted_by, revoked_at
            FROM role_grant
            WHERE jurisdiction = $1 AND organisation = $2 AND revoked_at IS NULL ORDER BY id";
        let query = sqlx::query(GRANTS).bind(jurisdiction.as_str()).bind(organisation.as_str());
        query.fetch_all(self.pool()).await?.iter().map(stored_grant).collect()
    }

    /// All grants that were not revoked, of all users.
    pub async fn grants(&self, jurisdiction: &Jurisdiction) -> Result<Vec<StoredGrant>, Error> {
        const GRANTS: &str = "
            SELECT id, user_name, role, organisation, valid_from, valid_until, granted_by, revoked_at
            FROM role_grant WHERE jurisdiction = $1 AND revoked_at IS NULL ORDER BY id";
        let query = sqlx::query(GRANTS).bind(jurisdiction.as_str());
        query.fetch_all(self.pool()).await?.iter().map(stored_grant).collect()
    }
}

fn stored_grant(row: &AnyRow) -> Result<StoredGrant, Error> {
    let columns = Columns { table: "role_grant", row };
    let grant = Grant {
        role: columns.read("role", Role::parse)?,
        organisation: columns.parsed("organisation")?,
        from: columns.read("valid_from", |text| text.parse().ok())?,
        until: columns.parsed("valid_until")?,
    };
    Ok(StoredGrant {
        id: columns.number("id")?,
        user_name: columns.text("user_name")?,
        grant,
        granted_by: columns.text("granted_by")?,
        revoked_at: columns.parsed("revoked_at")?,
    })
}
