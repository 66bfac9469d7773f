//! Market access 市场准入.

mod negative_list;

pub use negative_list::{Decision, Form, Hit, NegativeList, Outcome};
