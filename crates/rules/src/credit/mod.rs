//! Credit supervision 信用监管.

mod retention;
mod uscc;

pub use retention::{Grade, Listed, Retention};
pub use uscc::{Uscc, check_character};
