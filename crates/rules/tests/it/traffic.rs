//! What holds for every road and every junction.

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::json;

use crate::customs::{amount, run};

fn thousandths(count: u32) -> Decimal {
    Decimal::new(count.into(), 3)
}

proptest! {
    #[test]
    fn greens_fill_the_cycle(lost in 0u32..40, ratios in prop::collection::vec(10u32..120, 1..8)) {
        let phases: Vec<_> = ratios.iter().map(|y| json!({"y": thousandths(*y)})).collect();
        let plan = run("traffic.webster", &json!({"lost_time": lost, "phases": phases}));
        let rounding = Decimal::new(5, 2) * Decimal::from(ratios.len() + 1);
        let splits = plan["phases"].as_array().expect("phases");
        let green: Decimal = splits.iter().map(|split| amount(&split["green"])).sum();
        prop_assert!((green - amount(&plan["effective_green"])).abs() <= rounding);
        let whole = amount(&plan["effective_green"]) + Decimal::from(lost);
        prop_assert!((whole - amount(&plan["cycle"])).abs() <= Decimal::new(1, 1));
        for split in splits {
            prop_assert!(amount(&split["delay"]) >= Decimal::ZERO);
            prop_assert_eq!(&split["saturation"], &splits[0]["saturation"]);
        }
    }

    #[test]
    fn more_congestion_never_lowers_the_index(share in 0u32..999) {
        let index = |share: u32| {
            let class = json!({"class": "arterial", "share": thousandths(share), "weight": 1});
            amount(&run("traffic.tpi", &json!({"classes": [class]}))["tpi"])
        };
        prop_assert!(index(share) <= index(share + 1));
        prop_assert!(index(share + 1) <= Decimal::TEN);
    }

    #[test]
    fn a_twentieth_of_the_samples_is_free(samples in prop::collection::vec(0u32..1_000, 1..400)) {
        let p95 = amount(&run("ix.p95", &json!({"samples": &samples}))["p95"]);
        let above = samples.iter().filter(|sample| Decimal::from(**sample) > p95).count();
        let at_or_below = samples.len() - above;
        prop_assert!(above * 20 <= samples.len());
        prop_assert!(at_or_below * 100 >= samples.len() * 95);
        prop_assert!(samples.iter().any(|sample| Decimal::from(*sample) == p95));
    }
}
