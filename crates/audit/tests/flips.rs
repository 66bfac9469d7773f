//! Single bits changed at random in a large log: each is found.
//!
//! The log is read as its checker reads it: an entry against the digest stored beside it and against what is kept of its
//! rows; and, where somebody computed the digest anew, its path against the root that was signed. As only one leaf
//! differs, only its path is computed again: 10,000 changes to 131,072 entries take seconds.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use luoshi_audit::{
    Change, Checkpoint, Entry, Hash, Hashing, Note, Signer, digests_of, is_included, root,
};

/// A power of two above 100,000, so that every subtree is full.
const ENTRIES: u64 = 1 << 17;
const FLIPS: u64 = 10_000;
const HASHING: Hashing = Hashing::Sha256;

/// An entry as a database keeps it: texts in columns.
#[derive(Clone)]
struct Stored {
    fields: [Vec<u8>; 8],
    leaf: Hash,
    /// The row it changed: table, key, digest before, digest after.
    change: [Vec<u8>; 4],
}

fn stored(sequence: u64) -> Stored {
    let digest = |of: u64| hex::encode(HASHING.digest(&of.to_be_bytes()));
    let (before, after) = (digest(sequence), digest(sequence + ENTRIES));
    let change =
        ["task", &format!("[1,{sequence}]"), &before, &after].map(|it| it.as_bytes().to_vec());
    let (before, after) = digests_of(HASHING, &[read_change(&change).unwrap()]);
    let thing = format!("plan/{}", sequence % 97);
    let at = format!("2018-11-01T08:{:02}:{:02}Z", sequence / 60 % 60, sequence % 60);
    let texts = ["330100", &at, "office", "fgw", "assign_tasks", &thing, &before, &after];
    let fields = texts.map(|text| text.as_bytes().to_vec());
    let leaf = HASHING.leaf(&read(&fields, sequence).unwrap().bytes());
    Stored { fields, leaf, change }
}

/// The entry, where every column still holds a text.
fn read(fields: &[Vec<u8>; 8], sequence: u64) -> Option<Entry> {
    let text = |at: usize| String::from_utf8(fields[at].clone()).ok();
    Some(Entry {
        jurisdiction: text(0)?,
        sequence,
        at: text(1)?,
        actor: text(2)?,
        organisation: text(3)?,
        action: text(4)?,
        thing: text(5)?,
        before: text(6)?,
        after: text(7)?,
    })
}

fn read_change(columns: &[Vec<u8>; 4]) -> Option<Change> {
    let text = |at: usize| String::from_utf8(columns[at].clone()).ok();
    Some(Change { table: text(0)?, key: text(1)?, before: text(2)?, after: text(3)? })
}

/// Whether an entry is whole: it leads to the digest beside it, and its rows to the digests in it.
fn is_whole(stored: &Stored, sequence: u64) -> bool {
    let (entry, change) = (read(&stored.fields, sequence), read_change(&stored.change));
    entry.zip(change).is_some_and(|(entry, change)| {
        let rows = digests_of(HASHING, &[change]);
        HASHING.leaf(&entry.bytes()) == stored.leaf && rows == (entry.before, entry.after)
    })
}

/// The digests of all full subtrees, by height.
fn levels(leaves: Vec<Hash>) -> Vec<Vec<Hash>> {
    let mut levels = vec![leaves];
    while levels.last().unwrap().len() > 1 {
        let pairs = levels.last().unwrap().chunks(2);
        levels.push(pairs.map(|pair| HASHING.node(&pair[0], &pair[1])).collect());
    }
    levels
}

fn path(levels: &[Vec<Hash>], index: u64) -> Vec<Hash> {
    let below_root = &levels[..levels.len() - 1];
    let sibling = |(height, level): (usize, &Vec<Hash>)| {
        level[usize::try_from((index >> height) ^ 1).unwrap()]
    };
    below_root.iter().enumerate().map(sibling).collect()
}

/// Numbers that look random and are the same in every run (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn flip(&mut self, bytes: &mut [u8]) {
        let bit = self.below(bytes.len() as u64 * 8);
        bytes[usize::try_from(bit / 8).unwrap()] ^= 1 << (bit % 8);
    }
}

#[test]
fn ten_thousand_changes_of_single_bits_are_all_found() {
    let log: Vec<Stored> = (1..=ENTRIES).map(stored).collect();
    let levels = levels(log.iter().map(|stored| stored.leaf).collect());
    let signed = levels.last().unwrap()[0];
    assert_eq!(signed, root(HASHING, log.iter().map(|stored| stored.leaf)));
    let checkpoint = Checkpoint {
        origin: "luoshi/330100".into(),
        size: ENTRIES,
        root: signed,
        hashing: HASHING,
    };
    let mut note = Note::new(&checkpoint.to_string());
    let signer = Signer::new("luoshi/330100", &[7; 32]).unwrap();
    note.sign(&signer);
    let note = note.to_string();

    let mut chance = Chance(2018);
    for flip in 0..FLIPS {
        let index = chance.below(ENTRIES);
        let mut changed = log[usize::try_from(index).unwrap()].clone();
        let found = match chance.below(16) {
            at @ 0..=7 => {
                let field = &mut changed.fields[usize::try_from(at).unwrap()];
                chance.flip(field);
                let entry = read(&changed.fields, index + 1);
                // Whoever changes an entry can compute its digest, but not the root that was signed.
                let fits = entry.is_some_and(|entry| {
                    let log = (ENTRIES, &signed);
                    is_included(HASHING, &entry.bytes(), index, log, &path(&levels, index))
                });
                !is_whole(&changed, index + 1) && !fits
            }
            8..=10 => {
                chance.flip(&mut changed.leaf);
                !is_whole(&changed, index + 1)
            }
            at @ 11..=14 => {
                let column = &mut changed.change[usize::try_from(at - 11).unwrap()];
                chance.flip(column);
                !is_whole(&changed, index + 1)
            }
            _ => {
                let mut bytes = note.clone().into_bytes();
                chance.flip(&mut bytes);
                let read = String::from_utf8(bytes).ok().and_then(|it| it.parse::<Note>().ok());
                !read.is_some_and(|note| note.is_signed_by(&signer.verifier()))
            }
        };
        assert!(found, "change {flip} of entry {}", index + 1);
    }
}
