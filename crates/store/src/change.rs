//! What each entry did to which rows, as digests: made at the commit, read again when the log is checked.

use std::collections::HashMap;

use luoshi_audit::{Change, Hash, Hashing, Row, digests_of};
use sqlx::{AssertSqlSafe, Row as _};

use crate::position::plans_of;
use crate::watch::{self, Touched};
use crate::{Error, WriteTx};

/// The most rows one statement adds.
const AT_ONCE: usize = 500;

/// A change with the salt of the digest after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SaltedChange {
    pub(crate) change: Change,
    pub(crate) salt: String,
}

/// What the log last said of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LastWord {
    /// The entry that said it.
    pub(crate) sequence: u64,
    /// The digest of the row; empty where it is gone.
    pub(crate) digest: String,
    pub(crate) salt: String,
}

impl LastWord {
    /// Whether the row is still as the log says.
    pub(crate) fn fits(&self, hashing: Hashing, row: &Row) -> bool {
        self.digest == hex::encode(row.digest(hashing, &self.salt))
    }
}

/// The table and the key of a row.
pub(crate) type Place = (String, String);

impl WriteTx {
    /// What this write did to which rows.
    pub(crate) async fn changes(&mut self, hashing: Hashing) -> Result<Vec<SaltedChange>, Error> {
        let (dialect, tables) = (self.dialect(), self.tables().clone());
        let mut touched = watch::touched(&tables, dialect, self.connection()).await?;
        touched.retain(|touched| touched.before != touched.after);
        let touched = self.as_the_log_calls_them(touched).await?;
        *self.plans() = Some(plans_of(&touched));
        let with_past = watch::with_past(&tables);
        let befores = touched.iter().filter_map(|touched| touched.before.clone());
        *self.befores() = befores.filter(|row| with_past.contains(&row.table)).collect();
        let places = touched.iter().filter_map(|touched| touched.before.as_ref());
        let places = places.map(|row| (row.table.clone(), row.key.clone())).collect::<Vec<_>>();
        let known = self.last_words(places).await?;
        touched.into_iter().map(|touched| change(hashing, &known, &touched)).collect()
    }

    /// The same with the keys that the log knows: whoever stands in one stands there by the alias. A row that got another
    /// name under the same alias is one that was changed.
    async fn as_the_log_calls_them(
        &mut self,
        touched: Vec<Touched>,
    ) -> Result<Vec<Touched>, Error> {
        let seen = self.tables().seen();
        let mut called: Vec<Touched> = Vec::with_capacity(touched.len());
        for mut touched in touched {
            for row in [&mut touched.before, &mut touched.after].into_iter().flatten() {
                let table = seen.iter().find(|table| table.name == row.table);
                if let Some((table, name)) =
                    table.and_then(|it| Some((it, it.person_of(&row.key)?)))
                {
                    let alias = self.in_log(&name).await?;
                    row.key = table.key_in_log(&row.key, &[(name, alias)].into())?;
                }
            }
            match called.iter_mut().find(|it| it.is_person_of(&touched)) {
                None => called.push(touched),
                Some(same) => {
                    same.before = same.before.take().or(touched.before);
                    same.after = same.after.take().or(touched.after);
                }
            }
        }
        Ok(called)
    }

    /// What the log last said of these rows. One by one: a row may have been written thousands of times, and only its
    /// last time is asked for.
    async fn last_words(&mut self, places: Vec<Place>) -> Result<HashMap<Place, LastWord>, Error> {
        const LAST: &str = "
            SELECT sequence, digest_after, salt FROM audit_change
            WHERE jurisdiction = $1 AND table_name = $2 AND row_key = $3
            ORDER BY sequence DESC LIMIT 1";
        let jurisdiction = self.jurisdiction().to_owned();
        let mut known = HashMap::with_capacity(places.len());
        for place in places {
            let query = sqlx::query(LAST).bind(&jurisdiction).bind(&place.0).bind(&place.1);
            let Some(row) = query.fetch_optional(self.connection()).await? else { continue };
            let sequence: i64 = row.try_get("sequence")?;
            let (digest, salt) = (row.try_get("digest_after")?, row.try_get("salt")?);
            known.insert(place, LastWord { sequence: sequence.unsigned_abs(), digest, salt });
        }
        Ok(known)
    }

    /// Keeps what an entry did to which rows; the two digests that the entry carries of it.
    pub(crate) async fn keep_changes(
        &mut self,
        hashing: Hashing,
        sequence: i64,
        changes: &[SaltedChange],
    ) -> Result<(String, String), Error> {
        for some in changes.chunks(AT_ONCE) {
            let tuple = |at: usize| {
                let places = (1..=7).map(|column| format!("${}", at * 7 + column));
                format!("({})", places.collect::<Vec<_>>().join(", "))
            };
            let tuples = (0..some.len()).map(tuple).collect::<Vec<_>>().join(", ");
            let keep = format!(
                "INSERT INTO audit_change (jurisdiction, sequence, table_name, row_key,
                                           digest_before, digest_after, salt) VALUES {tuples}"
            );
            let jurisdiction = self.jurisdiction().to_owned();
            let query = sqlx::query(AssertSqlSafe(keep));
            let query = some.iter().fold(query, |query, SaltedChange { change, salt }| {
                let query = query.bind(&jurisdiction).bind(sequence);
                let query = query.bind(&change.table).bind(&change.key);
                query.bind(&change.before).bind(&change.after).bind(salt)
            });
            query.execute(self.connection()).await?;
        }
        let plain: Vec<Change> = changes.iter().map(|it| it.change.clone()).collect();
        Ok(digests_of(hashing, &plain))
    }
}

impl Touched {
    fn place(&self) -> Option<(&str, &str)> {
        let row = self.after.as_ref().or(self.before.as_ref())?;
        Some((&row.table, &row.key))
    }

    /// Whether both are about the account of one person.
    fn is_person_of(&self, other: &Self) -> bool {
        self.place().is_some_and(|(table, _)| table == "user_account")
            && self.place() == other.place()
    }
}

/// What a write did to a row. A row that was not as the log last said keeps that: its digest before is not the one the
/// log knows, and whoever checks the log finds it.
fn change(
    hashing: Hashing,
    known: &HashMap<Place, LastWord>,
    touched: &Touched,
) -> Result<SaltedChange, Error> {
    let row = touched.after.as_ref().or(touched.before.as_ref());
    let (table, key) = row.map(|row| (row.table.clone(), row.key.clone())).unwrap_or_default();
    let place = (table, key);
    let salt = fresh_salt()?;
    let digest = |row: &Row| hex::encode(row.digest(hashing, &salt));
    let before = touched.before.as_ref().map(|row| {
        let as_known = known.get(&place).filter(|last| last.fits(hashing, row));
        as_known.map_or_else(|| digest(row), |last| last.digest.clone())
    });
    let after = touched.after.as_ref().map(digest).unwrap_or_default();
    let (table, key) = place;
    let change = Change { table, key, before: before.unwrap_or_default(), after };
    Ok(SaltedChange { change, salt })
}

/// The salt of a row's digest: 16 random bytes.
pub(crate) fn fresh_salt() -> Result<String, Error> {
    Ok(hex::encode(random::<16>()?))
}

/// Random bytes for salts and nonces.
#[expect(clippy::disallowed_methods, reason = "a salt must be one that nobody can guess")]
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|why| Error::NoChance(why.to_string()))?;
    Ok(bytes)
}

/// The digest of a row with a salt of its own.
pub(crate) fn salted(hashing: Hashing, row: &Row) -> Result<(String, String), Error> {
    let salt = fresh_salt()?;
    let digest: Hash = row.digest(hashing, &salt);
    Ok((hex::encode(digest), salt))
}
