//! Packs: loading one, and what its observations say of a plan's targets.

mod compute;
mod load;
mod outcome;

pub use compute::failing_examples;
pub(crate) use compute::recompute_fed_by;
pub use load::{Loaded, load_pack};
pub(crate) use outcome::measuring;
pub use outcome::{Measured, MeasuredTarget, Outcomes, indicator, outcomes, series_of_pack};
