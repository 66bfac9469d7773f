//! What holds for every order.

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::json;

use crate::customs::{amount, fen, run};

proptest! {
    #[test]
    fn a_retail_import_stays_within_the_limits_and_costs_its_rate(
        year in 2017i16..2022, cv in 1u64..600_000, used in 0u64..2_700_000, ct in 0u32..50, items in 1u32..4,
    ) {
        let taxed = run("ecommerce.retail_tax", &json!({
            "on": jiff::civil::date(year, 7, 1), "cv": fen(cv), "used": fen(used),
            "rate_ct": Decimal::new(i64::from(ct), 2), "items": items, "rate_duty": "0.1",
        }));
        let (once, limit) = if year < 2019 { (2_000, 20_000) } else { (5_000, 26_000) };
        let after = amount(&taxed["used_after"]);
        match taxed["channel"].as_str().expect("a channel") {
            "retail" => {
                prop_assert!(fen(cv) <= Decimal::from(once) && after <= Decimal::from(limit));
                let by_rate = amount(&taxed["rate"]) * fen(cv);
                prop_assert!((amount(&taxed["tax"]) - by_rate).abs() <= Decimal::new(6, 2));
                prop_assert_eq!(after, fen(cv) + fen(used));
            }
            "retail_full" => {
                prop_assert!(year >= 2019 && items == 1 && after <= Decimal::from(limit));
                prop_assert!(taxed.get("code").is_none());
            }
            _ => {
                prop_assert!(taxed.get("code").is_some());
                prop_assert_eq!(after, fen(used));
            }
        }
    }
}
