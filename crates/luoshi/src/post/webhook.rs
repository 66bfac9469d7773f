//! A webhook: every notice is posted to one address that the operator named, signed. `docs/notifications.md` says how
//! the other side checks it.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, bail};
use clap::Args;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use luoshi_store::{Claimed, Sending};
use reqwest::header::CONTENT_TYPE;
use reqwest::{StatusCode, Url};
use sha2::{Digest as _, Sha256};

/// How long the other side may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// The shortest secret, in characters.
const SHORTEST_SECRET: usize = 16;

/// Where every notice is told.
#[derive(Debug, Args)]
pub(crate) struct WebhookArgs {
    /// Post every notice to this address, signed (docs/notifications.md).
    #[arg(long, value_name = "URL", env = "LUOSHI_WEBHOOK", requires = "webhook_secret")]
    webhook: Option<String>,
    /// The file with the secret that signs them, of 16 characters or more.
    #[arg(long, value_name = "FILE", env = "LUOSHI_WEBHOOK_SECRET")]
    webhook_secret: Option<PathBuf>,
}

impl WebhookArgs {
    /// The webhook, where one is named. What is wrong in it is told before anything starts.
    pub(crate) fn webhook(&self) -> anyhow::Result<Option<Webhook>> {
        let (Some(address), Some(file)) = (&self.webhook, &self.webhook_secret) else {
            return Ok(None);
        };
        let secret = std::fs::read_to_string(file);
        let secret = secret.with_context(|| format!("cannot read {}", file.display()))?;
        Webhook::new(address, secret.trim()).map(Some)
    }
}

/// One address that is told everything.
pub(crate) struct Webhook {
    address: Url,
    name: String,
    secret: String,
    http: reqwest::Client,
}

impl Webhook {
    fn new(address: &str, secret: &str) -> anyhow::Result<Self> {
        let url: Url = address.parse().context("--webhook is no address: write https://…")?;
        if !matches!(url.scheme(), "https" | "http") {
            bail!("--webhook is no web address: write https://…");
        }
        if secret.chars().count() < SHORTEST_SECRET {
            bail!("the secret of the webhook is shorter than {SHORTEST_SECRET} characters");
        }
        // An answer that leads elsewhere is not followed: nobody makes this server ask others.
        let http = reqwest::ClientBuilder::new()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .build()?;
        let name = hex::encode(&Sha256::digest(address.as_bytes())[..8]);
        Ok(Self { address: url, name, secret: secret.to_owned(), http })
    }

    /// What the store knows it by: the address may hold a secret and is not kept there.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Posts a letter.
    pub(super) async fn send(
        &self,
        claimed: &Claimed,
        site: Option<&str>,
        now: Timestamp,
    ) -> Sending {
        if claimed.letter.recipient != self.name {
            return Sending::Never("the webhook it was for is not configured any more".to_owned());
        }
        let body = luoshi_web::event(claimed, site).to_string();
        let moment = now.as_second().to_string();
        let asked = self
            .http
            .post(self.address.clone())
            .header(CONTENT_TYPE, "application/json")
            .header("Luoshi-Letter", claimed.letter.id)
            .header("Luoshi-Timestamp", &moment)
            .header("Luoshi-Signature", signature(&self.secret, &moment, &body))
            .body(body);
        match asked.send().await {
            Ok(answer) if answer.status().is_success() => Sending::Done,
            Ok(answer) if answer.status() == StatusCode::GONE => {
                Sending::Never("the other side is gone (410)".to_owned())
            }
            Ok(answer) => Sending::Later(format!("the other side answered {}", answer.status())),
            // Without the address: it may hold a secret.
            Err(error) => Sending::Later(error.without_url().to_string()),
        }
    }
}

impl std::fmt::Debug for Webhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Webhook({})", self.name)
    }
}

/// `v1=` and the HMAC-SHA256 of moment, a dot and the body, in hexadecimal.
fn signature(secret: &str, moment: &str, body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length is a key");
    mac.update(format!("{moment}.{body}").as_bytes());
    format!("v1={}", hex::encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_the_one_anybody_computes() {
        // printf '1541102400.{"letter":1}' | openssl dgst -sha256 -hmac 'a shared secret of the two'
        let signed = signature("a shared secret of the two", "1541102400", "{\"letter\":1}");
        assert_eq!(signed, "v1=ec32a2456421c8b9c762074a2a169162686a455bd6a502a668c558f75b2e0ec7");
    }

    #[test]
    fn what_cannot_be_signed_or_posted_is_refused_at_the_start() {
        assert!(Webhook::new("https://hook.example/x", "short").is_err());
        assert!(Webhook::new("file:///etc/passwd", "a shared secret of the two").is_err());
        assert!(Webhook::new("https://hook.example/x", "a shared secret of the two").is_ok());
    }
}
