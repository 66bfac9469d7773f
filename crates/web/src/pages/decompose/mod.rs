//! Decomposition 分解: milestones and stages of a task; which tasks serve which targets, and how directions are
//! measured.

mod links;
mod plan;

pub(crate) use links::{accept, link, links, measure};
pub(crate) use plan::{keep, show};
