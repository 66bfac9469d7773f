//! Organisations as they stood at any time.

use jiff::civil::Date;
use luoshi_delivery::{Jurisdiction, Organisation, OrganisationCode, OrganisationKind};
use sqlx::any::AnyRow;

use crate::row::Columns;
use crate::{Error, Store, WriteTx};

impl WriteTx {
    /// Stores the whole history of each organisation of the list, in place of what was known of it.
    /// Those that are not in the list stay.
    pub async fn save_organisations(
        &mut self,
        organisations: &[Organisation],
    ) -> Result<(), Error> {
        const FORGET: &str = "DELETE FROM organisation WHERE jurisdiction = $1 AND code = $2";
        for organisation in organisations {
            let forget = sqlx::query(FORGET).bind(self.jurisdiction().to_owned());
            let forget = forget.bind(organisation.code.as_str().to_owned());
            forget.execute(self.connection()).await?;
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
        const ALL: &str = "
            SELECT code, valid_from, valid_until, kind, name, short_name, aliases, parent,
                   successors, note
            FROM organisation WHERE jurisdiction = $1 ORDER BY ordinal, code, valid_from";
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
