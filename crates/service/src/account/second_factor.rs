//! The second factor 双因素: time-based codes (RFC 6238) of an app on the phone, and recovery codes for
//! whoever has lost it.

use luoshi_store::{Account, WriteTx};
use totp_rs::{Builder, Secret, Totp};

use super::people::account;
use super::session::digest;
use super::{own_name, password, secret};
use crate::policy::own_session;
use crate::{Context, Error};

/// How many recovery codes there are.
const RECOVERY_CODES: usize = 10;

/// A second factor that was not confirmed yet.
#[derive(Clone)]
pub struct SecondFactor {
    /// The secret in base32, to be typed where the picture cannot be read.
    pub secret: String,
    /// The address an app reads from the picture: `otpauth://totp/…`.
    pub url: String,
}

/// A fresh second factor for whoever is signed in. Nothing is stored before its first code is shown.
pub fn offer_second_factor(cx: &Context) -> Result<SecondFactor, Error> {
    let secret = Secret::from(secret::bytes::<20>()?.as_slice()).to_base32();
    second_factor_of(cx, secret)
}

/// The same second factor again, by its secret.
pub fn second_factor_of(cx: &Context, secret: String) -> Result<SecondFactor, Error> {
    let name = own_name(cx)?;
    let totp = totp(name, &secret).ok_or(Error::WrongCode)?;
    let url = totp.to_url().map_err(|why| Error::Broken(why.to_string()))?;
    Ok(SecondFactor { secret, url })
}

/// From now on whoever is signed in shows a code as well, of the app that holds `secret`: proved by a
/// first one. The recovery codes, each worth one sign-in; they are told once.
pub async fn add_second_factor(
    cx: &Context,
    secret: &str,
    code: &str,
) -> Result<Vec<String>, Error> {
    let name = own_name(cx)?;
    let totp = totp(name, secret).ok_or(Error::WrongCode)?;
    let step = step_of(cx, &totp, code).ok_or(Error::WrongCode)?;
    let codes: Result<Vec<String>, Error> =
        (0..RECOVERY_CODES).map(|_| secret::fresh_password()).collect();
    let codes = codes?;
    let digests: Vec<String> = codes.iter().map(|code| digest(code)).collect();
    let sealed = cx.store.seal(name, secret)?;
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_second_factor(name, Some(&sealed), step, &digests).await?;
    tx.commit(own_session(name, "add_second_factor").entry(cx.now, format!("user/{name}"))).await?;
    Ok(codes)
}

/// From now on the password is enough again.
pub async fn remove_second_factor(cx: &Context, typed: &str) -> Result<(), Error> {
    let name = own_name(cx)?;
    let account = account(cx, name).await?;
    if !password::verify(typed.to_owned(), Some(account.password_hash)).await? {
        return Err(Error::WrongPassword);
    }
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    tx.save_second_factor(name, None, account.totp_step, &[]).await?;
    let permit = own_session(name, "remove_second_factor");
    tx.commit(permit.entry(cx.now, format!("user/{name}"))).await?;
    Ok(())
}

/// Uses up what was typed as the second factor of an account: a code of the app or a recovery code.
/// Whether it was right, and had not been used before.
pub(super) async fn use_up(
    cx: &Context,
    tx: &mut WriteTx,
    account: &Account,
    secret: &str,
    typed: &str,
) -> Result<bool, Error> {
    let typed = typed.trim();
    if let Some(step) = totp(&account.name, secret).and_then(|totp| step_of(cx, &totp, typed)) {
        return Ok(tx.use_step(&account.name, step).await?);
    }
    Ok(tx.use_recovery_code(&account.name, &digest(&typed.to_lowercase())).await?)
}

/// Six digits, a new code every half a minute, and one before and after for clocks that differ.
fn totp(name: &str, secret: &str) -> Option<Totp> {
    let secret = Secret::try_from_base32(secret).ok()?;
    let builder = Builder::new().with_secret(secret).with_skew(1);
    builder.with_issuer(Some("Luoshi")).with_account_name(name).build().ok()
}

fn step_of(cx: &Context, totp: &Totp, code: &str) -> Option<u64> {
    totp.check(code, u64::try_from(cx.now.as_second()).ok()?)
}
