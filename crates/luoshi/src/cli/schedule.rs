//! What the server does by itself while it runs: it asks again and again what is due, and sends what waits.

use std::time::Duration;

use luoshi_delivery::Jurisdiction;
use luoshi_service::{Clock, Context, do_duties};
use luoshi_store::Store;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::signing::Checkpoints;
use crate::demo;
use crate::post::Post;

/// How long it rests.
const REST: Duration = Duration::from_secs(15);

/// What is done again and again.
pub(crate) struct Schedule {
    pub(crate) clock: Clock,
    pub(crate) store: Store,
    pub(crate) place: Jurisdiction,
    pub(crate) checkpoints: Option<Checkpoints>,
    pub(crate) post: Post,
}

/// The schedule while it runs.
pub(crate) struct Running {
    stop: watch::Sender<()>,
    work: JoinHandle<()>,
}

impl Schedule {
    /// Goes on by itself until it is stopped.
    pub(crate) fn begin(mut self) -> Running {
        let (stop, mut stopped) = watch::channel(());
        let work = tokio::spawn(async move {
            loop {
                self.do_what_is_due(&stopped).await;
                tokio::select! {
                    () = tokio::time::sleep(REST) => {}
                    _ = stopped.changed() => return,
                }
            }
        });
        Running { stop, work }
    }

    fn cx(&self) -> Context {
        demo::operator_at(self.clock, &self.store, &self.place)
    }

    async fn do_what_is_due(&mut self, stopped: &watch::Receiver<()>) {
        let cx = self.cx();
        for (duty, error) in do_duties(&cx).await {
            tracing::warn!(?duty, %error, "a duty could not be done; trying again soon");
        }
        if let Some(checkpoints) = &mut self.checkpoints {
            checkpoints.sign_when_due(&cx).await;
        }
        if let Err(error) = self.post.send_what_waits(|| self.cx(), stopped).await {
            tracing::warn!(%error, "letters could not be sent; trying again soon");
        }
    }
}

impl Running {
    /// Lets it finish what it is at.
    pub(crate) async fn stop(self) {
        drop(self.stop);
        if let Err(error) = self.work.await {
            tracing::error!(%error, "the schedule stopped by itself");
        }
    }
}
