//! Payments and clearing 支付清算, simulated: the business itself needs a licence.

mod netting;

pub use netting::{Netted, Netting, Obligation, Obligations, Round};
