//! The worked examples of all rule files.

use luoshi_rules::{Error, RULES};
use serde_json::Value;

#[test]
fn every_worked_example_comes_out() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for example in rule.examples().unwrap() {
            let got = rule.run(&example.input).map(|answer| answer.result);
            if let Err(why) = check(&got, example.result.as_ref(), example.error.as_deref()) {
                wrong.push(format!("{}, {}: {why}", rule.name, example.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples differ:\n{}", wrong.len(), wrong.join("\n"));
}

fn check(
    got: &Result<Value, Error>,
    result: Option<&Value>,
    error: Option<&str>,
) -> Result<(), String> {
    match (got, result, error) {
        (Ok(got), Some(result), None) => differs(result, got, "result").map_or(Ok(()), Err),
        (Err(got), None, Some(error)) if got.to_string().contains(error) => Ok(()),
        (got, None, None) => Err(format!("neither result nor error is given; got {got:?}")),
        (Ok(got), ..) => Err(format!("expected {error:?}, got {got}")),
        (Err(got), ..) => Err(format!("expected {result:?} {error:?}, got error {got}")),
    }
}

/// Where a result departs from what the example says; what the example leaves out is not compared.
fn differs(expected: &Value, got: &Value, path: &str) -> Option<String> {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => {
            expected.iter().find_map(|(key, value)| {
                differs(value, got.get(key).unwrap_or(&Value::Null), &format!("{path}.{key}"))
            })
        }
        (Value::Array(expected), Value::Array(got)) if expected.len() == got.len() => {
            let pairs = expected.iter().zip(got).enumerate();
            pairs
                .into_iter()
                .find_map(|(at, (one, other))| differs(one, other, &format!("{path}[{at}]")))
        }
        _ if expected == got => None,
        _ => Some(format!("{path}: expected {expected}, got {got}")),
    }
}
