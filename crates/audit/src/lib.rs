//! An audit log that proves itself 可证明的审计日志.
//!
//! Pure: no database, no clock, no file. Each [`Entry`] is a leaf of a Merkle tree as transparency logs keep it
//! (RFC 9162), hashed by SM3 (GB/T 32905) or SHA-256. A [`Checkpoint`] says how many entries there were and to which
//! root they lead; it is signed as a note (C2SP signed-note, Ed25519 or SM2) and can be signed by a witness too. Whoever has a
//! checkpoint can check offline that an entry stands in the log ([`EntryProof`]), and that a later log is the same log
//! gone on ([`LogProof`]).

mod checkpoint;
mod entry;
mod hashing;
mod note;
mod proof;
mod row;
mod signature;
mod tree;
mod witness;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use entry::Entry;
pub use hashing::{Hash, Hashing};
pub use note::{Note, NoteError, Signer, Verifier};
pub use proof::{EntryProof, LogProof, ProofError};
pub use row::{Change, Row, alias, digests_of};
pub use signature::Algorithm;
pub use tree::{Tree, consistency, inclusion, is_consistent, is_included, root};
pub use witness::{CosignError, Offer, cosign};
