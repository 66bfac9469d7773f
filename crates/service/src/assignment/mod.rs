//! Assignment 分工: who does what, issued 交办, accepted 签收 and amended 调整.

mod amend;
mod assign;
mod issue;

pub(crate) use amend::propose_in;
pub use amend::{
    amendments, approve_amendment, propose_amendment, return_amendment, withdraw_amendment,
};
pub use assign::{assign_task, assign_unassigned, mark_principle};
pub(crate) use assign::{target_in, task_in};
pub(crate) use issue::signed;
pub use issue::{accept_issue, issue_plan, issues};
