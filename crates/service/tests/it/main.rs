//! Use cases on a real database.

mod accounts;
mod office;
mod plans;
