//! What holds for every rule.

use std::collections::BTreeSet;

use luoshi_rules::{RULES, find};
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn every_rule_has_a_title_sources_examples_and_schemas() {
    for rule in RULES {
        let name = rule.name;
        let title = rule.title().unwrap_or_else(|wrong| panic!("{wrong}"));
        assert!(!title.zh.is_empty() && !title.en.is_empty(), "{name} has no title");
        assert!(!rule.sources().unwrap().is_empty(), "{name} has no source");
        let examples = rule.examples().unwrap();
        assert!(!examples.is_empty(), "{name} has no examples");
        let names: BTreeSet<_> = examples.iter().map(|example| &example.name).collect();
        assert_eq!(names.len(), examples.len(), "{name} has two examples of one name");
        for schema in [rule.input_schema(), rule.output_schema()] {
            assert!(described(&schema), "{name}: a field of {schema} has no description");
        }
    }
}

/// Whether every property of the schema says what it is.
fn described(schema: &Value) -> bool {
    let properties = schema.get("properties").and_then(Value::as_object);
    let mut own = properties.into_iter().flatten();
    let says = |value: &Value| value.get("description").is_some() || value.get("$ref").is_some();
    let definitions = schema.get("$defs").and_then(Value::as_object);
    own.all(|(_, value)| says(value))
        && definitions.into_iter().flatten().all(|(_, value)| described(value))
}

#[test]
fn rules_stand_in_the_order_of_the_alphabet_each_once() {
    let names: Vec<_> = RULES.iter().map(|rule| rule.name).collect();
    let sorted: BTreeSet<_> = names.iter().copied().collect();
    assert_eq!(names, sorted.into_iter().collect::<Vec<_>>());
}

#[test]
fn every_file_in_rules_is_a_rule() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../rules");
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().file_name().into_string().unwrap();
        if let Some(name) = file.strip_suffix(".yaml") {
            assert!(find(name).is_ok(), "rules/{file} belongs to no rule");
        }
    }
}

#[test]
fn a_missing_field_is_named() {
    for rule in RULES {
        let refused = rule.run(&json!({"on": "2018-11-01", "nonsense": 1}));
        let message = refused.expect_err(rule.name).to_string();
        assert!(message.contains(": "), "{}: {message}", rule.name);
        assert!(!message.contains('\n'), "{}: {message}", rule.name);
    }
}

#[test]
fn a_field_of_any_name_is_told_on_one_line() {
    for rule in RULES {
        let refused = rule.run(&json!({"on\nand\u{202e} on": 1})).expect_err(rule.name).to_string();
        assert!(!refused.contains(['\n', '\u{202e}']), "{}: {refused}", rule.name);
    }
}

#[test]
fn what_is_no_object_is_refused() {
    for rule in RULES {
        for input in [json!([]), json!([1, 2, 3]), json!("text"), json!(7), Value::Null] {
            let refused = rule.run(&input).expect_err(rule.name).to_string();
            assert!(refused.starts_with("input: is not a JSON object"), "{}: {refused}", rule.name);
        }
    }
}

/// Any JSON, with words and numbers that rules know among it.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[0-9]{1,40}(\\.[0-9]{1,30})?".prop_map(Value::from),
        "(19|20|99)[0-9]{2}-[01][0-9]-[0-3][0-9]".prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map("[a-z_]{1,8}", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Puts `new` in place of the `nth` leaf of a value.
fn put(value: &mut Value, nth: &mut usize, new: &Value) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            map.values_mut().for_each(|value| put(value, nth, new));
        }
        Value::Array(list) if !list.is_empty() => {
            list.iter_mut().for_each(|value| put(value, nth, new));
        }
        leaf => {
            if *nth == 0 {
                *leaf = new.clone();
            }
            *nth = nth.wrapping_sub(1);
        }
    }
}

/// Values at the edges of what a rule can take.
fn edge() -> impl Strategy<Value = Value> {
    prop_oneof![
        json(),
        prop::sample::select(vec![
            json!("79228162514264337593543950335"),
            json!("-79228162514264337593543950335"),
            json!("0.0000000000000000000000000001"),
            json!("-1"),
            json!("0"),
            json!(0),
            json!(-1),
            json!(4_000_000_000_u32),
            json!(u64::MAX),
            json!("9999-12-31"),
            json!("-009999-01-01"),
            json!("2018-07-30"),
            json!(""),
            json!([]),
            json!({}),
            Value::Null,
        ]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(400)))]

    #[test]
    fn no_rule_panics_on_any_json(input in json()) {
        for rule in RULES {
            let _ = rule.run(&input);
        }
    }

    #[test]
    fn no_rule_panics_on_an_example_with_strange_values(
        changes in prop::collection::vec((0usize..40, edge()), 1..4),
        pick in any::<prop::sample::Index>(),
    ) {
        for rule in RULES {
            let examples = rule.examples().unwrap();
            let mut input = pick.get(&examples).input.clone();
            for (nth, new) in &changes {
                put(&mut input, &mut nth.clone(), new);
            }
            if let Err(wrong) = rule.run(&input) {
                prop_assert!(!wrong.to_string().is_empty());
            }
        }
    }
}
