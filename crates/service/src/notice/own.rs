//! What somebody does about their own notices.

use luoshi_delivery::{MailWish, Notice};

use crate::account::own_name;
use crate::policy::own_session;
use crate::{Context, Error};

/// How many notices a page shows.
pub const NOTICES_AT_ONCE: u32 = 50;
/// From how many unread ones on they are not counted any more.
const MANY: u32 = 100;

/// What whoever is signed in was told, the newest first, before the notice of that number.
pub async fn notices(cx: &Context, before: Option<u32>) -> Result<Vec<Notice>, Error> {
    let asked = (before, NOTICES_AT_ONCE);
    Ok(cx.store.notices(&cx.jurisdiction, own_name(cx)?, asked).await?)
}

/// How much of it they have not read, up to a hundred.
pub async fn unread_notices(cx: &Context) -> Result<u32, Error> {
    Ok(cx.store.unread(&cx.jurisdiction, own_name(cx)?, MANY).await?)
}

/// Notes that they have read everything up to that notice.
pub async fn read_notices(cx: &Context, through: u32) -> Result<(), Error> {
    Ok(cx.store.read_notices(&cx.jurisdiction, own_name(cx)?, (through, cx.now)).await?)
}

/// Notes that they have read one notice; the notice. None where it is not theirs.
pub async fn read_notice(cx: &Context, id: u32) -> Result<Option<Notice>, Error> {
    Ok(cx.store.read_notice(&cx.jurisdiction, own_name(cx)?, (id, cx.now)).await?)
}

/// Which mail they want.
pub async fn mail_wish(cx: &Context) -> Result<MailWish, Error> {
    Ok(cx.store.mail_wish(&cx.jurisdiction, own_name(cx)?).await?)
}

/// Keeps which mail they want.
pub async fn save_mail_wish(cx: &Context, wish: &MailWish) -> Result<(), Error> {
    let name = own_name(cx)?;
    if wish.address.as_deref().is_some_and(|address| !is_address(address)) {
        return Err(Error::BadAddress);
    }
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_mail_wish(name, wish).await?;
    Ok(tx.commit(own_session(name, "choose_mail").entry(cx.now, format!("user/{name}"))).await?)
}

/// Whether mail can be sent there: a name and a domain, and nothing that could end a line of a letter.
fn is_address(text: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"".contains(c);
    let Some((name, domain)) = text.rsplit_once('@') else { return false };
    (1..=254).contains(&text.len())
        && !name.is_empty()
        && !name.contains('@')
        && domain.split('.').all(|label| !label.is_empty())
        && !text.contains(odd)
}
