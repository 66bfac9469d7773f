//! What holds for every declaration.

use luoshi_rules::find;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// The result of a rule.
fn run(rule: &str, input: &Value) -> Value {
    let rule = find(rule).expect("a rule of ours");
    rule.run(input).unwrap_or_else(|wrong| panic!("{input}: {wrong}")).result
}

fn amount(value: &Value) -> Decimal {
    let text = value.as_str().expect("a decimal string");
    text.parse().expect("a decimal string")
}

fn fen(fen: u64) -> Decimal {
    Decimal::from(fen) / Decimal::ONE_HUNDRED
}

proptest! {
    #[test]
    fn the_total_is_what_the_importer_pays(
        cv in 0u64..100_000_000_000, duty in 0u32..200, ct in 0u32..90, vat in 0u32..30,
    ) {
        let share = |hundredths| Decimal::new(i64::from(hundredths), 2);
        let tax = run("customs.tax", &json!({
            "on": "2019-05-06", "cv": fen(cv), "rate_duty": share(duty), "rate_ct": share(ct),
            "rate_vat": share(vat),
        }));
        let each = ["duty", "ct", "vat"].map(|name| amount(&tax[name]));
        prop_assert_eq!(each.iter().sum::<Decimal>(), amount(&tax["total"]));
        for one in each {
            prop_assert!(one.is_zero() || one >= Decimal::from(50));
            prop_assert_eq!(one.scale(), 2);
        }
        let net = fen(cv) + each[0];
        let exact = share(ct) * (net + each[1]);
        prop_assert!(each[1].is_zero() || (each[1] - exact).abs() <= Decimal::new(6, 3));
    }

    #[test]
    fn a_day_more_never_costs_less(amount_due in 0u64..10_000_000_000, days in 0i64..400) {
        let issued = jiff::civil::date(2018, 8, 1);
        let late = |days: i64| {
            let paid = issued.checked_add(jiff::ToSpan::days(days)).unwrap();
            let bill = json!({"tax_kind": "A", "amount": fen(amount_due)});
            run("customs.tax", &json!({"issued": issued, "paid": paid, "bills": [bill]}))
        };
        let (today, tomorrow) = (late(days), late(days + 1));
        prop_assert!(amount(&today["late_fee"]) <= amount(&tomorrow["late_fee"]));
        prop_assert_eq!(today["late_days"].as_i64().unwrap(), (days - 15).max(0));
    }
}
