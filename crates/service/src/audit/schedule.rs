use jiff::{SignedDuration, Timestamp};
use luoshi_audit::Signer;

use super::prove::checkpoint_by;
use crate::{Context, Error};

/// Signs a checkpoint where the last one is older than `every` and the log went on since; when to ask again. Whoever
/// changes the log behind a checkpoint is found, so that this is how long something may stay unseen.
pub async fn checkpoint_when_due(
    cx: &Context,
    signers: &[Signer],
    every: SignedDuration,
) -> Result<Timestamp, Error> {
    let after = |moment: Timestamp| moment.saturating_add(every).unwrap_or(Timestamp::MAX);
    let last = cx.store.last_checkpoint(&cx.jurisdiction).await?;
    let due = last.as_ref().map_or(cx.now, |last| after(last.made_at));
    if due > cx.now {
        return Ok(due);
    }
    if cx.store.position(&cx.jurisdiction).await? > last.map_or(0, |last| last.size) {
        checkpoint_by(cx, signers).await?;
    }
    Ok(after(cx.now))
}
