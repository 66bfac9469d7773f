//! Annual appraisal 年度考核.

mod criterion;
mod grade;
mod score;

pub use criterion::{Criterion, Direction, Formula, Late, Missing, Value};
pub use grade::{Cut, Grading, Quota, Rounding};
pub use score::{Input, Organisation, Output, Score, ScoredOrganisation};
