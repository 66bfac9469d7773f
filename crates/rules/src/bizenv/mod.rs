//! The business environment 营商环境.

mod doing_business;
mod steps;

pub use doing_business::{City, DoingBusiness, Topic};
pub use steps::{Step, Steps};
