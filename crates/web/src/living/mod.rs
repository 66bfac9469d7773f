//! The living document 活文件: the text cut into runs, each with the task and the target it belongs to.

mod paper;
mod runs;

pub(crate) use paper::{Line, paper};
pub(crate) use runs::{Kind, Run, block_runs};
