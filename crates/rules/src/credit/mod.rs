//! Credit supervision 信用监管.

mod uscc;

pub use uscc::{Uscc, check_character};
