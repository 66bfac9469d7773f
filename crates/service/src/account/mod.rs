//! Users: who they are, what they may do, signing in and out.

mod create;
mod grant;
mod manage;
mod password;
mod people;
mod secret;
mod session;
mod sign_in;
mod user;

pub use create::create_user;
pub use grant::{grant_role, revoke_role};
pub use manage::{sign_out_user, unlock_user};
pub use people::{Person, find_person, people};
pub use secret::{fresh_nonce, fresh_password};
pub use session::{SessionToken, actor, sign_out};
pub use sign_in::sign_in;
pub use user::{NewUser, User};
