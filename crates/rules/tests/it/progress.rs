//! What holds for every target.

use luoshi_rules::find;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

fn assess(input: &Value) -> Value {
    let answer = find("progress.sdg").and_then(|rule| rule.run(input));
    answer.map_or_else(|wrong| panic!("{wrong}"), |answer| answer.result)
}

fn number(value: &Value) -> Decimal {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or_default()
}

proptest! {
    #[test]
    fn the_required_path_leads_from_the_base_to_the_target(base in 1u32..100_000, target in 1u32..100_000, years in 1i32..30) {
        let result = assess(&json!({
            "target": {"value": target.to_string(), "by": 2018 + years},
            "observations": [{"period": 2018, "value": base.to_string()}],
        }));
        let path = result["required_path"].as_array().unwrap();
        prop_assert_eq!(path.len(), usize::try_from(years).unwrap() + 1);
        prop_assert_eq!(number(&path[0]["value"]), Decimal::from(base));
        prop_assert_eq!(number(&path[path.len() - 1]["value"]), Decimal::from(target));
    }

    #[test]
    fn the_forecast_lies_within_its_interval(values in prop::collection::vec(0u32..10_000, 3..12)) {
        let values = values.iter().enumerate();
        let observations: Vec<_> =
            values.map(|(at, value)| json!({"period": 2000 + at, "value": value.to_string()})).collect();
        let result = assess(&json!({"target": {"value": "1", "by": 2030}, "observations": observations}));
        let forecast = &result["forecast"];
        prop_assert!(number(&forecast["low"]) <= number(&forecast["value"]));
        prop_assert!(number(&forecast["value"]) <= number(&forecast["high"]));
    }
}
