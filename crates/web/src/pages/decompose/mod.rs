//! Decomposition 分解: milestones and stages of a task; which tasks serve which targets, and how directions are
//! measured.

mod answer;
mod links;
mod plan;

pub(crate) use answer::{add, answer, mirror, upper};
pub(crate) use links::{accept, link, links, measure};
pub(crate) use plan::{keep, show};
