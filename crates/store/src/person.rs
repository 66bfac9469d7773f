//! What the audit log calls people 化名, and how somebody is forgotten.
//!
//! Names of people stand in the log as aliases: digests of the name with a salt of their own. As long as name and salt are
//! kept, everybody who may read them can compute that the alias is this person; once they are destroyed, the log is as
//! whole as it was, and its aliases say nothing.

use std::collections::HashMap;

use jiff::Timestamp;
use luoshi_audit::{Hashing, alias};
use luoshi_delivery::Jurisdiction;
use serde_json::Value;
use sqlx::{Any, AnyConnection, AssertSqlSafe};

use crate::change::{fresh_salt, random};
use crate::dialect::Dialect;
use crate::schema::{Kind, Table, quoted, tables};
use crate::{AuditEntry, Error, Store, WriteTx};

/// What every alias begins with; no name does.
pub const ALIAS: char = '~';

/// Names with what the log calls them.
pub(crate) type Aliases = HashMap<String, String>;

/// The aliases of a jurisdiction; none in a database that knows of no aliases yet.
pub(crate) async fn aliases(
    dialect: Dialect,
    connection: &mut AnyConnection,
    jurisdiction: &str,
) -> Result<Aliases, Error> {
    const ALL: &str = "SELECT name, alias FROM audit_person WHERE jurisdiction = $1";
    let there = tables(dialect, connection).await?;
    if there.iter().all(|table| table.name != "audit_person") {
        return Ok(Aliases::new());
    }
    let query = sqlx::query_as::<Any, (String, String)>(ALL).bind(jurisdiction);
    Ok(query.fetch_all(connection).await?.into_iter().collect())
}

/// The aliases that are not the digest of their name and salt: somebody put another name there.
pub(crate) async fn changed_aliases(
    connection: &mut AnyConnection,
    jurisdiction: &str,
    hashing: Hashing,
) -> Result<Vec<String>, Error> {
    const ALL: &str = "
        SELECT name, alias, salt FROM audit_person WHERE jurisdiction = $1 ORDER BY alias";
    let query = sqlx::query_as::<Any, (String, String, String)>(ALL).bind(jurisdiction);
    let all = query.fetch_all(connection).await?.into_iter();
    let changed = all.filter(|(name, known, salt)| alias(hashing, salt, name) != *known);
    Ok(changed.map(|(_, known, _)| known).collect())
}

impl Table {
    /// The place in its key, without the jurisdiction, where a user's name stands.
    fn person_in_key(&self) -> Option<usize> {
        let of_user =
            |name: &str| name == "user_name" || (self.name == "user_account" && name == "name");
        self.key_columns().iter().position(|column| of_user(&column.name))
    }

    /// Whose name stands in a key.
    pub(crate) fn person_of(&self, key: &str) -> Option<String> {
        let mut values: Vec<Value> = serde_json::from_str(key).ok()?;
        match values.get_mut(self.person_in_key()?)?.take() {
            Value::String(name) => Some(name),
            _ => None,
        }
    }

    /// A key as the log writes it: with the alias in place of the name.
    pub(crate) fn key_in_log(&self, key: &str, aliases: &Aliases) -> Result<String, Error> {
        let Some(place) = self.person_in_key().filter(|_| !aliases.is_empty()) else {
            return Ok(key.to_owned());
        };
        let read = serde_json::from_str::<Vec<Value>>(key);
        let mut values = read.map_err(|_| Error::OtherColumns(self.name.clone()))?;
        if let Some(Value::String(name)) = values.get_mut(place)
            && let Some(alias) = aliases.get(name.as_str())
        {
            alias.clone_into(name);
        }
        Ok(Value::Array(values).to_string())
    }

    /// The columns that hold a user by the name: `user_name`, `filled_by`, `recipient`.
    fn person_columns(&self) -> impl Iterator<Item = &str> {
        // What a pack calls its own fields says nothing about users.
        let is_register = self.name.starts_with("reg_");
        let of_user = move |name: &str| match is_register {
            true => name == "recorded_by",
            false => matches!(name, "user_name" | "recipient") || name.ends_with("_by"),
        };
        let texts = self.columns.iter().filter(|column| column.kind == Kind::Text);
        texts.map(|column| column.name.as_str()).filter(move |name| of_user(name))
    }
}

impl Store {
    /// The names of people by what the log calls them; whoever was forgotten is not among them.
    pub async fn names_in_log(
        &self,
        jurisdiction: &Jurisdiction,
    ) -> Result<HashMap<String, String>, Error> {
        const ALL: &str = "SELECT alias, name FROM audit_person WHERE jurisdiction = $1";
        let query = sqlx::query_as::<Any, (String, String)>(ALL).bind(jurisdiction.as_str());
        Ok(query.fetch_all(self.pool()).await?.into_iter().collect())
    }
}

impl Store {
    /// Whether somebody was ever forgotten.
    pub async fn has_forgotten(&self, jurisdiction: &Jurisdiction) -> Result<bool, Error> {
        const ANY: &str =
            "SELECT name FROM user_account WHERE jurisdiction = $1 AND name LIKE '~%' LIMIT 1";
        let query = sqlx::query(ANY).bind(jurisdiction.as_str());
        Ok(query.fetch_optional(self.pool()).await?.is_some())
    }
}

impl WriteTx {
    /// From now on the log calls this user by an alias.
    pub(crate) async fn add_alias(&mut self, name: &str) -> Result<(), Error> {
        const ADD: &str = "
            INSERT INTO audit_person (jurisdiction, name, alias, salt) VALUES ($1, $2, $3, $4)";
        let (hashing, salt) = (self.log_hashing().await?, fresh_salt()?);
        let (jurisdiction, alias) = (self.jurisdiction().to_owned(), alias(hashing, &salt, name));
        let query = sqlx::query(ADD).bind(jurisdiction).bind(name).bind(alias).bind(salt);
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// What the log calls somebody; the name itself where it has no alias.
    pub(crate) async fn in_log(&mut self, name: &str) -> Result<String, Error> {
        const ALIAS_OF: &str =
            "SELECT alias FROM audit_person WHERE jurisdiction = $1 AND name = $2";
        let jurisdiction = self.jurisdiction().to_owned();
        let query = sqlx::query_scalar::<Any, String>(ALIAS_OF).bind(jurisdiction).bind(name);
        let alias = query.fetch_optional(self.connection()).await?;
        Ok(alias.unwrap_or_else(|| name.to_owned()))
    }

    /// Forgets a user: what they did stays done, by somebody without a name. Sessions, password, second factor and
    /// identities are gone, roles end; the alias stands wherever the name stood. To be committed by
    /// [`Self::commit_forgetting`].
    pub async fn forget_user(&mut self, name: &str, by: &str, at: Timestamp) -> Result<(), Error> {
        const GONE: [&str; 4] = ["session", "recovery_code", "identity", "mail_wish"];
        const TOLD: &str = "
            UPDATE notice SET title = $3 WHERE jurisdiction = $1 AND title = (
                SELECT display_name FROM user_account WHERE jurisdiction = $1 AND name = $2)";
        const STAND_IN: &str = "
            INSERT INTO user_account (jurisdiction, name, display_name, password_hash, failures, must_change)
            VALUES ($1, $2, $2, '', 0, 0)";
        const END: &str = "
            UPDATE role_grant SET revoked_at = $3, revoked_by = $4
            WHERE jurisdiction = $1 AND user_name = $2 AND revoked_at IS NULL";
        const FORGET: &str = "DELETE FROM user_account WHERE jurisdiction = $1 AND name = $2";
        let jurisdiction = self.jurisdiction().to_owned();
        let known = self.in_log(name).await?;
        // An account older than aliases stands in the log by its name; here it goes on without.
        let alias = match known == name {
            true => format!("{ALIAS}{}", hex::encode(random::<16>()?)),
            false => known,
        };
        for table in GONE {
            let delete = format!("DELETE FROM {table} WHERE jurisdiction = $1 AND user_name = $2");
            let query = sqlx::query(AssertSqlSafe(delete)).bind(&jurisdiction).bind(name);
            query.execute(self.connection()).await?;
        }
        let end = sqlx::query(END).bind(&jurisdiction).bind(name).bind(at.to_string()).bind(by);
        end.execute(self.connection()).await?;
        sqlx::query(STAND_IN).bind(&jurisdiction).bind(&alias).execute(self.connection()).await?;
        let told = sqlx::query(TOLD).bind(&jurisdiction).bind(name).bind(&alias);
        told.execute(self.connection()).await?;
        let dialect = self.dialect();
        // The log has aliases already, and `audit_person` is still asked for this one.
        for table in tables(dialect, self.connection()).await? {
            if table.name.starts_with("audit_") || table.name == "counter" {
                continue;
            }
            for column in table.person_columns() {
                let (table, column) = (quoted(&table.name), quoted(column));
                let rename = format!(
                    "UPDATE {table} SET {column} = $3 WHERE jurisdiction = $1 AND {column} = $2"
                );
                let query = sqlx::query(AssertSqlSafe(rename)).bind(&jurisdiction);
                query.bind(name).bind(&alias).execute(self.connection()).await?;
            }
        }
        let forget = sqlx::query(FORGET).bind(&jurisdiction).bind(name);
        forget.execute(self.connection()).await?;
        Ok(())
    }

    /// Commits that a user was forgotten: the entry, then the salts of what rows were before, and of the name itself, are
    /// destroyed. The digests stay, and the log with them.
    pub async fn commit_forgetting(mut self, entry: AuditEntry, name: &str) -> Result<(), Error> {
        // Of every row this write changed, and of every row the user ever wrote, but for what they are now.
        const BLUNT: &str = "
            UPDATE audit_change SET salt = ''
            WHERE jurisdiction = $1 AND salt <> ''
                AND (table_name, row_key) IN (
                    SELECT table_name, row_key FROM audit_change
                    WHERE jurisdiction = $1 AND (sequence = $2 OR sequence IN (
                        SELECT sequence FROM audit_entry WHERE jurisdiction = $1 AND actor = $3)))
                AND EXISTS (
                    SELECT 1 FROM audit_change AS later
                    WHERE later.jurisdiction = $1 AND later.table_name = audit_change.table_name
                        AND later.row_key = audit_change.row_key
                        AND later.sequence > audit_change.sequence)";
        // What rows were, with the alias in place of the name: JSON, in which a name stands as it is.
        const CALL: &str = "
            UPDATE row_before SET old_values = REPLACE(old_values, $2, $3)
            WHERE jurisdiction = $1 AND old_values LIKE $4";
        const FORGET: &str = "DELETE FROM audit_person WHERE jurisdiction = $1 AND name = $2";
        let hashing = self.log_hashing().await?;
        let changes = self.changes(hashing).await?;
        let alias = self.in_log(name).await?;
        let sequence = self.append(&entry, hashing, &changes).await?;
        let jurisdiction = self.jurisdiction().to_owned();
        let blunt = sqlx::query(BLUNT).bind(&jurisdiction).bind(sequence).bind(&alias);
        blunt.execute(self.connection()).await?;
        let called = if alias == name { ALIAS.to_string() } else { alias };
        let call = sqlx::query(CALL).bind(&jurisdiction).bind(format!("\"{name}\""));
        let call = call.bind(format!("\"{called}\"")).bind(format!("%\"{name}\"%"));
        call.execute(self.connection()).await?;
        let forget = sqlx::query(FORGET).bind(&jurisdiction).bind(name);
        forget.execute(self.connection()).await?;
        self.finish(hashing).await
    }
}
