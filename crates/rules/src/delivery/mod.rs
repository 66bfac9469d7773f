//! Supervision of tasks 督查督办.

mod light;

pub use light::{Basis, Colour, Input as LightInput, Light};
