//! The Merkle tree of RFC 9162, section 2.1, over the digests of the leaves.
//!
//! Roots and proofs are made here, streaming over the digests that the store keeps: a million entries take no more
//! than their own digests. Proofs are checked by the crate ct-merkle, so that maker and checker are two programs.

use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use sha2::Sha256;
use sm3::Sm3;

use crate::{Hash, Hashing};

/// A tree that grows leaf by leaf and knows its root at any time; it keeps the roots of its full subtrees only.
#[derive(Clone, Debug)]
pub struct Tree {
    hashing: Hashing,
    /// The roots of full subtrees from the left, each with its height.
    subtrees: Vec<(u32, Hash)>,
    size: u64,
}

impl Tree {
    /// The tree without leaves.
    pub fn new(hashing: Hashing) -> Self {
        Self { hashing, subtrees: Vec::new(), size: 0 }
    }

    /// Adds the digest of a leaf; equal heights are joined at once.
    pub fn push(&mut self, leaf: Hash) {
        let mut next = (0, leaf);
        while let Some((height, left)) = self.subtrees.pop_if(|(height, _)| *height == next.0) {
            next = (height + 1, self.hashing.node(&left, &next.1));
        }
        self.subtrees.push(next);
        self.size += 1;
    }

    /// How many leaves it has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root they lead to.
    pub fn root(&self) -> Hash {
        let roots = self.subtrees.iter().rev().map(|(_, root)| *root);
        let joined = roots.reduce(|right, left| self.hashing.node(&left, &right));
        joined.unwrap_or_else(|| self.hashing.digest(&[]))
    }
}

/// The root that these leaves' digests lead to.
pub fn root(hashing: Hashing, leaves: impl IntoIterator<Item = Hash>) -> Hash {
    let mut tree = Tree::new(hashing);
    leaves.into_iter().for_each(|leaf| tree.push(leaf));
    tree.root()
}

/// The digests that lead from the leaf at `index` to the root; `None` where there is no such leaf.
pub fn inclusion(hashing: Hashing, leaves: &[Hash], index: usize) -> Option<Vec<Hash>> {
    if index >= leaves.len() {
        return None;
    }
    let mut path = Vec::new();
    let (mut within, mut index) = (leaves, index);
    while within.len() > 1 {
        let (left, right) = within.split_at(half(within.len()));
        let other = if index < left.len() { right } else { left };
        path.push(root(hashing, other.iter().copied()));
        if index < left.len() {
            within = left;
        } else {
            (within, index) = (right, index - left.len());
        }
    }
    path.reverse();
    Some(path)
}

/// The digests that show the first `old` leaves to be the beginning of these; `None` where there are not so many, or
/// where nothing is to be shown.
pub fn consistency(hashing: Hashing, leaves: &[Hash], old: usize) -> Option<Vec<Hash>> {
    if old == 0 || old > leaves.len() {
        return None;
    }
    let mut path = Vec::new();
    let (mut within, mut old, mut known) = (leaves, old, true);
    while old < within.len() {
        let (left, right) = within.split_at(half(within.len()));
        if old <= left.len() {
            path.push(root(hashing, right.iter().copied()));
            within = left;
        } else {
            path.push(root(hashing, left.iter().copied()));
            (within, old, known) = (right, old - left.len(), false);
        }
    }
    if !known {
        path.push(root(hashing, within.iter().copied()));
    }
    path.reverse();
    Some(path)
}

/// The largest power of two below `count`, which is more than one.
fn half(count: usize) -> usize {
    count.next_power_of_two() / 2
}

/// Whether a content is the leaf at `index` of the log of that size and root.
pub fn is_included(
    hashing: Hashing,
    content: &[u8],
    index: u64,
    (size, root): (u64, &Hash),
    path: &[Hash],
) -> bool {
    if index >= size {
        return false;
    }
    match hashing {
        Hashing::Sm3 => RootHash::<Sm3>::new((*root).into(), size)
            .verify_inclusion(&content, index, &InclusionProof::from_bytes(path.concat()))
            .is_ok(),
        Hashing::Sha256 => RootHash::<Sha256>::new((*root).into(), size)
            .verify_inclusion(&content, index, &InclusionProof::from_bytes(path.concat()))
            .is_ok(),
    }
}

/// Whether the log of the second size and root is the log of the first gone on.
pub fn is_consistent(
    hashing: Hashing,
    (old_size, old_root): (u64, &Hash),
    (size, root): (u64, &Hash),
    path: &[Hash],
) -> bool {
    if old_size == 0 || old_size > size {
        return false;
    }
    if old_size == size {
        return old_root == root && path.is_empty();
    }
    match hashing {
        Hashing::Sm3 => ConsistencyProof::<Sm3>::try_from_bytes(path.concat()).is_ok_and(|proof| {
            let old = RootHash::new((*old_root).into(), old_size);
            RootHash::new((*root).into(), size).verify_consistency(&old, &proof).is_ok()
        }),
        Hashing::Sha256 => {
            ConsistencyProof::<Sha256>::try_from_bytes(path.concat()).is_ok_and(|proof| {
                let old = RootHash::new((*old_root).into(), old_size);
                RootHash::new((*root).into(), size).verify_consistency(&old, &proof).is_ok()
            })
        }
    }
}
