//! Progress towards targets 目标进展.

mod period;
mod sdg;
mod trend;

pub use period::{NotAPeriod, Period};
pub use sdg::{Basis, Direction, Forecast, Observation, Sdg, Status, Target};
