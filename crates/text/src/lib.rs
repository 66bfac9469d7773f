//! The language of policy documents 公文语言: what can be read from characters alone.
//!
//! Pure: characters in, values out. Nothing here knows what a document is.

mod healed;
mod span;

pub use healed::Healed;
pub use span::Span;
