//! Secrets from the operating system's random source.

use crate::Error;

/// Letters and digits that nobody mistakes for one another when reading them aloud.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// A password for a first sign-in: four groups of five, 100 random bits.
pub fn fresh_password() -> Result<String, Error> {
    let letters = bytes::<20>()?.map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}

/// The nonce of a random draw: 32 random bytes in hexadecimal.
pub fn fresh_nonce() -> Result<String, Error> {
    Ok(bytes::<32>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Random bytes.
#[expect(clippy::disallowed_methods, reason = "a secret must be one that nobody can repeat")]
pub(super) fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|why| Error::Broken(why.to_string()))?;
    Ok(bytes)
}
