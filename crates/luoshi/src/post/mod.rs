//! The post: letters that wait are sent by mail and to the webhook, one after the other.

mod mail;
mod webhook;

use luoshi_service::Context;
use luoshi_store::{Channel, Claimed, Sending};
use tokio::sync::watch;

pub(crate) use mail::{Mail, MailArgs};
pub(crate) use webhook::{Webhook, WebhookArgs};

/// The ways out of the house that the operator opened.
#[derive(Debug)]
pub(crate) struct Post {
    pub(crate) mail: Option<Mail>,
    pub(crate) webhook: Option<Webhook>,
    /// The address people know this site by.
    pub(crate) site: Option<String>,
}

impl Post {
    /// Sends what waits, until nothing does or the server stops. What could not be sent stays for later.
    pub(crate) async fn send_what_waits(
        &self,
        cx: impl Fn() -> Context,
        stopped: &watch::Receiver<()>,
    ) -> Result<(), luoshi_store::Error> {
        if let Some(webhook) = &self.webhook {
            let cx = cx();
            cx.store.letters_to_webhook(&cx.jurisdiction, webhook.name(), cx.now).await?;
        }
        for channel in [Channel::Mail, Channel::Webhook] {
            while stopped.has_changed().is_ok() && self.leads(channel) {
                let cx = cx();
                let claimed = cx.store.claim_letter(&cx.jurisdiction, channel, cx.now).await?;
                let Some(claimed) = claimed else { break };
                let sending = self.send(&claimed, &cx).await;
                if let Sending::Later(why) | Sending::Never(why) = &sending {
                    tracing::warn!(letter = claimed.letter.id, why, "a letter was not taken");
                }
                let settled = (&claimed.letter, &sending, cx.now);
                let (letter, sending, now) = settled;
                cx.store.settle_letter(&cx.jurisdiction, letter, sending, now).await?;
            }
        }
        Ok(())
    }

    fn leads(&self, channel: Channel) -> bool {
        match channel {
            Channel::Mail => self.mail.is_some(),
            Channel::Webhook => self.webhook.is_some(),
        }
    }

    async fn send(&self, claimed: &Claimed, cx: &Context) -> Sending {
        let site = self.site.as_deref();
        match (claimed.letter.channel, &self.mail, &self.webhook) {
            (Channel::Mail, Some(mail), _) => mail.send(claimed, site).await,
            (Channel::Webhook, _, Some(webhook)) => webhook.send(claimed, site, cx.now).await,
            _ => Sending::Later("this way out is not open".to_owned()),
        }
    }
}
