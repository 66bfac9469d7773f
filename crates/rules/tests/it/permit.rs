//! What holds for every applicant.

use proptest::prelude::*;
use serde_json::json;

use crate::customs::run;

proptest! {
    #[test]
    fn more_of_anything_never_lowers_the_points(
        salary in 0u64..800_000, years in 0u32..60, months in 0u32..12, hsk in 0u32..9,
        age in 18u32..60, local in 0u32..12,
    ) {
        let points = |salary: u64, years: u32, months: u32, hsk: u32, local: u32| {
            let counted = run("permit.points", &json!({
                "salary": salary, "years": years, "months": months, "hsk": hsk, "age": age,
                "local_points": local,
            }));
            let items = counted["items"].as_object().expect("items").values();
            let sum: u64 = items.filter_map(serde_json::Value::as_u64).sum();
            assert_eq!(counted["score"].as_u64(), Some(sum));
            assert!(sum <= 120);
            sum
        };
        let before = points(salary, years, months, hsk, local);
        for after in [
            points(salary + 10_000, years, months, hsk, local),
            points(salary, years + 1, months, hsk, local),
            points(salary, years, months + 1, hsk, local),
            points(salary, years, months, hsk + 1, local),
            points(salary, years, months, hsk, local + 1),
        ] {
            prop_assert!(before <= after);
        }
    }
}
