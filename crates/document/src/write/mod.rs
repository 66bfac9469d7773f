//! A document written out: for the terminal, for programs, for browsers, for archives.

mod akn;
mod html;
mod json;
mod tree;

pub use akn::akn;
pub use html::html;
pub use json::json;
pub use tree::tree;

use crate::Document;

/// The text that spans count in, as it was published.
pub fn text(document: &Document) -> String {
    document.text.clone()
}

/// Text for XML and HTML: marks escaped, characters that XML cannot hold left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(c),
            c if c < ' ' || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}
