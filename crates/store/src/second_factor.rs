//! The second factor of sign-in, and the codes for somebody who has lost it.

use crate::{Error, WriteTx};

impl WriteTx {
    /// Stores a second factor with its recovery codes, in place of the one before; `None` removes it.
    pub async fn save_second_factor(
        &mut self,
        name: &str,
        secret: Option<&str>,
        step: u64,
        code_digests: &[String],
    ) -> Result<(), Error> {
        const SAVE: &str = "
            UPDATE user_account SET totp_secret = $3, totp_step = $4
            WHERE jurisdiction = $1 AND name = $2";
        const FORGET: &str = "DELETE FROM recovery_code WHERE jurisdiction = $1 AND user_name = $2";
        const ADD: &str = "
            INSERT INTO recovery_code (jurisdiction, user_name, code_digest) VALUES ($1, $2, $3)";
        let jurisdiction = self.jurisdiction().to_owned();
        sqlx::query(SAVE)
            .bind(jurisdiction.clone())
            .bind(name)
            .bind(secret)
            .bind(i64::try_from(step).unwrap_or(i64::MAX))
            .execute(self.connection())
            .await?;
        let forget = sqlx::query(FORGET).bind(jurisdiction.clone()).bind(name);
        forget.execute(self.connection()).await?;
        for digest in code_digests {
            let add = sqlx::query(ADD).bind(jurisdiction.clone()).bind(name).bind(digest.as_str());
            add.execute(self.connection()).await?;
        }
        Ok(())
    }

    /// Uses up the code of a step; whether neither it nor a later one had been used before.
    pub async fn use_step(&mut self, name: &str, step: u64) -> Result<bool, Error> {
        const USE: &str = "
            UPDATE user_account SET totp_step = $3
            WHERE jurisdiction = $1 AND name = $2 AND totp_step < $3";
        let query = sqlx::query(USE)
            .bind(self.jurisdiction().to_owned())
            .bind(name)
            .bind(i64::try_from(step).unwrap_or(i64::MAX));
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }

    /// Uses up a recovery code; whether there was one.
    pub async fn use_recovery_code(&mut self, name: &str, digest: &str) -> Result<bool, Error> {
        const USE: &str = "
            DELETE FROM recovery_code
            WHERE jurisdiction = $1 AND user_name = $2 AND code_digest = $3";
        let query = sqlx::query(USE).bind(self.jurisdiction().to_owned()).bind(name).bind(digest);
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}
