//! The review of a whole document, and that spans are places of the text.

use luoshi_rules::find;
use proptest::prelude::*;
use serde_json::{Value, json};

const DOCUMENT: &str = include_str!("../../../../examples/hangzhou-2018/document.txt");

fn review(text: &str) -> Value {
    let input = json!({"on": "2018-07-30", "text": text});
    let answer = find("fairness.review").and_then(|rule| rule.run(&input));
    answer.map_or_else(|wrong| panic!("{wrong}"), |answer| answer.result)
}

#[test]
fn the_document_of_2018_has_candidates_and_no_clear_hit() {
    let result = review(DOCUMENT);
    assert_eq!(result["advisory"], true);
    let hits = result["hits"].as_array().unwrap();
    let quotes: Vec<_> = hits.iter().map(|hit| hit["quote"].as_str().unwrap()).collect();
    for expected in ["一事一议", "个性化政策", "政府引导基金", "与阿里巴巴的战略合作"]
    {
        assert!(quotes.contains(&expected), "{expected} in {quotes:?}");
    }
    assert!(hits.iter().all(|hit| hit["candidate"] == true), "{quotes:?}");
    assert!(!quotes.iter().any(|quote| quote.contains("统一市场")), "{quotes:?}");
    assert!(quotes.len() <= 12, "{quotes:?}");
}

#[test]
fn every_hit_stands_where_its_span_says() {
    let characters: Vec<char> = DOCUMENT.chars().collect();
    for hit in review(DOCUMENT)["hits"].as_array().unwrap() {
        let at = |end: usize| usize::try_from(hit["span"][end].as_u64().unwrap()).unwrap();
        let there: String =
            characters[at(0)..at(1)].iter().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(hit["quote"], there);
    }
}

proptest! {
    #[test]
    fn any_text_is_reviewed(text in "[在我市注册本地企业奖励一事议，。；\\n (（第1、\u{1F600}]{0,200}") {
        let length = text.chars().count() as u64;
        for hit in review(&text)["hits"].as_array().unwrap() {
            prop_assert!(hit["span"][0].as_u64() < hit["span"][1].as_u64());
            prop_assert!(hit["span"][1].as_u64().unwrap() <= length);
        }
    }
}
