//! Electronic evidence 电子证据.

mod merkle;

pub use merkle::{Merkle, Sibling, Side, climb, leaf_digest, levels, proof};
