//! Explanations beside a pocket calculator: where a step's words end in arithmetic, its value is what that gives.

use luoshi_rules::{RULES, Step};
use rust_decimal::Decimal;
use serde_json::Value;

#[test]
fn a_pocket_calculator_gives_every_value_that_is_explained_by_arithmetic() {
    let mut recomputed = 0;
    let mut wrong = Vec::new();
    for rule in RULES {
        for example in rule.examples().unwrap() {
            let Ok(answer) = rule.run(&example.input) else { continue };
            for Step { step, value } in &answer.explanation {
                let Some((wanted, text)) = decimal(value).zip(arithmetic(step)) else { continue };
                let tolerance = Decimal::new(51, wanted.scale() + 2);
                let got = Calculator::of(text);
                if got.is_none_or(|got| (got - wanted).abs() > tolerance) {
                    let name = &example.name;
                    wrong.push(format!("{}, {name}: {step} is {got:?}, not {wanted}", rule.name));
                }
                recomputed += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(recomputed > 120, "{recomputed} steps end in arithmetic");
}

fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.to_string().parse().ok(),
        _ => None,
    }
}

/// The arithmetic that a step ends in, if it has an operator.
fn arithmetic(step: &str) -> Option<&str> {
    let part = |character: char| character.is_ascii_digit() || " .()+−×÷".contains(character);
    let start = step.char_indices().rev().take_while(|(_, character)| part(*character)).last()?.0;
    // Words may end in a number of their own: what counts stands behind a blank.
    let text = &step[start..];
    let text = text
        .strip_prefix(|first: char| first != ' ' && first != '(')
        .map_or(text, |_| text.split_once(' ').map_or("", |(_, rest)| rest));
    let text = text.trim();
    text.contains(['+', '−', '×', '÷']).then_some(text)
}

/// Reads sums of products of numbers and brackets.
struct Calculator<'a>(&'a str);

impl<'a> Calculator<'a> {
    fn of(text: &'a str) -> Option<Decimal> {
        let mut calculator = Self(text);
        let value = calculator.sum()?;
        calculator.0.trim().is_empty().then_some(value)
    }

    fn take(&mut self, sign: char) -> bool {
        let rest = self.0.trim_start().strip_prefix(sign);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn sum(&mut self) -> Option<Decimal> {
        let mut sum = self.product()?;
        loop {
            if self.take('+') {
                sum += self.product()?;
            } else if self.take('−') {
                sum -= self.product()?;
            } else {
                return Some(sum);
            }
        }
    }

    fn product(&mut self) -> Option<Decimal> {
        let mut product = self.number()?;
        loop {
            if self.take('×') {
                product *= self.number()?;
            } else if self.take('÷') {
                product = product.checked_div(self.number()?)?;
            } else {
                return Some(product);
            }
        }
    }

    fn number(&mut self) -> Option<Decimal> {
        if self.take('(') {
            let sum = self.sum()?;
            return self.take(')').then_some(sum);
        }
        let text = self.0.trim_start();
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        self.0 = &text[end..];
        text[..end].parse().ok()
    }
}

#[test]
fn without_explanation_the_results_are_the_same() {
    for rule in RULES {
        for example in rule.examples().unwrap() {
            let explained = rule.run(&example.input).map(|answer| answer.result);
            let quiet = luoshi_rules::unexplained(|| rule.run(&example.input));
            assert!(quiet.as_ref().map_or(true, |answer| answer.explanation.is_empty()));
            assert_eq!(explained.ok(), quiet.ok().map(|answer| answer.result), "{}", rule.name);
        }
    }
}
