use luoshi_packs::{Files, Pack};

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
        /// How many observations were new.
        observations: usize,
    },
}

/// Puts a pack in force: its indicators, its sources, and the observations it brings.
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
    let mut observations = 0;
    for (_, reading) in &pack.readings {
        observations += usize::from(tx.observe(pack.name(), reading, cx.now, by).await?);
    }
    tx.commit(permit.entry(cx.now, format!("pack/{}/{number}", pack.name()))).await?;
    Ok(Loaded::Revision { number, observations })
}
