use std::fmt::Write as _;

use crate::Document;

/// Provisions with their addresses, indented, for the terminal.
pub fn tree(document: &Document) -> String {
    let mut out = String::new();
    let meta = &document.meta;
    let _ = writeln!(out, "{}", meta.title);
    let number = meta.number.as_deref().unwrap_or("–");
    let date = meta.written_on.map_or_else(|| "–".to_owned(), |date| date.to_string());
    let _ = writeln!(out, "{number}  {date}  {}", meta.issuers.join("、"));
    for (provision, depth) in document.provisions.iter().zip(depths(document)) {
        let heading = provision.heading.as_deref().unwrap_or("");
        let indent = "  ".repeat(depth);
        let _ = writeln!(out, "{indent}{}{heading}  [{}]", provision.label, provision.eid);
    }
    for diagnostic in &document.diagnostics {
        let _ = writeln!(out, "! {}: {}", diagnostic.span.start(), diagnostic.oddity);
    }
    out
}

/// How deep each provision stands; a parent comes before its children.
pub(super) fn depths(document: &Document) -> Vec<usize> {
    let mut depths: Vec<usize> = Vec::with_capacity(document.provisions.len());
    for provision in &document.provisions {
        depths.push(provision.parent.map_or(0, |parent| depths[parent.0 as usize] + 1));
    }
    depths
}
