//! Who there is: users with the roles they hold.

use luoshi_delivery::OrganisationChart;
use luoshi_store::{ALIAS, Account, StoredGrant};

use crate::organisation::{chart_today, owner_in};
use crate::policy::{may, permit_over};
use crate::{Action, Context, Error, Owner};

/// A user with what they hold, as an administrator sees them.
#[derive(Clone, Debug)]
pub struct Person {
    /// The account; its secrets stay in this crate.
    account: Account,
    /// The grants that were not revoked, the oldest first; some may be over or have yet to begin.
    pub grants: Vec<StoredGrant>,
    /// Whose account it is: what permissions are asked for.
    pub owner: Owner,
    /// Whether nobody may sign in as them for a while.
    pub is_locked: bool,
}

impl Person {
    /// The name to sign in with.
    pub fn name(&self) -> &str {
        &self.account.name
    }

    /// The name pages print.
    pub fn display_name(&self) -> &str {
        &self.account.display_name
    }

    /// Whether they have not yet changed the password for the first time.
    pub fn must_change_password(&self) -> bool {
        self.account.must_change
    }

    /// Whether they sign in with a second factor.
    pub fn has_second_factor(&self) -> bool {
        self.account.totp_secret.is_some()
    }

    /// The organisation they belong to.
    pub fn organisation(&self) -> Option<&luoshi_delivery::OrganisationCode> {
        self.account.organisation.as_ref()
    }
}

/// The users the actor may see, by name.
pub async fn people(cx: &Context) -> Result<Vec<Person>, Error> {
    let chart = chart_today(cx).await?;
    let grants = cx.store.grants(&cx.jurisdiction).await?;
    let accounts = cx.store.accounts(&cx.jurisdiction).await?;
    let everybody = accounts.into_iter().map(|account| person(cx, &chart, account, &grants));
    let seen: Vec<Person> =
        everybody.filter(|person| may(&cx.actor, Action::ReadUser, &person.owner)).collect();
    if seen.is_empty() && !crate::policy::may_somewhere(&cx.actor, Action::ReadUser) {
        permit_over(&cx.actor, Action::ReadUser, &Owner::jurisdiction())?;
    }
    Ok(seen)
}

/// One user, as far as the actor may see them.
pub async fn find_person(cx: &Context, name: &str) -> Result<Person, Error> {
    let account = account(cx, name).await;
    let organisation = account.as_ref().ok().and_then(|it| it.organisation.as_ref());
    let chart = chart_today(cx).await?;
    permit_over(&cx.actor, Action::ReadUser, &owner_in(&chart, organisation))?;
    let grants = cx.store.grants_of(&cx.jurisdiction, name).await?;
    let held: Vec<StoredGrant> = grants.into_iter().filter(|it| it.revoked_at.is_none()).collect();
    Ok(person(cx, &chart, account?, &held))
}

fn person(
    cx: &Context,
    chart: &OrganisationChart,
    account: Account,
    grants: &[StoredGrant],
) -> Person {
    let held = grants.iter().filter(|it| it.user_name == account.name).cloned().collect();
    let owner = owner_in(chart, account.organisation.as_ref());
    let is_locked = account.locked_until.is_some_and(|until| cx.now < until);
    Person { account, grants: held, owner, is_locked }
}

/// The account of that name; of somebody who was forgotten there is none.
pub(super) async fn account(cx: &Context, name: &str) -> Result<Account, Error> {
    let account = cx.store.account(&cx.jurisdiction, name).await?;
    let account = account.filter(|account| !account.name.starts_with(ALIAS));
    account.ok_or_else(|| Error::NoSuchUser(name.to_owned()))
}
