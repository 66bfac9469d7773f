//! Decomposition and assignment 分解与分工: which provisions have their tasks, who leads each, and what was issued.

mod act;
mod compare;
mod show;

pub(crate) use act::{accept, amend, assign, bulk, issue, principle};
pub(crate) use compare::compare;
pub(crate) use show::show;
