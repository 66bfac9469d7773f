use std::sync::Arc;

use luoshi_packs::Pack;
use luoshi_store::{Counted, RecordChange, Search, StoredRecord};

use super::kept::{KeptRegister, register};
use crate::policy::permit;
use crate::{Action, Context, Error, What};

/// Some records of a register.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The records, in the order that was asked for.
    pub records: Vec<StoredRecord>,
    /// How many there are of them altogether.
    pub counted: Counted,
}

/// A record with every version of it.
#[derive(Clone, Debug)]
pub struct RecordHistory {
    /// Its versions, the newest first.
    pub versions: Vec<StoredRecord>,
    /// What was done by hand, the newest first.
    pub changes: Vec<RecordChange>,
}

/// The packs in force, by name.
pub async fn loaded_packs(cx: &Context) -> Result<Vec<Arc<Pack>>, Error> {
    permit(&cx.actor, Action::ReadRegisters)?;
    let mut packs = Vec::new();
    for name in cx.store.pack_names(&cx.jurisdiction).await? {
        packs.extend(cx.store.pack(&cx.jurisdiction, &name).await?.map(|(_, pack)| pack));
    }
    Ok(packs)
}

/// The records a search finds: `most` of them after the first `skip`. Fields the actor may not see are
/// empty, and nothing is found, sorted or left out by them.
pub async fn list_records(
    cx: &Context,
    kept: &KeptRegister,
    search: &Search,
    (skip, most): (usize, usize),
) -> Result<Listed, Error> {
    let search = allowed(cx, kept, search);
    let (pack, of) = (kept.pack.name(), kept.register());
    let counted = cx.store.count_records(&cx.jurisdiction, pack, of, &search).await?;
    let records = cx.store.records(&cx.jurisdiction, pack, of, &search, (skip, most)).await?;
    Ok(Listed { records: kept.veil(cx, records), counted })
}

/// The records a search finds in the order of their numbers, so many after number `after`: how a whole
/// register is taken away.
pub async fn export_records(
    cx: &Context,
    kept: &KeptRegister,
    search: &Search,
    (after, most): (i64, usize),
) -> Result<Vec<StoredRecord>, Error> {
    let search = allowed(cx, kept, search);
    let (pack, of) = (kept.pack.name(), kept.register());
    let records =
        cx.store.records_after(&cx.jurisdiction, pack, of, &search, (after, most)).await?;
    Ok(kept.veil(cx, records))
}

/// How many records there are of each value of a field; nothing of a field the actor may not see.
pub async fn count_records_by(
    cx: &Context,
    kept: &KeptRegister,
    field: &str,
) -> Result<Vec<(String, i64)>, Error> {
    let (pack, of) = (kept.pack.name(), kept.register());
    match of.field(field).filter(|field| kept.shows(cx, field)) {
        Some(field) => Ok(cx.store.count_records_by(&cx.jurisdiction, pack, of, field).await?),
        None => Ok(Vec::new()),
    }
}

/// A search that asks about nothing the actor may not see.
fn allowed(cx: &Context, kept: &KeptRegister, search: &Search) -> Search {
    let shown = kept.shown(cx);
    let mut search = search.clone();
    search.texts.retain(|at| shown.contains(at));
    search.within.retain(|within| shown.contains(&within.field));
    search.by = search.by.filter(|at| shown.contains(at));
    search
}

/// A record with every version of it.
pub async fn record_history(
    cx: &Context,
    pack: &str,
    name: &str,
    number: i64,
) -> Result<(KeptRegister, RecordHistory), Error> {
    let kept = register(cx, pack, name).await?;
    let of = kept.register();
    let versions = cx.store.record_versions(&cx.jurisdiction, pack, of, number).await?;
    if versions.is_empty() {
        return Err(Error::NotFound(What::InPack));
    }
    let changes = cx.store.record_changes(&cx.jurisdiction, pack, name, number).await?;
    let versions = kept.veil(cx, versions);
    Ok((kept, RecordHistory { versions, changes }))
}
