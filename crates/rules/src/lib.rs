//! Published regulations as pure functions with dated parameters 规则.
//!
//! A rule is found, read and changed in one place: its parameters by date, its sources and its worked
//! examples stand in `rules/<name>.yaml`; its formula in one module here. [`RULES`] lists them all.

mod dated;
mod error;
mod explained;
mod registry;
mod rule;

pub use dated::{Dated, InForce, NotInForce};
pub use error::Error;
pub use explained::{Explained, Step};
pub use registry::{Entry, Example, RULES, Title, find};
pub use rule::{Answer, Rule, Source, Sureness};
