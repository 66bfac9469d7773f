use std::collections::BTreeSet;

use luoshi_delivery::{Organisation, OrganisationCode, read_organisations};

use crate::policy::permit;
use crate::{Action, Context, Error};

/// What loading a file of organisations came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadedOrganisations {
    /// Everything in the file was known.
    AsBefore,
    /// So many organisations were stored, some of them perhaps with several entries.
    Stored(usize),
}

/// Stores the organisations of a file. What is known of those that are not in it stays.
pub async fn load_organisations(cx: &Context, text: &str) -> Result<LoadedOrganisations, Error> {
    let permit = permit(&cx.actor, Action::LoadOrganisations)?;
    let organisations = read_organisations(text)?;
    let codes: BTreeSet<&OrganisationCode> = organisations.iter().map(|it| &it.code).collect();
    let known = cx.store.organisations(&cx.jurisdiction).await?;
    if has_all(&known, &organisations, &codes) {
        return Ok(LoadedOrganisations::AsBefore);
    }
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_organisations(&organisations).await?;
    tx.commit(permit.entry(cx.now, "organisations".to_owned())).await?;
    Ok(LoadedOrganisations::Stored(codes.len()))
}

/// Whether of these codes just those entries are known.
fn has_all(
    known: &[Organisation],
    wanted: &[Organisation],
    of: &BTreeSet<&OrganisationCode>,
) -> bool {
    let of_file = known.iter().filter(|it| of.contains(&it.code));
    of_file.count() == wanted.len() && wanted.iter().all(|it| known.contains(it))
}
