use luoshi_store::Account;

use super::password;
use crate::policy::permit;
use crate::{Action, Context, Error, User};

/// Lets somebody sign in.
pub async fn create_user(cx: &Context, user: &User, password: &str) -> Result<(), Error> {
    let permit = permit(&cx.actor, Action::CreateUser)?;
    if cx.store.account(&cx.jurisdiction, &user.name).await?.is_some() {
        return Err(Error::NameTaken(user.name.clone())); // Before the costly hash.
    }
    let password_hash = password::hash(password.to_owned()).await?;
    let account = Account {
        name: user.name.clone(),
        display_name: user.display_name.clone(),
        role: user.role.name().to_owned(),
        password_hash,
        failures: 0,
        locked_until: None,
    };
    let mut tx = cx.store.write(&cx.jurisdiction).await?;
    match tx.add_account(&account).await {
        Err(error) if error.is_duplicate() => return Err(Error::NameTaken(account.name)),
        other => other?,
    }
    tx.commit(permit.entry(cx.now, format!("user/{}", user.name))).await?;
    Ok(())
}
