//! Users: who they are, signing in and out.

mod create;
mod password;
mod secret;
mod session;
mod sign_in;
mod user;

pub use create::create_user;
pub use secret::{fresh_nonce, fresh_password};
pub use session::{SessionToken, actor, sign_out};
pub use sign_in::sign_in;
pub use user::{Role, User};
