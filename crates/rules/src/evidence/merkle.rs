//! The evidence tree 证据树 and its proofs.
//!
//! Source: 法释〔2018〕16号 article 11 (hashes can prove that electronic data was not changed). The tree itself is the
//! plain one: leaf = SHA-256(content), node = SHA-256(left ‖ right), and a last node without a partner is paired with
//! itself. That pairing lets one tree stand for two lists (…c and …cc): the number of leaves belongs to the root.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{Error, Explained, Rule};

/// `evidence.merkle`: the root of a list of evidence, a proof for one of them, or the check of a proof.
#[derive(Debug)]
pub struct Merkle;

/// Give `leaves` (texts) or `hashes` to build the tree; or `leaf` or `hash` with `proof` and `root` to check a proof.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The date the rule is asked for; the tree has none.
    #[serde(default)]
    pub on: Option<String>,
    /// The contents, as UTF-8 text, in order.
    #[serde(default)]
    pub leaves: Option<Vec<String>>,
    /// The SHA-256 of each content (64 hexadecimal digits), in order, instead of `leaves`.
    #[serde(default)]
    pub hashes: Option<Vec<String>>,
    /// The place, from 0, of the leaf a proof is wanted for.
    #[serde(default)]
    pub index: Option<usize>,
    /// The content a proof is checked for.
    #[serde(default)]
    pub leaf: Option<String>,
    /// The SHA-256 of that content instead.
    #[serde(default)]
    pub hash: Option<String>,
    /// The proof to check: the partners on the way to the root.
    #[serde(default)]
    pub proof: Option<Vec<Sibling>>,
    /// The root to compare with.
    #[serde(default)]
    pub root: Option<String>,
}

/// The tree, or the outcome of a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Output {
    /// The root, hexadecimal.
    pub root: String,
    /// The digest of each leaf, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leaves: Vec<String>,
    /// The levels above the leaves, from the leaves up; the last is the root.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Vec<String>>,
    /// The proof of the leaf at `index`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof: Option<Vec<Sibling>>,
    /// Whether the proof leads to the root that was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid: Option<bool>,
}

/// A partner on the way to the root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sibling {
    /// On which side it stands.
    pub side: Side,
    /// Its digest, hexadecimal.
    pub hash: String,
}

/// A side of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Before.
    Left,
    /// After.
    Right,
}

type Hash = [u8; 32];

/// Leaves that a single call takes.
const MOST_LEAVES: usize = 1_000_000;
/// Nodes that an explanation lists.
const EXPLAINED: usize = 10_000;

/// The digest of a content.
pub fn leaf_digest(content: &[u8]) -> Hash {
    Sha256::digest(content).into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update(left).chain_update(right).finalize().into()
}

/// The levels of the tree from the leaves to the root; empty for no leaves.
pub fn levels(leaves: Vec<Hash>) -> Vec<Vec<Hash>> {
    let mut levels = Vec::new();
    let mut level = leaves;
    while level.len() > 1 {
        let above = level.chunks(2).map(|pair| node(&pair[0], pair.last().unwrap_or(&pair[0])));
        let above = above.collect();
        levels.push(std::mem::replace(&mut level, above));
    }
    if !level.is_empty() {
        levels.push(level);
    }
    levels
}

/// The partners of the leaf at `index` on its way to the root; `None` when there is no such leaf.
pub fn proof(levels: &[Vec<Hash>], index: usize) -> Option<Vec<(Side, Hash)>> {
    levels.first()?.get(index)?;
    let below_root = levels.split_last().map_or(&[][..], |(_, below)| below);
    let partner = |(height, level): (usize, &Vec<Hash>)| {
        let place = index >> height;
        let side = if place.is_multiple_of(2) { Side::Right } else { Side::Left };
        level.get(place ^ 1).or(level.get(place)).map(|hash| (side, *hash))
    };
    below_root.iter().enumerate().map(partner).collect()
}

/// The root that a leaf's digest and its partners lead to.
pub fn climb(leaf: Hash, proof: &[(Side, Hash)]) -> Hash {
    proof.iter().fold(leaf, |below, (side, partner)| match side {
        Side::Left => node(partner, &below),
        Side::Right => node(&below, partner),
    })
}

impl Rule for Merkle {
    const NAME: &'static str = "evidence.merkle";
    const FILE: &'static str = include_str!("../../../../rules/evidence.merkle.yaml");
    type Input = Input;
    type Output = Output;

    fn evaluate(input: &Input) -> Result<Explained<Output>, Error> {
        let leaf = match (&input.leaf, &input.hash) {
            (Some(leaf), None) => Some(leaf_digest(leaf.as_bytes())),
            (None, Some(hash)) => Some(digest("hash", hash)?),
            (None, None) => None,
            (Some(_), Some(_)) => return Err(Error::input("hash", "cannot go with `leaf`")),
        };
        match (leaf, &input.leaves, &input.hashes) {
            (Some(leaf), None, None) => check(input, leaf),
            (None, Some(leaves), None) => {
                tree(input, leaves.iter().map(|leaf| leaf_digest(leaf.as_bytes())).collect())
            }
            (None, None, Some(hashes)) => {
                let field = |at| format!("hashes[{at}]");
                let hashes = hashes.iter().enumerate();
                tree(
                    input,
                    hashes.map(|(at, hash)| digest(&field(at), hash)).collect::<Result<_, _>>()?,
                )
            }
            (None, None, None) => {
                Err(Error::input("leaves", "is missing (or `hashes`, or `leaf`)"))
            }
            _ => Err(Error::input("leaves", "give one of `leaves`, `hashes`, `leaf` and `hash`")),
        }
    }
}

fn tree(input: &Input, leaves: Vec<Hash>) -> Result<Explained<Output>, Error> {
    if leaves.len() > MOST_LEAVES {
        return Err(Error::input("leaves", format!("more than {MOST_LEAVES}")));
    }
    let levels = levels(leaves);
    let Some(root) = levels.last().and_then(|level| level.first()) else {
        return Err(Error::input("leaves", "is empty"));
    };
    let mut explained = Explained::new(());
    for (height, level) in levels.iter().enumerate() {
        for (place, hash) in level.iter().enumerate() {
            if explained.lists(EXPLAINED) {
                let below = (2 * place, 2 * place + 1);
                let step = match height {
                    0 => format!("leaf {place}: SHA-256 of the content 叶"),
                    _ => format!(
                        "level {height}, node {place}: SHA-256 of {} ‖ {} below",
                        below.0, below.1
                    ),
                };
                explained.push(step, hex::encode(hash));
            }
        }
    }
    let shown = |level: &Vec<Hash>| level.iter().map(hex::encode).collect::<Vec<_>>();
    let output = Output {
        root: hex::encode(root),
        leaves: levels.first().map(shown).unwrap_or_default(),
        levels: levels.iter().skip(1).map(shown).collect(),
        proof: input.index.map(|index| shown_proof(&levels, index)).transpose()?,
        valid: input.root.as_ref().map(|given| given.eq_ignore_ascii_case(&hex::encode(root))),
    };
    Ok(explained.map(|()| output))
}

fn shown_proof(levels: &[Vec<Hash>], index: usize) -> Result<Vec<Sibling>, Error> {
    let proof =
        proof(levels, index).ok_or_else(|| Error::input("index", "there is no such leaf"))?;
    let sibling = |(side, hash)| Sibling { side, hash: hex::encode(hash) };
    Ok(proof.into_iter().map(sibling).collect())
}

fn check(input: &Input, leaf: Hash) -> Result<Explained<Output>, Error> {
    let given = input.proof.as_ref().ok_or_else(|| Error::input("proof", "is missing"))?;
    let root = input.root.as_ref().ok_or_else(|| Error::input("root", "is missing"))?;
    let root = digest("root", root)?;
    if given.len() > 64 {
        return Err(Error::input("proof", "is longer than any tree is high"));
    }
    let mut explained = Explained::new(()).step("digest of the leaf 叶", hex::encode(leaf));
    let mut reached = leaf;
    for (at, sibling) in given.iter().enumerate() {
        let partner = digest(&format!("proof[{at}].hash"), &sibling.hash)?;
        reached = climb(reached, &[(sibling.side, partner)]);
        let step = match sibling.side {
            Side::Left => "SHA-256 of partner ‖ digest so far",
            Side::Right => "SHA-256 of digest so far ‖ partner",
        };
        explained.push(step, hex::encode(reached));
    }
    Ok(explained.step("root given 根", hex::encode(root)).map(|()| Output {
        root: hex::encode(reached),
        leaves: Vec::new(),
        levels: Vec::new(),
        proof: None,
        valid: Some(reached == root),
    }))
}

fn digest(field: &str, hexadecimal: &str) -> Result<Hash, Error> {
    let mut hash = [0; 32];
    hex::decode_to_slice(hexadecimal, &mut hash)
        .map_err(|_| Error::input(field, "is not 64 hexadecimal digits"))?;
    Ok(hash)
}
