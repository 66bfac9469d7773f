//! Printed matter and spreadsheets: a view in, bytes out.
//!
//! Pure: what a sheet says, in which language, is decided by whoever fills it in.

mod sheet;
mod task_table;

pub use sheet::{ColumnKind, Error, Group, Sheet, SheetColumn};
pub use task_table::{TaskTable, TaskTableWords};
