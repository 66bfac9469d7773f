//! Documents put together by chance hold together.

use luoshi_document::{read, write};
use proptest::prelude::*;

use super::holds::holds_together;

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

proptest! {
    #[test]
    fn documents_hold_together(text in pieces()) {
        if let Ok(document) = read("x.txt", text.as_bytes()) {
            holds_together(&document);
            for written in [write::akn(&document), write::html(&document), write::json(&document), write::tree(&document)] {
                prop_assert!(!written.is_empty());
            }
        }
    }

    #[test]
    fn any_text_can_be_read(text in "\\PC{0,200}") {
        if let Ok(document) = read("x.txt", text.as_bytes()) {
            holds_together(&document);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(document) = read("x.txt", &bytes) {
            holds_together(&document);
        }
    }
}
