//! Calculators 计算器: a rule's JSON Schema as a form, the form as JSON, its result as tables.
//!
//! A form needs no script: every field has a name that says where in the JSON it belongs
//! (`organisations.0.id`), and a button adds a row.

mod field;
mod form;
mod schema;
mod shown;

pub(crate) use field::{Field, Filling, fields};
pub(crate) use form::input_of;
pub(crate) use schema::Schema;
pub(crate) use shown::Shown;
