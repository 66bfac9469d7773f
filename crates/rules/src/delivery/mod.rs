//! Supervision of tasks 督查督办.

mod light;
mod order;

pub use light::{Basis, Colour, Input as LightInput, Light};
pub use order::{Grade, Ground, Input as OrderInput, Order, Output as OrderLimit};
