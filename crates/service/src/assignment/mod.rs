//! Assignment 分工: who does what, issued 交办 and accepted 签收.

mod assign;
mod issue;

pub(crate) use assign::task_in;
pub use assign::{assign_task, assign_unassigned, mark_principle};
pub(crate) use issue::signed;
pub use issue::{accept_issue, issue_plan, issues};
