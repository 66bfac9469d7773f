use luoshi_packs::{Files, Pack};

use super::compute::recompute;
use crate::policy::permit;
use crate::{Action, Context, Error};

/// What became of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loaded {
    /// The same files are in force already.
    AsBefore,
    /// It is in force now.
    Revision {
        /// Which revision this is.
        number: u32,
        /// How many observations were new, those computed from registers included.
        observations: usize,
        /// How many records were new or changed.
        records: usize,
    },
}

/// Puts a pack in force: its registers with the records it brings, its indicators, its sources, its
/// observations, and what is computed of the registers.
///
/// The same files are loaded once only. What a later revision observes otherwise supersedes what the same
/// source said before; nothing is lost.
pub async fn load_pack(cx: &Context, files: &Files) -> Result<Loaded, Error> {
    let permit = permit(&cx.actor, Action::LoadPack)?;
    let pack = Pack::read(files).map_err(Error::FaultyPack)?;
    let known = cx.store.pack_digest(&cx.jurisdiction, pack.name()).await?;
    if known.is_some_and(|known| known == files.sha256()) {
        return Ok(Loaded::AsBefore);
    }
    let by = cx.actor.name();
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    let number = tx.save_pack(&pack, files, cx.now, by).await?;
    tx.save_indicators(&pack).await?;
    let (mut observations, mut records) = (0, 0);
    for (name, register) in &pack.registers {
        tx.make_register(pack.name(), register).await?;
        let brought = pack.records.get(name).into_iter().flatten().map(|(_, record)| record);
        let saved = tx.save_records(pack.name(), register, brought, cx.now, by).await?;
        records += saved.new + saved.changed;
    }
    for (_, reading) in &pack.readings {
        observations += usize::from(tx.observe(pack.name(), reading, cx.now, by).await?);
    }
    tx.commit(permit.entry(cx.now, format!("pack/{}/{number}", pack.name()))).await?;
    observations += recompute(cx, &pack).await?;
    Ok(Loaded::Revision { number, observations, records })
}
