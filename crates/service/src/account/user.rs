use luoshi_delivery::{Grant, OrganisationCode};

use crate::Error;

/// A user 用户 who has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The name to sign in with.
    pub name: String,
    /// The name pages print.
    pub display_name: String,
    /// The organisation they belong to, where there is one.
    pub organisation: Option<OrganisationCode>,
    /// The roles they hold today.
    pub grants: Vec<Grant>,
    /// Whether they have to change the password before anything else.
    pub must_change_password: bool,
    /// Whether they sign in with a second factor.
    pub has_second_factor: bool,
    /// Whether they may only read: what is past is not changed.
    pub only_reads: bool,
    /// For whom they act, where they do: the grants are those that were lent.
    pub stands_in: Option<StandIn>,
}

/// For whom somebody acts 代办.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandIn {
    /// The name of whom for.
    pub principal: String,
    /// Their name as pages print it.
    pub display_name: String,
    /// What the acts are signed with: both names.
    pub(crate) signature: String,
}

/// Somebody who is to be let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUser {
    /// The name to sign in with.
    pub name: String,
    /// The name pages print.
    pub display_name: String,
    /// The organisation they belong to, where there is one.
    pub organisation: Option<OrganisationCode>,
}

/// The password somebody is let in with.
#[derive(Clone, Copy)]
pub enum FirstPassword<'p> {
    /// For the first time only: it has to be changed before anything else.
    ToBeChanged(&'p str),
    /// For good.
    Lasting(&'p str),
}

/// The longest name to sign in with, in characters.
const LONGEST_NAME: usize = 40;

impl NewUser {
    /// Refuses names nobody could type, or that could not stand in an address.
    pub(super) fn check(&self) -> Result<(), Error> {
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
        let length = self.name.chars().count();
        let is_name = (1..=LONGEST_NAME).contains(&length) && self.name.chars().all(allowed);
        let is_shown = !self.display_name.trim().is_empty();
        // A path of dots is no address.
        let is_word = self.name.chars().any(char::is_alphanumeric);
        if is_name && is_shown && is_word { Ok(()) } else { Err(Error::BadUserName) }
    }
}
