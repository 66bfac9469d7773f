//! Fair competition 公平竞争.

mod draft;
mod lexicon;
mod review;

pub use review::{Exception, Hit, Input, Output, Review};
