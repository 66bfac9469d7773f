//! Who acts for whom.

use jiff::Timestamp;
use luoshi_delivery::{Grant, Jurisdiction, OrganisationCode, Role};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// A delegation as stored 转授权.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// Its number.
    pub id: u32,
    /// For whom: a user's name.
    pub principal: String,
    /// Who acts: a user's name.
    pub stand_in: String,
    /// In which role, for what, and how long. It always ends.
    pub grant: Grant,
    /// Since when it is worth nothing, where it was revoked.
    pub revoked_at: Option<Timestamp>,
}

impl WriteTx {
    /// Stores a new delegation; its number.
    pub async fn add_delegation(
        &mut self,
        (principal, stand_in): (&str, &str),
        grant: &Grant,
        at: Timestamp,
    ) -> Result<u32, Error> {
        const ADD: &str = "
            INSERT INTO delegation (jurisdiction, id, principal, stand_in, role, organisation,
                                    valid_from, valid_until, made_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let id = self.next_number("delegation").await?;
        sqlx::query(ADD)
            .bind(self.jurisdiction().to_owned())
            .bind(id)
            .bind(principal)
            .bind(stand_in)
            .bind(grant.role.name())
            .bind(grant.organisation.as_ref().map(OrganisationCode::as_str))
            .bind(grant.from.to_string())
            .bind(grant.until.map(|until| until.to_string()))
            .bind(at.to_string())
            .execute(self.connection())
            .await?;
        Ok(u32::try_from(id).unwrap_or(u32::MAX))
    }

    /// Ends a delegation; whether it was there and had not been ended before.
    pub async fn revoke_delegation(
        &mut self,
        id: u32,
        by: &str,
        at: Timestamp,
    ) -> Result<bool, Error> {
        const REVOKE: &str = "
            UPDATE delegation SET revoked_at = $3, revoked_by = $4
            WHERE jurisdiction = $1 AND id = $2 AND revoked_at IS NULL";
        let query = sqlx::query(REVOKE).bind(self.jurisdiction().to_owned()).bind(i64::from(id));
        let done = query.bind(at.to_string()).bind(by).execute(self.connection()).await?;
        Ok(done.rows_affected() > 0)
    }
}

impl Store {
    /// The delegations somebody made or was given that were not revoked, the newest first.
    pub async fn delegations(
        &self,
        jurisdiction: &Jurisdiction,
        user_name: &str,
    ) -> Result<Vec<Delegation>, Error> {
        const DELEGATIONS: &str = "
            SELECT id, principal, stand_in, role, organisation, valid_from, valid_until, revoked_at
            FROM delegation
            WHERE jurisdiction = $1 AND (principal = $2 OR stand_in = $2) AND revoked_at IS NULL
            ORDER BY id DESC";
        let query = sqlx::query(DELEGATIONS).bind(jurisdiction.as_str()).bind(user_name);
        query.fetch_all(self.pool()).await?.iter().map(delegation).collect()
    }

    /// The delegation of that number.
    pub async fn delegation(
        &self,
        jurisdiction: &Jurisdiction,
        id: u32,
    ) -> Result<Option<Delegation>, Error> {
        const DELEGATION: &str = "
            SELECT id, principal, stand_in, role, organisation, valid_from, valid_until, revoked_at
            FROM delegation WHERE jurisdiction = $1 AND id = $2";
        let query = sqlx::query(DELEGATION).bind(jurisdiction.as_str()).bind(i64::from(id));
        query.fetch_optional(self.pool()).await?.as_ref().map(delegation).transpose()
    }
}

fn delegation(row: &AnyRow) -> Result<Delegation, Error> {
    let columns = Columns { table: "delegation", row };
    Ok(Delegation {
        id: columns.number("id")?,
        principal: columns.text("principal")?,
        stand_in: columns.text("stand_in")?,
        grant: Grant {
            role: columns.read("role", Role::parse)?,
            organisation: columns.parsed("organisation")?,
            from: columns.read("valid_from", |text| text.parse().ok())?,
            until: columns.parsed("valid_until")?,
        },
        revoked_at: columns.parsed("revoked_at")?,
    })
}
