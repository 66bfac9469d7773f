//! What the program does by itself, once.

use jiff::Timestamp;

use crate::{Error, WriteTx};

impl WriteTx {
    /// Notes that a duty was done about a thing; whether it had not been before. Another server that does the same at
    /// the same moment waits here, and then finds it done.
    pub async fn do_once(
        &mut self,
        duty: &'static str,
        thing: &str,
        at: Timestamp,
    ) -> Result<bool, Error> {
        const DO: &str = "
            INSERT INTO duty_done (jurisdiction, duty, thing, done_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING";
        let query = sqlx::query(DO).bind(self.jurisdiction().to_owned()).bind(duty);
        let done = query.bind(thing).bind(at.to_string()).execute(self.connection()).await?;
        Ok(done.rows_affected() == 1)
    }
}

impl crate::Store {
    /// Whether a duty was done about a thing: what is asked before a write is begun for it.
    pub async fn was_done(
        &self,
        jurisdiction: &luoshi_delivery::Jurisdiction,
        duty: &'static str,
        thing: &str,
    ) -> Result<bool, Error> {
        const DONE: &str = "
            SELECT 1 AS done FROM duty_done WHERE jurisdiction = $1 AND duty = $2 AND thing = $3";
        let query = sqlx::query(DONE).bind(jurisdiction.as_str()).bind(duty).bind(thing);
        Ok(query.fetch_optional(self.pool()).await?.is_some())
    }
}
