//! Permits 行政许可.

mod points;
mod table;

pub use points::{Applicant, Background, Class, Counted, Education, Items, Points, Region, Skill};
