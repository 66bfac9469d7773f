//! More time for tasks 延期, and lights that the office sets by hand 人工定灯.

mod extend;
mod light;

pub use extend::{TaskDelays, ask_extension, decide_extension, task_delays};
pub use light::{set_light, take_light_back};
