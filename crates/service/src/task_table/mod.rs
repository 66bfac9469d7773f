//! The task table 任务分解表: filled for whoever asks, and taken back with what was changed in it.

mod amend;
mod file;
mod fill;

pub use amend::{TableTrial, apply_task_table, try_task_table, upload_task_table};
pub use fill::{FilledTable, task_table};
