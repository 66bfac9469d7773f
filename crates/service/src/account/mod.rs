//! Users: who they are, what they may do, signing in and out.

mod create;
mod delegation;
mod grant;
mod identity;
mod manage;
mod own;
mod password;
mod people;
mod second_factor;
mod secret;
mod session;
mod sign_in;
mod user;

pub use create::create_user;
pub use delegation::{delegate_role, delegations_of, own_delegations, revoke_delegation};
pub use grant::{grant_role, revoke_role};
pub use identity::{
    confirm_password, is_linked, link_identity, sign_in_by_identity, unlink_identity,
};
pub use manage::{forget_user, reset_user, sign_out_user, unlock_user};
pub use own::{OwnSession, change_password, end_own_session, own_sessions};
pub use people::{Person, find_person, people};
pub use second_factor::{
    SecondFactor, add_second_factor, offer_second_factor, remove_second_factor, second_factor_of,
};
pub use secret::{fresh_nonce, fresh_password};
pub use session::{SessionToken, acting_as, actor, sign_out};
pub use sign_in::sign_in;
pub use user::{FirstPassword, NewUser, StandIn, User};

use crate::{Actor, Context, Error};

/// The name of whoever is signed in; the own account is nobody else's.
pub(crate) fn own_name(cx: &Context) -> Result<&str, Error> {
    match &cx.actor {
        Actor::User(user) => Ok(&user.name),
        Actor::Visitor | Actor::Operator => Err(Error::NoAccount),
    }
}
