//! Users 用户: who there is, which roles they hold, and what an administrator does about them.

mod act;
mod list;
mod show;

pub(crate) use act::{create, forget, grant, reset, revoke, sign_out, unlock};
pub(crate) use list::list;
pub(crate) use show::show;

use super::organisations::{called, chart, typed};
