//! Random inspection 双随机、一公开.

mod rates;

pub use rates::{Rates, sample_size};
