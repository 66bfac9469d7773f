//! What holds of every document, whatever stands in it.

use std::collections::BTreeSet;

use luoshi_document::{Document, read, write};
use proptest::prelude::*;

/// Pieces that documents are made of, put together in any order.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "一、",
        "二、",
        "（一）",
        "(二)",
        "1.",
        "2．",
        "（1）",
        "①",
        "a)",
        "第一章",
        "第二条",
        "第一编",
        "1.1",
        "附件1",
        "附件：",
        "总体要求",
        "加快建设",
        "。",
        "；",
        "：",
        "，",
        "\n",
        "\n\n",
        "　　",
        " ",
        "\u{200B}",
        "**",
        "# ",
        "`",
        "《",
        "》",
        "（",
        "）",
        "“",
        "”",
        "2018年7月30日",
        "二〇一八年",
        "印发",
        "关于印发方案的通知",
        "市委〔2018〕15号",
        "各区人民政府：",
        "主送：",
        "抄送：",
        "来源：",
        "打印",
        "专栏1",
        "目录",
        "——",
        "一是",
        "— 3 —",
        "年 月 日",
        "国务院办公厅",
        "\u{FEFF}",
        "\r\n",
        "😀",
        "\u{2028}",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

fn check(document: &Document) -> Result<(), TestCaseError> {
    let source: Vec<char> = document.text.chars().collect();
    prop_assert_eq!(document.source.chars as usize, source.len());
    let mut eids = BTreeSet::new();
    for (at, provision) in document.provisions.iter().enumerate() {
        prop_assert!(eids.insert(&provision.eid), "eId twice: {}", provision.eid);
        prop_assert!(provision.parent.is_none_or(|parent| (parent.0 as usize) < at));
        prop_assert!(provision.span.end() as usize <= source.len());
    }
    let mut end = 0;
    for block in &document.blocks {
        let text = block.text.as_str();
        for part in [&block.label, &block.heading, &block.body] {
            prop_assert!(text.get(part.clone()).is_some(), "{part:?} of {text:?}");
        }
        let span = block.text.whole();
        prop_assert!(span.start() >= end && span.end() as usize <= source.len());
        end = span.end();
        for (_, c, place) in block.text.places() {
            let found = source[place as usize];
            prop_assert!(
                c == found || c == ' ' && is_gap(found),
                "{c:?} is {found:?} in the source"
            );
        }
    }
    Ok(())
}

/// What a blank can stand for: white space, and marks of Markdown beside it.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '`' | '\u{FEFF}' | '\u{200B}')
}

proptest! {
    #[test]
    fn documents_hold_together(text in pieces()) {
        if let Ok(document) = read("x.txt", text.as_bytes()) {
            check(&document)?;
            for written in [write::akn(&document), write::html(&document), write::json(&document), write::tree(&document)] {
                prop_assert!(!written.is_empty());
            }
        }
    }

    #[test]
    fn any_text_can_be_read(text in "\\PC{0,200}") {
        if let Ok(document) = read("x.txt", text.as_bytes()) {
            check(&document)?;
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(document) = read("x.txt", &bytes) {
            check(&document)?;
        }
    }
}
