//! Mail by SMTP.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, bail};
use clap::Args;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use luoshi_store::{Claimed, Sending};
use reqwest::Url;

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// The server that takes mail.
#[derive(Debug, Args)]
pub(crate) struct MailArgs {
    /// Send notices by mail through this server: `smtps://user@mail.example` (TLS), `smtp://user@mail.example?tls=required`
    /// (STARTTLS), or `smtp://localhost:25` (no TLS, no password).
    #[arg(long, value_name = "URL", env = "LUOSHI_SMTP", requires = "mail_from")]
    smtp: Option<String>,
    /// The file with the password for it; or the environment variable LUOSHI_SMTP_PASSWORD.
    #[arg(long, value_name = "FILE", requires = "smtp")]
    smtp_password: Option<PathBuf>,
    /// Who mail comes from: `落实 <luoshi@mail.example>`.
    #[arg(long, value_name = "ADDRESS", env = "LUOSHI_MAIL_FROM")]
    mail_from: Option<String>,
}

impl MailArgs {
    /// The way to the server, where one is named. What is wrong in it is told before anything starts.
    pub(crate) fn mail(&self) -> anyhow::Result<Option<Mail>> {
        let (Some(smtp), Some(from)) = (&self.smtp, &self.mail_from) else { return Ok(None) };
        let from: Mailbox = from.parse().with_context(|| {
            format!("--mail-from {from} is no address: write it as name@mail.example")
        })?;
        let url: Url = smtp.parse().context("--smtp is no address: write smtps://mail.example")?;
        if url.password().is_some() {
            bail!(
                "--smtp holds a password, which others can see: put it into --smtp-password FILE"
            );
        }
        let is_safe = url.scheme() == "smtps"
            || url.query_pairs().any(|(key, value)| key == "tls" && value == "required");
        let mut server = AsyncSmtpTransport::<Tokio1Executor>::from_url(smtp)
            .context("--smtp cannot be used")?
            .timeout(Some(PATIENCE));
        if !url.username().is_empty() {
            if !is_safe {
                bail!("--smtp would send a password in the clear: use smtps:// or ?tls=required");
            }
            let user = percent_encoding::percent_decode_str(url.username()).decode_utf8_lossy();
            server = server.credentials(Credentials::new(user.into_owned(), self.password()?));
        }
        Ok(Some(Mail { server: server.build(), from }))
    }

    fn password(&self) -> anyhow::Result<String> {
        if let Some(file) = &self.smtp_password {
            let read = std::fs::read_to_string(file);
            let read = read.with_context(|| format!("cannot read {}", file.display()))?;
            return Ok(read.trim_end_matches(['\r', '\n']).to_owned());
        }
        std::env::var("LUOSHI_SMTP_PASSWORD")
            .context("--smtp names a user: give the password by --smtp-password FILE")
    }
}

/// The way to a server that takes mail.
#[derive(Debug)]
pub(crate) struct Mail {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mail {
    /// Sends a letter to the address its reader gave.
    pub(super) async fn send(&self, claimed: &Claimed, site: Option<&str>) -> Sending {
        let message = match self.message(claimed, site) {
            Ok(message) => message,
            Err(why) => return Sending::Never(format!("{why:#}")),
        };
        match self.server.send(message).await {
            Ok(_) => Sending::Done,
            // Whom the server does not know it will not know tomorrow; that it does not know us can be put right.
            Err(error) if error.is_permanent() && !is_about_us(&error) => {
                Sending::Never(error.to_string())
            }
            Err(error) => Sending::Later(error.to_string()),
        }
    }

    fn message(&self, claimed: &Claimed, site: Option<&str>) -> anyhow::Result<Message> {
        let address = claimed.wish.address.as_deref().context("the reader gave no address")?;
        let (subject, text) = luoshi_web::mail(claimed, site);
        let letter = claimed.letter.id;
        let id =
            format!("<luoshi.{}.{letter}@{}>", claimed.letter.recipient, self.from.email.domain());
        let by_program = HeaderName::new_from_ascii_str("Auto-Submitted");
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, address.parse().context("the reader's address is none")?))
            .subject(subject)
            .message_id(Some(id))
            .raw_header(HeaderValue::new(by_program, "auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN);
        Ok(message.body(text)?)
    }
}

/// Whether the server refused us, not the letter: 530, 534, 535, 538 (RFC 4954).
fn is_about_us(error: &lettre::transport::smtp::Error) -> bool {
    let code = error.status().map(|code| code.to_string());
    code.is_some_and(|code| matches!(code.as_str(), "530" | "534" | "535" | "538"))
}
