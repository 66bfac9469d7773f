//! Passwords: hashed with argon2id, checked in constant time, away from the threads that serve pages.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};

use crate::Error;

/// The hash of no password: checked when there is no such user, so that an answer takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bHVvc2hpLW5vYm9keS0x$\
                      AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The fewest characters a password has.
const SHORTEST: usize = 10;
/// The most: what is longer is no password but an attempt to keep the server busy.
const LONGEST: usize = 128;

/// Refuses a password that is short or easy to guess: by the estimate of zxcvbn, to which the user's
/// own names are the first guesses. No rule about kinds of letters: such rules make weak ones.
pub(super) fn check(password: &str, name: &str, display_name: &str) -> Result<(), Error> {
    let fits = (SHORTEST..=LONGEST).contains(&password.chars().count());
    let is_hard = || {
        let known = [name, display_name, "luoshi", "落实"];
        zxcvbn::zxcvbn(password, &known).score() >= zxcvbn::Score::Three
    };
    if fits && is_hard() { Ok(()) } else { Err(Error::WeakPassword) }
}

/// The PHC string of `password`, with a salt of its own.
pub(super) async fn hash(password: String) -> Result<String, Error> {
    let work =
        move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string());
    let hashed =
        tokio::task::spawn_blocking(work).await.map_err(|why| Error::Broken(why.to_string()))?;
    hashed.map_err(|why| Error::Broken(why.to_string()))
}

/// Whether `password` is the one that was hashed; `None` when there is no such user.
pub(super) async fn verify(password: String, hash: Option<String>) -> Result<bool, Error> {
    let work = move || {
        let known = hash.is_some();
        let phc = hash.unwrap_or_else(|| NOBODY.to_owned());
        let Ok(parsed) = PasswordHash::new(&phc) else { return false };
        Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known
    };
    tokio::task::spawn_blocking(work).await.map_err(|why| Error::Broken(why.to_string()))
}
