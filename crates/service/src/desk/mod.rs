//! The desk 工作台: what waits for whoever is signed in, of all plans.

mod gather;
mod supervision;

pub use gather::{Desk, desk};
