//! Published regulations as pure functions with dated parameters 规则.
//!
//! A rule is found, read and changed in one place: its parameters by date, its sources and its worked
//! examples stand in `rules/<name>.yaml`; its formula in one module here. [`RULES`] lists them all.

pub mod access;
pub mod appraisal;
pub mod bizenv;
pub mod calendar;
pub mod credit;
pub mod customs;
pub mod delivery;
pub mod draw;
pub mod ecommerce;
pub mod evidence;
pub mod exchange;
pub mod fairness;
pub mod finance;
pub mod inspection;
pub mod land;
pub mod permit;
pub mod progress;
pub mod traffic;

mod amount;
mod dated;
mod error;
mod exact;
mod explained;
mod parameters;
mod power;
mod registry;
mod rule;

pub use amount::{Amount, NoAmount, Rate, money};
pub use dated::{Dated, InForce, NotInForce};
pub use error::Error;
pub use exact::{Exact, half_up, settled};
pub use explained::{Explained, Step, unexplained};
pub use parameters::Parameters;
pub use registry::{Entry, Example, RULES, Title, find};
pub use rule::{Answer, Rule, Source, Sureness};
