//! Bytes to a structured document, and a structured document to text, JSON, HTML and Akoma Ntoso.
//!
//! Pure: no file is opened here. Reading never fails halfway: it gives a [`Document`] with its
//! [`Diagnostic`]s, or one [`ReadError`] when the bytes are no document at all.

mod model;

pub use model::{
    Block, Bullet, Diagnostic, Document, Genre, Level, Meta, Provision, ProvisionId, Role, Source,
};
pub use luoshi_text::Span; // What everything derived from a document carries.
