//! Letters that did not arrive: what whoever keeps the system sees of them, and does about them.

use luoshi_store::Letter;

use crate::policy::permit;
use crate::{Action, Context, Error};

/// How many are shown.
const AT_ONCE: u32 = 100;

/// The newest letters that were refused, or may not have gone out.
pub async fn troubled_letters(cx: &Context) -> Result<Vec<Letter>, Error> {
    permit(&cx.actor, Action::KeepMail)?;
    Ok(cx.store.troubled_letters(&cx.jurisdiction, AT_ONCE).await?)
}

/// Sends one of them again. One that is not there any more is no error.
pub async fn send_letter_again(cx: &Context, id: u32) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::KeepMail)?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    if tx.send_again(id, cx.now).await? {
        tx.commit(permit.named("send_letter_again").entry(cx.now, format!("letter/{id}"))).await?;
    }
    Ok(())
}
