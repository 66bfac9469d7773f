//! What holds for every declaration.

use luoshi_rules::find;
use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// The result of a rule.
pub(crate) fn run(rule: &str, input: &Value) -> Value {
    let rule = find(rule).expect("a rule of ours");
    rule.run(input).unwrap_or_else(|wrong| panic!("{input}: {wrong}")).result
}

/// A decimal string.
pub(crate) fn amount(value: &Value) -> Decimal {
    let text = value.as_str().expect("a decimal string");
    text.parse().expect("a decimal string")
}

/// Yuan from fen.
pub(crate) fn fen(fen: u64) -> Decimal {
    Decimal::from(fen) / Decimal::ONE_HUNDRED
}

/// A month after month of postings to one guarantee, with refusals and repetitions among them.
fn postings() -> impl Strategy<Value = Vec<Value>> {
    let reason =
        prop::sample::select(vec!["DEDUCT", "DEDUCT", "DEDUCT", "RESTORE", "ADJUST", "CLAIM"]);
    let one = (reason, 0u32..8, 0u64..60_000, 0i64..20, any::<bool>());
    prop::collection::vec(one, 0..40).prop_map(|ones| {
        let mut at = jiff::civil::date(2018, 8, 1);
        let line = |(reason, entry, tax, days, month): (&str, u32, u64, i64, bool)| {
            at = at.checked_add(jiff::ToSpan::days(days)).expect("before 2021");
            match reason {
                "RESTORE" if month => json!({"reason": reason, "at": at}),
                "RESTORE" | "CLAIM" => {
                    json!({"reason": reason, "entry_id": entry.to_string(), "at": at})
                }
                _ => json!({
                    "reason": reason, "entry_id": entry.to_string(), "amount": fen(tax), "at": at,
                }),
            }
        };
        ones.into_iter().map(line).collect()
    })
}

proptest! {
    #[test]
    fn a_guarantee_is_never_used_beyond_its_amount(postings in postings()) {
        let state = run("customs.aggregate", &json!({"guarantee": {"amount": "1000"}, "postings": postings}));
        let (used, whole) = (amount(&state["used"]), amount(&state["amount"]));
        prop_assert!(Decimal::ZERO <= used && used <= whole);
        prop_assert_eq!(whole - used, amount(&state["balance"]));
        let sum = |list: &str, field: &str| -> Decimal {
            state[list].as_array().expect("a list").iter().map(|line| amount(&line[field])).sum()
        };
        prop_assert_eq!(sum("months", "unpaid"), used);
        prop_assert_eq!(sum("ledger", "delta"), used);
    }

    #[test]
    fn posting_everything_twice_changes_nothing(postings in postings()) {
        let once = json!({"guarantee": {"amount": "1000"}, "postings": &postings});
        let twice: Vec<_> = postings.iter().chain(&postings).collect();
        let twice = json!({"guarantee": {"amount": "1000"}, "postings": twice});
        let (once, twice) = (run("customs.aggregate", &once), run("customs.aggregate", &twice));
        for field in ["amount", "used", "balance", "status", "months", "late_fee"] {
            prop_assert_eq!(&once[field], &twice[field], "{}", field);
        }
    }

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
