//! Time limits 期限.

mod days;
mod workdays;

pub use days::Calendar;
pub use workdays::{Kind, Workdays};
