//! Organisations as they stood at any time.

use std::collections::BTreeSet;

use jiff::civil::Date;
use luoshi_delivery::{Jurisdiction, Organisation, OrganisationCode, OrganisationKind};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// All organisations of a jurisdiction, of all times.
const ALL: &str = "
    SELECT code, valid_from, valid_until, kind, name, short_name, aliases, parent, successors, note
    FROM organisation WHERE jurisdiction = $1 ORDER BY ordinal, code, valid_from";

impl WriteTx {
    /// All organisations, of all times, as this transaction finds them.
    pub async fn organisations(&mut self) -> Result<Vec<Organisation>, Error> {
        let jurisdiction = self.jurisdiction().to_owned();
        let rows = sqlx::query(ALL).bind(jurisdiction).fetch_all(self.connection()).await?;
        rows.iter().map(organisation).collect()
    }

    /// Stores the whole history of each organisation of the list, each where it stood in lists; new
    /// ones come last.
    pub async fn keep_organisations(
        &mut self,
        organisations: &[Organisation],
    ) -> Result<(), Error> {
        let mut done = BTreeSet::new();
        for code in organisations.iter().map(|it| &it.code) {
            if !done.insert(code) {
                continue;
            }
            let ordinal = self.ordinal(code).await?;
            self.forget_organisation(code).await?;
            for organisation in organisations.iter().filter(|it| it.code == *code) {
                self.add_organisation(ordinal, organisation).await?;
            }
        }
        Ok(())
    }

    /// Where an organisation stands in lists; behind all others where it is new.
    async fn ordinal(&mut self, code: &OrganisationCode) -> Result<i64, Error> {
        const OF: &str =
            "SELECT MIN(ordinal) FROM organisation WHERE jurisdiction = $1 AND code = $2";
        const LAST: &str = "SELECT MAX(ordinal) FROM organisation WHERE jurisdiction = $1";
        let of = sqlx::query_scalar(OF).bind(self.jurisdiction().to_owned());
        let of = of.bind(code.as_str().to_owned());
        let known: Option<i64> = of.fetch_one(self.connection()).await?;
        if let Some(known) = known {
            return Ok(known);
        }
        let last = sqlx::query_scalar(LAST).bind(self.jurisdiction().to_owned());
        let last: Option<i64> = last.fetch_one(self.connection()).await?;
        Ok(last.map_or(0, |last| last + 1))
    }

    async fn forget_organisation(&mut self, code: &OrganisationCode) -> Result<(), Error> {
        const FORGET: &str = "DELETE FROM organisation WHERE jurisdiction = $1 AND code = $2";
        let forget = sqlx::query(FORGET).bind(self.jurisdiction().to_owned());
        forget.bind(code.as_str().to_owned()).execute(self.connection()).await?;
        Ok(())
    }

    /// Stores the whole history of each organisation of the list, in place of what was known of it.
    /// Those that are not in the list stay.
    pub async fn save_organisations(
        &mut self,
        organisations: &[Organisation],
    ) -> Result<(), Error> {
        for organisation in organisations {
            self.forget_organisation(&organisation.code).await?;
        }
        for (ordinal, organisation) in (0..).zip(organisations) {
            self.add_organisation(ordinal, organisation).await?;
        }
        Ok(())
    }

    async fn add_organisation(&mut self, ordinal: i64, it: &Organisation) -> Result<(), Error> {
        const ADD: &str = "
            INSERT INTO organisation (jurisdiction, code, valid_from, valid_until, ordinal, kind,
                                      name, short_name, aliases, parent, successors, note)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        let successors: Vec<&str> = it.successors.iter().map(OrganisationCode::as_str).collect();
        sqlx::query(ADD)
            .bind(self.jurisdiction().to_owned())
            .bind(it.code.as_str())
            .bind(it.from.map(|from| from.to_string()).unwrap_or_default())
            .bind(it.until.map(|until| until.to_string()))
            .bind(ordinal)
            .bind(it.kind.name())
            .bind(it.name.as_str())
            .bind(it.short_name.as_deref())
            .bind(serde_json::Value::from(it.aliases.clone()).to_string())
            .bind(it.parent.as_ref().map(OrganisationCode::as_str))
            .bind(serde_json::Value::from(successors).to_string())
            .bind(it.note.as_deref())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Store {
    /// All organisations of a jurisdiction, of all times, in the order of their file.
    pub async fn organisations(
        &self,
        jurisdiction: &Jurisdiction,
    ) -> Result<Vec<Organisation>, Error> {
        let rows = sqlx::query(ALL).bind(jurisdiction.as_str()).fetch_all(self.pool()).await?;
        rows.iter().map(organisation).collect()
    }
}

fn organisation(row: &AnyRow) -> Result<Organisation, Error> {
    let columns = Columns { table: "organisation", row };
    let codes = |text: &str| {
        let codes: Vec<String> = serde_json::from_str(text).ok()?;
        codes.iter().map(|code| code.parse().ok()).collect()
    };
    Ok(Organisation {
        code: columns.read("code", |text| text.parse().ok())?,
        kind: columns.read("kind", OrganisationKind::parse)?,
        name: columns.text("name")?,
        short_name: columns.optional("short_name")?,
        aliases: columns.read("aliases", |text| serde_json::from_str(text).ok())?,
        parent: columns.parsed("parent")?,
        from: columns.read("valid_from", first_day)?,
        until: columns.parsed("valid_until")?,
        successors: columns.read("successors", codes)?,
        note: columns.optional("note")?,
    })
}

/// The first day as stored: empty where it is older than the records.
fn first_day(text: &str) -> Option<Option<Date>> {
    if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) }
}
