//! Packs: loading one, and what its observations say of a plan's targets.

mod load;
mod outcome;

pub use load::{Loaded, load_pack};
pub use outcome::{Measured, Outcomes, outcomes};
