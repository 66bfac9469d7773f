//! The desk 工作台: what waits for whoever is signed in, of all plans.

mod gather;

pub use gather::{Desk, desk};
