//! Bulletins 通报: composed from the figures of a cycle, edited, published by somebody else.

mod figures;
mod write;

pub use figures::{Figures, bulletin_figures};
pub use write::{bulletin, bulletins, compose_bulletin, edit_bulletin, publish_bulletin};
