//! What was read before and is read again unchanged: a plan's contents until the next write; a file and a
//! revision of a pack for good.
//!
//! Every write says to which plans the rows belong that it touched (`position.rs`), so that what was read of a plan is the
//! same as long as the plan's position stays. Two servers on one database see each other's
//! writes, since the position is asked for each time.

use std::fmt;
use std::sync::Arc;

use luoshi_delivery::{Jurisdiction, PlanContents, PlanId};
use luoshi_document::Document;
use luoshi_packs::Pack;
use quick_cache::sync::Cache;
use quick_cache::{DefaultHashBuilder, Lifecycle, OptionsBuilder, Weighter};

use crate::Error;

/// The most that is kept: tasks, targets and the like of all plans together, about 1 KB each.
const MOST_THINGS: u64 = 40_000;
/// The most that is kept: characters of all documents together, about 20 bytes each.
const MOST_CHARACTERS: u64 = 2_000_000;

/// The most that is kept: records and observations that all packs bring together, about 500 bytes each.
const MOST_RECORDS: u64 = 60_000;

/// A plan at its position.
type PlanAt = (Jurisdiction, PlanId, u64);
/// A file of a jurisdiction by its digest.
type FileOf = (Jurisdiction, String);
/// A revision of a pack of a jurisdiction.
type PackOf = (Jurisdiction, String, u32);

/// Plans, documents and packs in memory, shared by all clones of a store.
#[derive(Clone)]
pub(crate) struct Kept {
    plans: Arc<Cache<PlanAt, Arc<PlanContents>, Size>>,
    documents: Arc<Cache<FileOf, Arc<Document>, Size>>,
    packs: Arc<Cache<PackOf, Arc<Pack>, Size>>,
}

impl Kept {
    pub(crate) fn new() -> Self {
        Self {
            plans: bounded(64, MOST_THINGS),
            documents: bounded(64, MOST_CHARACTERS),
            packs: bounded(64, MOST_RECORDS),
        }
    }

    /// The plan as it was read at that position, else as `read` reads it now.
    pub(crate) async fn plan(
        &self,
        at: PlanAt,
        read: impl Future<Output = Result<PlanContents, Error>>,
    ) -> Result<Arc<PlanContents>, Error> {
        self.plans.get_or_insert_async(&at, async { read.await.map(Arc::new) }).await
    }

    /// The document of that file as it was read before, else as `read` reads it now.
    pub(crate) async fn document(
        &self,
        file: FileOf,
        read: impl Future<Output = Result<Document, Error>>,
    ) -> Result<Arc<Document>, Error> {
        self.documents.get_or_insert_async(&file, async { read.await.map(Arc::new) }).await
    }

    /// The revision of a pack as it was read before, else as `read` reads it now.
    pub(crate) async fn pack(
        &self,
        of: PackOf,
        read: impl Future<Output = Result<Pack, Error>>,
    ) -> Result<Arc<Pack>, Error> {
        self.packs.get_or_insert_async(&of, async { read.await.map(Arc::new) }).await
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (plans, documents, packs) = (self.plans.len(), self.documents.len(), self.packs.len());
        write!(f, "Kept({plans} plans, {documents} documents, {packs} packs)")
    }
}

/// How much of the bound a thing takes.
#[derive(Clone)]
struct Size;

impl Weighter<PlanAt, Arc<PlanContents>> for Size {
    fn weight(&self, _: &PlanAt, plan: &Arc<PlanContents>) -> u64 {
        let PlanContents { chapters, tasks, targets, deadlines, links, .. } = plan.as_ref();
        1 + (chapters.len() + tasks.len() + targets.len() + deadlines.len() + links.len()) as u64
    }
}

impl Weighter<FileOf, Arc<Document>> for Size {
    fn weight(&self, _: &FileOf, document: &Arc<Document>) -> u64 {
        1 + document.source.chars as u64
    }
}

impl Weighter<PackOf, Arc<Pack>> for Size {
    fn weight(&self, _: &PackOf, pack: &Arc<Pack>) -> u64 {
        let records: usize = pack.records.values().map(Vec::len).sum();
        1 + (records + pack.readings.len()) as u64
    }
}

/// A cache in one piece: in several, none could hold a plan larger than its own share.
fn bounded<K: Eq + std::hash::Hash, V: Clone>(items: usize, weight: u64) -> Arc<Cache<K, V, Size>>
where
    Size: Weighter<K, V> + Clone,
    quick_cache::sync::DefaultLifecycle<K, V>: Lifecycle<K, V>,
{
    let options = OptionsBuilder::new()
        .shards(1)
        .estimated_items_capacity(items)
        .weight_capacity(weight)
        .build()
        .expect("both capacities are given");
    let lifecycle = quick_cache::sync::DefaultLifecycle::default();
    Arc::new(Cache::with_options(options, Size, DefaultHashBuilder::default(), lifecycle))
}
