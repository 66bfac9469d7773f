//! The pages of Luoshi: server-rendered, with small fragments exchanged by htmx.
//!
//! Extractors parse, one use case acts, `Page` decides once between fragment and whole page.
//! Every text for people stands in `locales/`.

mod api;
mod assets;
mod calculator;
mod chart;
mod failure;
mod fresh;
mod guard;
mod letter;
mod living;
mod metrics;
mod page;
mod pages;
mod past;
mod provider;
mod routes;
mod spark;
mod stretch;
mod throttle;
mod upload;
mod visit;
mod words;

pub use letter::{event, mail};
pub use provider::{Provider, ProviderError};
pub use routes::{App, router};
