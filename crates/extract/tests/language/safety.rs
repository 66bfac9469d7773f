//! Whatever the text: no panic, spans within it, quotes that stand there, the same result twice.

use luoshi_extract::extract;
use proptest::prelude::*;

use crate::holds::holds_together;

/// The pieces that documents are made of, in any order.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "一、",
        "(二)",
        "主要目标。",
        "到2020年，",
        "力争",
        "旅客吞吐量",
        "达到",
        "4600万人次",
        "、",
        "，",
        "。",
        "\n",
        "\n\n",
        "——",
        "建成合作区4个",
        "三年累计",
        "（责任单位：市科委、市财政局）",
        "（市商务局牵头，下同）",
        "《城市条例》",
        "(浙委发〔2018〕20号)",
        "增长",
        "5%—6%",
        "“十条”",
        "“",
        "”",
        "（",
        "）",
        "2018年底前",
        "完成编制工作",
        "6个月内",
        " ",
        "\u{3000}",
        "每年",
        "培训",
        "1,100.9亿元",
        "从",
        "30%",
        "分别",
        "和",
        "的",
        "第一条",
        "附件1",
        "2018年7月30日",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn quotes_stand_where_their_spans_say(text in texts()) {
        let Ok(document) = luoshi_document::read("case.txt", text.as_bytes()) else { return Ok(()) };
        let extraction = extract(&document);
        holds_together(&document, &extraction);
    }

    #[test]
    fn the_same_text_gives_the_same_extraction(text in texts()) {
        let read = || luoshi_document::read("case.txt", text.as_bytes()).map(|document| serde_json::to_string(&extract(&document)).unwrap());
        prop_assert_eq!(read().ok(), read().ok());
    }

    #[test]
    fn any_text_can_be_extracted(text in "(?s).{0,200}") {
        if let Ok(document) = luoshi_document::read("case.txt", text.as_bytes()) {
            extract(&document);
        }
    }
}
