//! What holds for every draw.

use std::collections::BTreeSet;

use luoshi_rules::draw::Stream;
use luoshi_rules::find;
use proptest::prelude::*;
use serde_json::{Value, json};

fn draw(input: &Value) -> Value {
    find("draw")
        .and_then(|rule| rule.run(input))
        .map_or_else(|wrong| panic!("{wrong}"), |answer| answer.result)
}

fn input(objects: usize, count: usize, inspectors: usize, nonce: u64) -> Value {
    json!({
        "plan_id": "plan",
        "objects": (0..objects).map(|n| format!("o{n}")).collect::<Vec<_>>(),
        "counts": count,
        "inspectors": (0..inspectors)
            .map(|n| json!({"id": format!("i{n}"), "recused_from": [format!("o{n}")]}))
            .collect::<Vec<_>>(),
        "per_object": 2,
        "nonce": format!("{nonce:064x}"),
        "beacon": "00".repeat(32),
    })
}

#[test]
fn every_object_is_drawn_about_as_often() {
    let mut times = [0u32; 10];
    for nonce in 0..3_000 {
        let drawn = draw(&input(10, 3, 3, nonce));
        for object in drawn["drawn"].as_array().unwrap() {
            times[object["id"].as_str().unwrap()[1..].parse::<usize>().unwrap()] += 1;
        }
    }
    // Nine degrees of freedom: a fair draw is above 27.9 once in a thousand; the nonces are fixed.
    let squares = times.iter().map(|times| (f64::from(*times) - 900.0).powi(2) / 900.0);
    let chi_squared = squares.sum::<f64>();
    assert!(chi_squared < 27.9, "{times:?}: {chi_squared}");
}

#[test]
fn the_order_of_the_lists_does_not_matter() {
    let mut turned = input(8, 4, 4, 7);
    let one = draw(&turned);
    turned["objects"].as_array_mut().unwrap().reverse();
    turned["inspectors"].as_array_mut().unwrap().reverse();
    assert_eq!(one, draw(&turned));
}

#[test]
fn a_result_that_was_changed_is_refused() {
    let mut published = input(8, 4, 4, 7);
    published["result"] = draw(&published)["drawn"].clone();
    draw(&published);
    published["result"][2]["inspectors"][0] = json!("somebody");
    let refused = find("draw").unwrap().run(&published).unwrap_err().to_string();
    assert!(refused.starts_with("result[2]: "), "{refused}");
}

proptest! {
    #[test]
    fn everything_drawn_is_distinct_and_nobody_inspects_what_they_must_not(
        objects in 1usize..40, share in 0usize..40, inspectors in 3usize..12, nonce: u64,
    ) {
        let count = share % (objects + 1);
        let result = draw(&input(objects, count, inspectors, nonce));
        let drawn = result["drawn"].as_array().unwrap();
        let ids: BTreeSet<_> = drawn.iter().map(|drawn| drawn["id"].as_str().unwrap()).collect();
        prop_assert_eq!(ids.len(), count);
        for object in drawn {
            let pair = object["inspectors"].as_array().unwrap();
            prop_assert!(pair.len() == 2 && pair[0] != pair[1]);
            let own = object["id"].as_str().unwrap().replace('o', "i");
            prop_assert!(pair.iter().all(|inspector| *inspector != own));
        }
    }

    #[test]
    fn a_number_is_below_its_limit(seed: [u8; 32], limit in 1u64..) {
        let taken = Stream::new(&seed, "objects").below(limit);
        prop_assert!(taken.below < limit && taken.number % limit == taken.below);
    }

    #[test]
    fn a_shuffle_gives_each_place_once(seed: [u8; 32], size in 0u64..500) {
        let mut stream = Stream::new(&seed, "objects");
        let places: BTreeSet<u64> = stream.shuffle(size, size).map(|(_, place)| place).collect();
        prop_assert!(places.into_iter().eq(0..size));
    }
}
