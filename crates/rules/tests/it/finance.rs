//! What holds for every netting.

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::customs::{amount, fen, run};

proptest! {
    #[test]
    fn nets_sum_to_zero_and_whoever_pays_can(
        owed in prop::collection::vec((0u8..6, 1u8..6, 0u64..1_000_000), 1..40),
        liquidity in prop::collection::btree_map(0u8..6, 0u64..2_000_000, 0..6),
    ) {
        let party = |number: u8| char::from(b'A' + number % 6).to_string();
        let obligations: Vec<_> = owed.into_iter().map(|(from, step, amount)| {
            json!({"from": party(from), "to": party(from + step), "amount": fen(amount)})
        }).collect();
        let liquidity: std::collections::BTreeMap<_, _> =
            liquidity.into_iter().map(|(number, amount)| (party(number), fen(amount))).collect();
        let netted = run("finance.netting", &json!({"obligations": obligations, "liquidity": liquidity}));
        let nets = netted["net"].as_object().expect("nets");
        let values: Vec<Decimal> = nets.values().map(amount).collect();
        prop_assert_eq!(values.iter().sum::<Decimal>(), Decimal::ZERO);
        let received: Decimal = values.iter().filter(|net| net.is_sign_positive()).sum();
        prop_assert_eq!(received, amount(&netted["settlement"]));
        prop_assert!(received <= amount(&netted["gross"]));
        for (party, net) in nets {
            let able = liquidity.get(party).is_none_or(|liquidity| -amount(net) <= *liquidity);
            prop_assert!(able, "{} pays {}", party, net);
        }
        let failed = netted["failed"].as_array().expect("a list");
        prop_assert!(failed.iter().all(|party| nets.get(party.as_str().unwrap_or_default()).is_none()));
        prop_assert!(netted["rounds"].as_array().is_some_and(|rounds: &Vec<Value>| rounds.len() <= 7));
    }
}
