//! Secrets that the database keeps for others, sealed with a key it does not hold (XChaCha20-Poly1305): whoever gets
//! the database or a backup alone gets nothing of them.

use std::fmt;

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use jiff::Timestamp;
use luoshi_delivery::Jurisdiction;
use sqlx::Any;

use crate::change::random;
use crate::{AuditEntry, Error, Store, WriteTx};

/// What a sealed secret begins with; then its nonce and what is sealed, hexadecimal.
const SEALED: &str = "sealed:";

/// The key that secrets are sealed with. It is shown nowhere.
#[derive(Clone)]
pub(crate) struct SealingKey([u8; 32]);

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingKey")
    }
}

impl Store {
    /// The same store, which seals secrets with `key`.
    #[must_use]
    pub fn sealing_by(mut self, key: [u8; 32]) -> Self {
        *self.sealing_mut() = Some(SealingKey(key));
        self
    }

    /// A secret of `whose` as it is stored: sealed, where there is a key.
    pub fn seal(&self, whose: &str, secret: &str) -> Result<String, Error> {
        let Some(SealingKey(key)) = self.sealing() else { return Ok(secret.to_owned()) };
        let nonce: [u8; 24] = random()?;
        let payload = Payload { msg: secret.as_bytes(), aad: whose.as_bytes() };
        let cipher = XChaCha20Poly1305::new(key.into());
        let sealed = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| Error::Sealed)?;
        Ok(format!("{SEALED}{}{}", hex::encode(nonce), hex::encode(sealed)))
    }

    /// A stored secret of `whose`. One that was sealed for somebody else, or with another key, is none.
    pub fn unseal(&self, whose: &str, stored: &str) -> Result<String, Error> {
        let Some(sealed) = stored.strip_prefix(SEALED) else { return Ok(stored.to_owned()) };
        let SealingKey(key) = self.sealing().ok_or(Error::Sealed)?;
        let bytes = hex::decode(sealed).map_err(|_| Error::Sealed)?;
        let (nonce, sealed) = bytes.split_at_checked(24).ok_or(Error::Sealed)?;
        let nonce: [u8; 24] = nonce.try_into().map_err(|_| Error::Sealed)?;
        let payload = Payload { msg: sealed, aad: whose.as_bytes() };
        let cipher = XChaCha20Poly1305::new(key.into());
        let opened = cipher.decrypt(&XNonce::from(nonce), payload).map_err(|_| Error::Sealed)?;
        String::from_utf8(opened).map_err(|_| Error::Sealed)
    }

    /// Seals the second factors that earlier versions stored as they are.
    pub async fn seal_second_factors(
        &self,
        jurisdiction: &Jurisdiction,
        at: Timestamp,
    ) -> Result<(), Error> {
        const OPEN: &str = "
            SELECT name, totp_secret FROM user_account
            WHERE jurisdiction = $1 AND totp_secret NOT LIKE 'sealed:%' ORDER BY name";
        let query = sqlx::query_as::<Any, (String, String)>(OPEN).bind(jurisdiction.as_str());
        let open = query.fetch_all(self.pool()).await?;
        if open.is_empty() || self.sealing().is_none() {
            return Ok(());
        }
        let mut tx = self.write(jurisdiction).await?;
        for (name, secret) in open {
            let sealed = self.seal(&name, &secret)?;
            tx.replace_secret(&name, &secret, &sealed).await?;
        }
        let (actor, action) = ("luoshi".to_owned(), "seal_second_factors".to_owned());
        let (organisation, thing) = (String::new(), "users".to_owned());
        tx.commit(AuditEntry { at, actor, organisation, action, thing }).await
    }
}

impl WriteTx {
    async fn replace_secret(&mut self, name: &str, old: &str, new: &str) -> Result<(), Error> {
        const REPLACE: &str = "
            UPDATE user_account SET totp_secret = $3
            WHERE jurisdiction = $1 AND name = $2 AND totp_secret = $4";
        let query = sqlx::query(REPLACE).bind(self.jurisdiction().to_owned());
        query.bind(name).bind(new).bind(old).execute(self.connection()).await?;
        Ok(())
    }
}
