//! What holds for every evaluation by the yield of land.

use luoshi_rules::find;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

fn evaluate(enterprises: &[(u32, u32)]) -> Vec<Value> {
    let enterprises: Vec<Value> = enterprises
        .iter()
        .map(|(tax, power)| {
            json!({"scale": "below", "tax_per_mu": tax.to_string(), "tax_per_power": power.to_string()})
        })
        .collect();
    let input = json!({"scheme": "huangyan-2022", "enterprises": enterprises});
    let answer = find("land.per_mu").and_then(|rule| rule.run(&input));
    let result = answer.map_or_else(|wrong| panic!("{wrong}"), |answer| answer.result);
    result["enterprises"].as_array().cloned().unwrap_or_default()
}

#[test]
fn seven_of_thirty_seven_are_a() {
    let scored = evaluate(&(1..=37).map(|n| (n, n)).collect::<Vec<_>>());
    let of = |class: &str| scored.iter().filter(|one| one["class"] == class).count();
    assert_eq!([of("A"), of("B"), of("C"), of("D")], [7, 22, 6, 2]);
}

#[test]
fn equal_totals_have_equal_ranks() {
    let scored = evaluate(&[(9, 9), (5, 5), (9, 9), (1, 1)]);
    let ranks: Vec<_> = scored.iter().map(|one| one["rank"].as_u64().unwrap()).collect();
    assert_eq!(ranks, [1, 3, 1, 4]);
}

proptest! {
    #[test]
    fn more_points_never_mean_a_worse_rank(
        enterprises in prop::collection::vec((0u32..2_000, 0u32..2_000), 1..60)
    ) {
        let scored = evaluate(&enterprises);
        let total = |one: &Value| one["total"].as_str().unwrap().parse::<Decimal>().unwrap();
        for one in &scored {
            let better = scored.iter().filter(|other| total(other) > total(one)).count() as u64;
            prop_assert!(one["rank"].as_u64().unwrap() > better);
        }
    }
}
