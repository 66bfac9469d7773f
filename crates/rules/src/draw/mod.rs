//! Verifiable random draws 随机抽取: `luoshi-draw/1`.
//!
//! Our own procedure (design), so that a draw is fixed by published inputs and a seed nobody could choose alone:
//!
//! 1. Each roster is its ids sorted bytewise, each followed by a line feed; H is the SHA-256 of that.
//! 2. Before the draw the commitment C = SHA-256("commit\0" ‖ plan id ‖ 0 ‖ H(objects) ‖ H(inspectors) ‖ nonce) is
//!    published, with the name of a public source of randomness that has not spoken yet.
//! 3. When the source has spoken (beacon B, 32 bytes), seed = SHA-256("seed\0" ‖ C ‖ nonce ‖ B).
//! 4. A stream of numbers belongs to each label: the n-th is the first 8 bytes, big-endian, of
//!    HMAC-SHA-256(seed, label ‖ n as 8 bytes big-endian). A number x below n is taken modulo n when
//!    x < 2^64 − (2^64 mod n); others are passed over.
//! 5. Objects are drawn by a partial Fisher–Yates shuffle of the sorted roster, label `objects`, or
//!    `objects/<stratum>` for each stratum in bytewise order.
//! 6. Inspectors are drawn for the objects in their drawn order from one stream `inspectors`, each time by a partial
//!    shuffle of the sorted roster without those who must stand aside.

mod lots;
mod stream;

pub use lots::{
    Beacon, Commitment, Draw, Drawn, Input, Inspector, Object, Output, PerStratum, StratumDrawn,
};
pub use stream::{Stream, Taken, commitment, roster_digest, seed};
