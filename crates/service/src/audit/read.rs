use luoshi_audit::Entry;

use crate::policy::permit;
use crate::{Action, Context, Error};

/// The most entries that are given at once.
const AT_ONCE: u32 = 200;

/// Every entry, in the order it happened.
pub async fn export_audit(cx: &Context) -> Result<Vec<Entry>, Error> {
    permit(&cx.actor, Action::ReadAudit)?;
    Ok(cx.store.audit_entries(&cx.jurisdiction).await?)
}

/// Who did what to a thing (`plan/1`) and to what is part of it, the newest first.
pub async fn history(cx: &Context, thing: &str) -> Result<Vec<Entry>, Error> {
    permit(&cx.actor, Action::ReadAudit)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    if thing.is_empty() || !thing.chars().all(plain) {
        return Ok(Vec::new());
    }
    Ok(cx.store.audit_of(&cx.jurisdiction, thing, AT_ONCE).await?)
}
