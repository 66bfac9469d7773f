//! What holds of every document, whatever stands in it. The fuzz targets hold documents to it too.

use std::collections::BTreeSet;

use luoshi_document::Document;

/// Addresses are unique, parents come first, blocks are in order, and every character of repaired text
/// stands in the source where it says.
pub(crate) fn holds_together(document: &Document) {
    let source: Vec<char> = document.text.chars().collect();
    assert_eq!(document.source.chars as usize, source.len());
    let mut eids = BTreeSet::new();
    for (at, provision) in document.provisions.iter().enumerate() {
        assert!(eids.insert(&provision.eid), "eId twice: {}", provision.eid);
        assert!(provision.parent.is_none_or(|parent| (parent.0 as usize) < at));
        assert!(provision.span.end() as usize <= source.len());
    }
    let mut end = 0;
    for block in &document.blocks {
        let text = block.text.as_str();
        for part in [&block.label, &block.heading, &block.body] {
            assert!(text.get(part.clone()).is_some(), "{part:?} of {text:?}");
        }
        let span = block.text.whole();
        assert!(span.start() >= end && span.end() as usize <= source.len());
        end = span.end();
        for (_, c, place) in block.text.places() {
            let found = source[place as usize];
            assert!(c == found || c == ' ' && is_gap(found), "{c:?} is {found:?} in the source");
        }
    }
}

/// What a blank can stand for: white space, the marks that editors leave behind, and those of Markdown.
fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '*' | '`' | '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{00AD}')
        || matches!(c, '\u{202A}'..='\u{202E}')
}
