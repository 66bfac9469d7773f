//! The list of terms 用户词表 as the office wrote it.

use luoshi_delivery::Jurisdiction;

use crate::{Error, Store, WriteTx};

impl WriteTx {
    /// Puts a list of terms in place of the one before.
    pub async fn save_terms(&mut self, list: &str) -> Result<(), Error> {
        const SAVE: &str = "
            INSERT INTO term_list (jurisdiction, body) VALUES ($1, $2)
            ON CONFLICT (jurisdiction) DO UPDATE SET body = excluded.body";
        let query = sqlx::query(SAVE).bind(self.jurisdiction().to_owned()).bind(list);
        query.execute(self.connection()).await?;
        Ok(())
    }
}

impl Store {
    /// The list of terms; empty where there is none.
    pub async fn terms(&self, jurisdiction: &Jurisdiction) -> Result<String, Error> {
        const TERMS: &str = "SELECT body FROM term_list WHERE jurisdiction = $1";
        let query = sqlx::query_scalar::<_, String>(TERMS).bind(jurisdiction.as_str());
        Ok(query.fetch_optional(self.pool()).await?.unwrap_or_default())
    }
}
