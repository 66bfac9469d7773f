//! What holds for the negative list.

use std::collections::BTreeSet;

use luoshi_rules::find;
use proptest::prelude::*;
use serde_json::{Value, json};

fn decide(input: &Value) -> Value {
    let answer = find("access.negative_list").and_then(|rule| rule.run(input));
    answer.map_or_else(|wrong| panic!("{wrong}"), |answer| answer.result)
}

#[test]
fn the_list_has_forty_eight_measures_and_each_can_be_hit() {
    let file = include_str!("../../../../rules/access.negative_list.yaml");
    let items = file.lines().filter_map(|line| line.trim().strip_prefix("- { item: "));
    let items: BTreeSet<u32> =
        items.filter_map(|rest| rest.split(',').next()?.parse().ok()).collect();
    assert!(items.into_iter().eq(1..=48));
}

proptest! {
    #[test]
    fn a_smaller_foreign_share_is_never_worse(code in 100u32..9_999, share in 0u32..=100, less in 0u32..=100) {
        let refused = |share: u32| {
            let share = rust_decimal::Decimal::new(share.into(), 2).to_string();
            let input = json!({"on": "2018-08-01", "codes": [format!("{code:04}")], "foreign_share": share});
            decide(&input)["decision"] == "refused"
        };
        prop_assert!(!refused(share.min(less)) || refused(share.max(less)));
    }
}
