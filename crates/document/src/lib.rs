//! Bytes to a structured document, and a structured document to text, JSON, HTML and Akoma Ntoso.
//!
//! Pure: no file is opened here. Reading never fails halfway: it gives a [`Document`] with its
//! [`Diagnostic`]s, or one [`ReadError`] when the bytes are no document at all.
//!
//! ```
//! let text = "关于办好活动的通知\n\n一、总体要求\n\n(一)办好活动。搭建载体。\n";
//! let document = luoshi_document::read("notice.txt", text.as_bytes()).unwrap();
//! assert_eq!(document.meta.title, "关于办好活动的通知");
//! assert_eq!(document.provisions[1].eid, "chp_1__art_1");
//! assert_eq!(document.provisions[1].heading.as_deref(), Some("办好活动"));
//! ```

mod compare;
mod model;
mod read;
pub mod write;

pub use compare::{Pair, Stretch, compare, stretches};
pub use luoshi_text::Span; // What everything derived from a document carries.
pub use model::{
    Block, Bullet, Diagnostic, Document, Genre, Level, Meta, Oddity, Provision, ProvisionId, Role,
    Source,
};
pub use read::{ReadError, decode_text, read, word_tables};
