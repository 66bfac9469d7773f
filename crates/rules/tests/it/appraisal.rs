//! What holds for every appraisal.

use luoshi_rules::find;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

fn appraise(totals: &[u32]) -> Vec<Value> {
    let organisations = totals.iter().enumerate();
    let organisations: Vec<Value> = organisations
        .map(|(at, total)| json!({"id": at.to_string(), "values": {"s": total.to_string()}}))
        .collect();
    let input = json!({
        "scheme": "hangzhou",
        "criteria": [{"id": "s", "weight": 100, "formula": "points"}],
        "organisations": organisations,
    });
    let answer = find("appraisal.score").and_then(|rule| rule.run(&input));
    let result = answer.map_or_else(|wrong| panic!("{wrong}"), |answer| answer.result);
    result["organisations"].as_array().cloned().unwrap_or_default()
}

proptest! {
    #[test]
    fn a_better_total_never_has_a_worse_grade(totals in prop::collection::vec(0u32..100, 1..80)) {
        let scored = appraise(&totals);
        let total = |one: &Value| one["total"].as_str().unwrap().parse::<Decimal>().unwrap();
        let place = |one: &Value| {
            ["优秀", "良好", "达标"].iter().position(|grade| one["grade"] == **grade).unwrap()
        };
        for one in &scored {
            for other in &scored {
                prop_assert!(total(one) <= total(other) || place(one) <= place(other));
                prop_assert!(total(one) != total(other) || one["rank"] == other["rank"]);
            }
        }
    }

    #[test]
    fn without_ties_the_quota_is_kept(count in 1u32..100) {
        let scored = appraise(&(0..count).collect::<Vec<_>>());
        let best = scored.iter().filter(|one| one["grade"] == "优秀").count();
        let quota = (2 * count + 5) / 10; // A fifth, half up.
        prop_assert_eq!(best, usize::try_from(quota).unwrap());
    }
}
