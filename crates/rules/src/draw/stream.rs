use std::collections::HashMap;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

/// The digest of a frozen roster: its ids in bytewise order, each followed by a line feed.
pub fn roster_digest<'a>(sorted: impl IntoIterator<Item = &'a str>) -> [u8; 32] {
    let mut digest = Sha256::new();
    for id in sorted {
        digest.update(id.as_bytes());
        digest.update(b"\n");
    }
    digest.finalize().into()
}

/// What is published before the draw 承诺值.
pub fn commitment(
    plan_id: &str,
    objects: &[u8; 32],
    inspectors: &[u8; 32],
    nonce: &[u8; 32],
) -> [u8; 32] {
    let parts = [b"commit\0", plan_id.as_bytes(), &[0], objects, inspectors, nonce];
    concatenated(&parts)
}

/// What the numbers of the draw come from: the commitment, the revealed nonce and the beacon together.
pub fn seed(commitment: &[u8; 32], nonce: &[u8; 32], beacon: &[u8; 32]) -> [u8; 32] {
    concatenated(&[b"seed\0", commitment, nonce, beacon])
}

fn concatenated(parts: &[&[u8]]) -> [u8; 32] {
    let mut digest = Sha256::new();
    parts.iter().for_each(|part| digest.update(part));
    digest.finalize().into()
}

/// The numbers of one label, in order.
#[derive(Clone, Debug)]
pub struct Stream {
    keyed: Hmac<Sha256>,
    next: u64,
}

/// A number of a stream, taken below a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its place in the stream.
    pub at: u64,
    /// The number as the stream gave it.
    pub number: u64,
    /// The limit.
    pub limit: u64,
    /// The number modulo the limit.
    pub below: u64,
}

impl Stream {
    /// The stream of a label.
    pub fn new(seed: &[u8; 32], label: &str) -> Self {
        let mut block = [0; 64]; // RFC 2104: a key shorter than a block is filled up with zeros.
        block[..32].copy_from_slice(seed);
        let mut keyed = Hmac::new(&block.into());
        keyed.update(label.as_bytes());
        Self { keyed, next: 0 }
    }

    fn number(&mut self) -> u64 {
        let mut keyed = self.keyed.clone();
        keyed.update(&self.next.to_be_bytes());
        self.next += 1;
        let [a, b, c, d, e, f, g, h, ..]: [u8; 32] = keyed.finalize().into_bytes().into();
        u64::from_be_bytes([a, b, c, d, e, f, g, h])
    }

    /// The next number below `limit`; numbers that would favour some are passed over.
    pub fn below(&mut self, limit: u64) -> Taken {
        let limit = limit.max(1);
        let surplus = (u64::MAX % limit + 1) % limit; // 2^64 mod limit
        loop {
            let at = self.next;
            let number = self.number();
            if number <= u64::MAX - surplus {
                return Taken { at, number, limit, below: number % limit };
            }
        }
    }

    /// The first `count` places of a shuffle of `0..size`; `count` is not more than `size`.
    ///
    /// Only places that were exchanged are remembered, so a small draw of a large roster is cheap.
    pub fn shuffle(&mut self, size: u64, count: u64) -> impl Iterator<Item = (Taken, u64)> {
        let mut moved = HashMap::new();
        (0..count.min(size)).map(move |place| {
            let taken = self.below(size - place);
            let other = place + taken.below;
            let here = moved.remove(&place).unwrap_or(place);
            let drawn =
                if other == place { here } else { moved.insert(other, here).unwrap_or(other) };
            (taken, drawn)
        })
    }
}
