use std::collections::{BTreeMap, HashMap};

use luoshi_audit::{Change, Checkpoint, Hash, Hashing, Note, Tree, Verifier, digests_of};
use luoshi_store::{OddRow, Oddity, StoredCheckpoint, StoredEntry};

use crate::policy::permit;
use crate::{Action, Context, Error};

/// A log that was checked whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many entries it has.
    pub entries: u64,
    /// How many rows it answers for, those that are gone included.
    pub rows: usize,
    /// The root they lead to.
    pub root: Hash,
    /// How many checkpoints it passes through.
    pub checkpoints: usize,
}

/// The first thing that is wrong with a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// An entry is missing, or one was put in or moved.
    #[error("entry {expected} is missing: after entry {} comes entry {found}", expected - 1)]
    Gap {
        /// The number that should be there.
        expected: u64,
        /// The number that is.
        found: u64,
    },
    /// An entry is not what its digest was made of.
    #[error("entry {0} was changed: it no longer has the digest that was stored with it")]
    Changed(u64),
    /// Entries are gone from the end.
    #[error("the log ends with entry {found}, but there were {known}: the last ones were removed")]
    Shortened {
        /// How many there are.
        found: u64,
        /// How many there were.
        known: u64,
    },
    /// A checkpoint cannot be read, is of another log, or the key did not sign it.
    #[error("the checkpoint of {0} entries was changed, or was not signed by this key")]
    Checkpoint(u64),
    /// The entries do not lead to the root that was signed.
    #[error(
        "an entry from {from} to {to} was changed together with its digest: they do not lead to the root that was signed"
    )]
    Root {
        /// The first entry behind the last checkpoint that holds.
        from: u64,
        /// The last entry of the one that does not.
        to: u64,
    },
    /// What an entry did to which rows is not what it says.
    #[error("what entry {0} did to which rows was changed: its digests are of other rows")]
    Changes(u64),
    /// A row was changed past the program, and later by an entry.
    #[error(
        "row {key} of table {table} was changed past the program before entry {entry}, which found it other than the log says"
    )]
    Behind {
        /// The entry that found it so.
        entry: u64,
        /// The table.
        table: String,
        /// The row.
        key: String,
    },
    /// A row is not what its last entry made of it.
    #[error("{}", told(.0))]
    Row(OddRow),
}

fn told(OddRow { entry, table, key, oddity }: &OddRow) -> String {
    match (oddity, entry) {
        (Oddity::Changed, _) => format!(
            "row {key} of table {table} was changed past the program: it is not what entry {entry} made of it"
        ),
        (Oddity::Gone, _) => format!(
            "row {key} of table {table} was removed past the program: entry {entry} left it there"
        ),
        (Oddity::Added, _) => {
            format!("row {key} of table {table} was added past the program: no entry put it there")
        }
        (Oddity::OtherName, _) => {
            format!(
                "another name was put past the program in the place of whom the log calls {key}"
            )
        }
        (Oddity::OtherBytes, _) => {
            format!("the file {key} was changed past the program: its bytes have another digest")
        }
    }
}

/// Checks the whole log: that no entry was changed, removed, put in or moved, that it leads through every checkpoint,
/// and that every row is what its last entry made of it; the first thing that is wrong.
pub async fn verify_audit(
    cx: &Context,
    verifier: &Verifier,
) -> Result<Result<Verified, Broken>, Error> {
    permit(&cx.actor, Action::ProveAudit)?;
    // Known before the entries are read: what is written meanwhile is no gap.
    let known = cx.store.position(&cx.jurisdiction).await?;
    let checkpoints = cx.store.checkpoints(&cx.jurisdiction).await?;
    let mut log = Log::new(cx.store.hashing(&cx.jurisdiction).await?, known, &checkpoints);
    let see = |stored: StoredEntry, changes: Vec<Change>| log.see(&stored, changes);
    let stray = cx.store.each_entry_with_changes(&cx.jurisdiction, known, see).await?;
    let origin = super::prove::origin(cx);
    let passed = log.ends(stray).and_then(|log| log.passes(&checkpoints, verifier, &origin));
    let verified = match passed {
        Ok(verified) => verified,
        Err(broken) => return Ok(Err(broken)),
    };
    let mut odd = cx.store.odd_rows(&cx.jurisdiction).await?.into_iter();
    Ok(odd.next().map_or(Ok(verified), |odd| Err(Broken::Row(odd))))
}

/// A log that is being read.
struct Log {
    hashing: Hashing,
    /// How many entries there were when the reading began.
    known: u64,
    tree: Tree,
    /// The roots at the sizes of the checkpoints.
    roots: BTreeMap<u64, Option<Hash>>,
    /// The digest of each row, as the last entry left it.
    rows: HashMap<(String, String), String>,
    broken: Option<Broken>,
}

impl Log {
    fn new(hashing: Hashing, known: u64, checkpoints: &[StoredCheckpoint]) -> Self {
        let tree = Tree::new(hashing);
        let mut roots: BTreeMap<_, _> = checkpoints.iter().map(|it| (it.size, None)).collect();
        roots.entry(0).and_modify(|root| *root = Some(tree.root()));
        Self { hashing, known, tree, roots, rows: HashMap::new(), broken: None }
    }

    fn see(&mut self, stored: &StoredEntry, changes: Vec<Change>) {
        if self.broken.is_none() {
            self.broken = self.add(stored, changes).err();
        }
    }

    fn add(&mut self, stored: &StoredEntry, changes: Vec<Change>) -> Result<(), Broken> {
        let (expected, found) = (self.tree.size() + 1, stored.entry.sequence);
        if expected > self.known {
            return Ok(()); // Written meanwhile.
        }
        if found != expected {
            return Err(Broken::Gap { expected, found });
        }
        let whole = stored.leaf.filter(|_| stored.is_whole(self.hashing));
        let leaf = whole.ok_or(Broken::Changed(found))?;
        let (before, after) = digests_of(self.hashing, &changes);
        if before != stored.entry.before || after != stored.entry.after {
            return Err(Broken::Changes(found));
        }
        for Change { table, key, before, after } in changes {
            let last = self.rows.insert((table.clone(), key.clone()), after);
            if last.unwrap_or_default() != before {
                return Err(Broken::Behind { entry: found, table, key });
            }
        }
        self.tree.push(leaf);
        if let Some(root) = self.roots.get_mut(&found) {
            *root = Some(self.tree.root());
        }
        Ok(())
    }

    fn ends(self, stray: Option<u64>) -> Result<Self, Broken> {
        let (found, known) = (self.tree.size(), self.known);
        match (&self.broken, stray) {
            (Some(broken), _) => Err(broken.clone()),
            (None, _) if found < known => Err(Broken::Shortened { found, known }),
            (None, Some(stray)) => Err(Broken::Changes(stray)),
            (None, None) => Ok(self),
        }
    }

    /// Whether the log leads through these checkpoints.
    fn passes(
        &self,
        checkpoints: &[StoredCheckpoint],
        verifier: &Verifier,
        origin: &str,
    ) -> Result<Verified, Broken> {
        let entries = self.tree.size();
        let mut held = 0;
        for stored in checkpoints {
            let wrong = Broken::Checkpoint(stored.size);
            let note: Note = stored.note.parse().map_err(|_| wrong.clone())?;
            let checkpoint: Checkpoint = note.text.parse().map_err(|_| wrong.clone())?;
            let own = checkpoint.origin == origin && checkpoint.size == stored.size;
            if !own || checkpoint.hashing != self.hashing || !note.is_signed_by(verifier) {
                return Err(wrong);
            }
            match self.roots.get(&stored.size).copied().flatten() {
                None => return Err(Broken::Shortened { found: entries, known: stored.size }),
                Some(root) if root != checkpoint.root => {
                    return Err(Broken::Root { from: held + 1, to: stored.size });
                }
                Some(_) => held = stored.size,
            }
        }
        let (root, checkpoints) = (self.tree.root(), checkpoints.len());
        Ok(Verified { entries, rows: self.rows.len(), root, checkpoints })
    }
}
