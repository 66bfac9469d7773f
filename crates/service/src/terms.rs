//! The words that extraction knows beside its own 用户词表.

use luoshi_extract::Terms;

use crate::policy::permit;
use crate::{Action, Context, Error};

/// The longest list of terms that is kept, in bytes.
const LONGEST: usize = 1_048_576;

/// The office's list of terms, as it was written.
pub async fn term_list(cx: &Context) -> Result<String, Error> {
    permit(&cx.actor, Action::ImportDocument)?;
    Ok(cx.store.terms(&cx.jurisdiction).await?)
}

/// Puts a list of terms in place of the one before. It holds for documents that come in from then on.
pub async fn save_term_list(cx: &Context, list: &str) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::ImportDocument)?;
    if list.len() > LONGEST {
        return Err(Error::TooLarge { file_name: "词表 terms".to_owned(), limit: LONGEST });
    }
    list.parse::<Terms>().map_err(Error::FaultyTerms)?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_terms(list).await?;
    Ok(tx.commit(permit.entry(cx.now, "terms".to_owned())).await?)
}

/// The office's terms, and every name of the organisations that are recorded.
pub(crate) async fn terms(cx: &Context) -> Result<Terms, Error> {
    let list = cx.store.terms(&cx.jurisdiction).await?;
    let mut terms: Terms = list.parse().map_err(Error::FaultyTerms)?;
    for organisation in cx.store.organisations(&cx.jurisdiction).await? {
        for name in organisation.names() {
            terms.add(name, &organisation.name);
        }
    }
    Ok(terms)
}
