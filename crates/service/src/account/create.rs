use luoshi_store::Account;

use super::{FirstPassword, NewUser, password};
use crate::organisation::{exist, owner_of};
use crate::policy::permit_over;
use crate::{Action, Context, Error};

/// Lets somebody sign in. What they may do is said by granting them roles.
pub async fn create_user(
    cx: &Context,
    user: &NewUser,
    password: FirstPassword<'_>,
) -> Result<(), Error> {
    let owner = owner_of(cx, user.organisation.as_ref()).await?;
    let permit = permit_over(&cx.actor, Action::CreateUser, &owner)?;
    user.check()?;
    exist(cx, user.organisation.as_slice()).await?;
    if cx.store.account(&cx.jurisdiction, &user.name).await?.is_some() {
        return Err(Error::NameTaken(user.name.clone())); // Before the costly hash.
    }
    let (text, must_change) = match password {
        FirstPassword::ToBeChanged(text) => (text, true),
        FirstPassword::Lasting(text) => (text, false),
    };
    password::check(text, &user.name, &user.display_name)?;
    let password_hash = password::hash(text.to_owned()).await?;
    let account = Account {
        name: user.name.clone(),
        display_name: user.display_name.trim().to_owned(),
        organisation: user.organisation.clone(),
        password_hash,
        failures: 0,
        locked_until: None,
        must_change,
        totp_secret: None,
        totp_step: 0,
    };
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    match tx.add_account(&account).await {
        Err(error) if error.is_duplicate() => return Err(Error::NameTaken(account.name)),
        other => other?,
    }
    tx.commit(permit.entry(cx.now, format!("user/{}", user.name))).await?;
    Ok(())
}
