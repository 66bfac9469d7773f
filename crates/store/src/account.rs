//! People who may sign in.

use jiff::Timestamp;
use luoshi_delivery::{Jurisdiction, OrganisationCode};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// A user as stored 用户.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The name to sign in with.
    pub name: String,
    /// The name pages print.
    pub display_name: String,
    /// The organisation they belong to, where there is one.
    pub organisation: Option<OrganisationCode>,
    /// Argon2id hash of the password as a PHC string.
    pub password_hash: String,
    /// Wrong passwords since the last right one.
    pub failures: u32,
    /// No sign-in before this moment.
    pub locked_until: Option<Timestamp>,
    /// Whether the password is for the first time only.
    pub must_change: bool,
    /// The secret of the second factor, in base32.
    pub totp_secret: Option<String>,
    /// The last step of the second factor whose code was used.
    pub totp_step: u64,
}

impl WriteTx {
    /// Stores a new account; the log calls it by an alias.
    pub async fn add_account(&mut self, account: &Account) -> Result<(), Error> {
        const ADD: &str = "
            INSERT INTO user_account (jurisdiction, name, display_name, organisation, password_hash,
                                      failures, locked_until, must_change)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        sqlx::query(ADD)
            .bind(self.jurisdiction().to_owned())
            .bind(account.name.as_str())
            .bind(account.display_name.as_str())
            .bind(account.organisation.as_ref().map(OrganisationCode::as_str))
            .bind(account.password_hash.as_str())
            .bind(i64::from(account.failures))
            .bind(account.locked_until.map(|until| until.to_string()))
            .bind(i64::from(account.must_change))
            .execute(self.connection())
            .await?;
        self.add_alias(&account.name).await
    }

    /// Stores another password.
    pub async fn save_password(
        &mut self,
        name: &str,
        password_hash: &str,
        must_change: bool,
    ) -> Result<(), Error> {
        const SAVE: &str = "
            UPDATE user_account SET password_hash = $3, must_change = $4
            WHERE jurisdiction = $1 AND name = $2";
        sqlx::query(SAVE)
            .bind(self.jurisdiction().to_owned())
            .bind(name)
            .bind(password_hash)
            .bind(i64::from(must_change))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Stores how often the password was wrong, and until when nobody may try again.
    pub async fn save_failures(
        &mut self,
        name: &str,
        failures: u32,
        locked_until: Option<Timestamp>,
    ) -> Result<(), Error> {
        const SAVE: &str = "
            UPDATE user_account SET failures = $3, locked_until = $4
            WHERE jurisdiction = $1 AND name = $2";
        sqlx::query(SAVE)
            .bind(self.jurisdiction().to_owned())
            .bind(name)
            .bind(i64::from(failures))
            .bind(locked_until.map(|until| until.to_string()))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Store {
    /// The account of that name, if there is one.
    pub async fn account(
        &self,
        jurisdiction: &Jurisdiction,
        name: &str,
    ) -> Result<Option<Account>, Error> {
        const ACCOUNT: &str = "
            SELECT name, display_name, organisation, password_hash, failures, locked_until,
                   must_change, totp_secret, totp_step
            FROM user_account WHERE jurisdiction = $1 AND name = $2";
        let query = sqlx::query(ACCOUNT).bind(jurisdiction.as_str()).bind(name);
        let Some(row) = query.fetch_optional(self.pool()).await? else { return Ok(None) };
        account(&row).map(Some)
    }

    /// All accounts, by name; those of people who were forgotten are none any more.
    pub async fn accounts(&self, jurisdiction: &Jurisdiction) -> Result<Vec<Account>, Error> {
        const ACCOUNTS: &str = "
            SELECT name, display_name, organisation, password_hash, failures, locked_until,
                   must_change, totp_secret, totp_step
            FROM user_account WHERE jurisdiction = $1 AND name NOT LIKE '~%' ORDER BY name";
        let query = sqlx::query(ACCOUNTS).bind(jurisdiction.as_str());
        query.fetch_all(self.pool()).await?.iter().map(account).collect()
    }
}

fn account(row: &AnyRow) -> Result<Account, Error> {
    let columns = Columns { table: "user_account", row };
    Ok(Account {
        name: columns.text("name")?,
        display_name: columns.text("display_name")?,
        organisation: columns.parsed("organisation")?,
        password_hash: columns.text("password_hash")?,
        failures: columns.number("failures")?,
        locked_until: columns.parsed("locked_until")?,
        must_change: columns.number("must_change")? != 0,
        totp_secret: columns.optional("totp_secret")?,
        totp_step: u64::from(columns.number("totp_step")?),
    })
}
