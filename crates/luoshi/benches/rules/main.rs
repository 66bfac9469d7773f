//! Speed of the rules on the quantities that a city has, one thread.
//!
//! Each figure stands beside the aim that the rule was given. Inputs are made from the worked examples, varied so
//! that no two are alike; making them is not counted.

use std::hint::black_box;
use std::time::Instant;

use luoshi_rules::{Rule, credit, customs, draw, fairness, find, land, unexplained};
use serde_json::{Value, json};

/// The document that the review for fair competition reads.
const SEED: &str = include_str!("../../../../examples/hangzhou-2018/document.txt");

fn main() {
    let million = 1_000_000;
    say("rules, one thread, without explanations unless said");
    each::<customs::Tax>("customs.tax, a declaration's line", declarations(million));
    each::<credit::Uscc>("credit.uscc, a code", codes(million));
    each::<land::PerMu>("land.per_mu, 100,000 enterprises ranked", vec![enterprises(100_000)]);
    each::<draw::Draw>("draw, 10,000 of 10,000,000", vec![lots(10_000_000, 10_000)]);
    review();
    explained();
    memory();
}

/// Computes all of them once, and says how long that took.
fn each<R: Rule>(name: &str, inputs: Vec<Value>) {
    let count = inputs.len();
    let parsed: Vec<R::Input> = inputs.into_iter().map(|input| parse::<R>(&input)).collect();
    let start = Instant::now();
    for input in &parsed {
        match unexplained(|| R::evaluate(input)) {
            Ok(result) => drop(black_box(result)),
            Err(wrong) => panic!("{name}: {wrong}"),
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    say(&format!("  {name:<44} {count:>9} × in {seconds:>6.2} s"));
}

fn parse<R: Rule>(input: &Value) -> R::Input {
    R::parse(input).unwrap_or_else(|wrong| panic!("{}: {wrong}", R::NAME))
}

/// Lines of declarations, each with another price, freight and rate of exchange.
fn declarations(count: usize) -> Vec<Value> {
    let line = |n: usize| {
        json!({"on": "2018-08-01", "fob": (48_000 + n).to_string(), "freight": (1_000 + n % 700).to_string(),
            "insurance": "500", "fx_rate": format!("6.{:04}", n % 10_000), "rate_duty": "0.10", "rate_vat": "0.16"})
    };
    (0..count).map(line).collect()
}

/// Codes of which about one in thirty-one has the right check character.
fn codes(count: usize) -> Vec<Value> {
    (0..count).map(|n| json!({"code": format!("91330100MA{n:07}B")})).collect()
}

/// Enterprises of one scheme, each with its own figures.
fn enterprises(count: usize) -> Value {
    let enterprise = |n: usize| {
        let figure = |from: usize, step: usize, scale: u32| {
            rust_decimal::Decimal::new((from + n * step % 9_973) as i64, scale).to_string()
        };
        json!({"id": format!("E{n}"), "tax_per_mu": figure(5_000, 7, 3), "value_added_per_mu": figure(9_000, 11, 2),
            "value_added_per_energy": figure(1_000, 13, 3), "value_added_per_emission": figure(3_000, 17, 0),
            "labour_productivity": figure(900, 19, 2), "rd_ratio": figure(10, 23, 5)})
    };
    json!({"scheme": "huangyan-2022", "enterprises": (0..count).map(enterprise).collect::<Vec<_>>()})
}

/// A roster of that many codes, not in order, of which some are drawn.
fn lots(objects: usize, drawn: usize) -> Value {
    let id = |n: usize| Value::from(format!("91330100MA{:08}", n * 7_368_787 % objects));
    json!({"plan_id": "HZ-2026-BENCH", "counts": drawn, "objects": (0..objects).map(id).collect::<Vec<_>>(),
        "nonce": "00".repeat(32), "beacon": "11".repeat(32)})
}

/// The review of a draft beside extraction of the same text in the same run.
fn review() {
    let text = SEED.repeat(20);
    let input: fairness::Input =
        parse::<fairness::Review>(&json!({"on": "2018-07-30", "text": text}));
    let reviewed = seconds(|| drop(black_box(fairness::Review::evaluate(&input))));
    let extracted = seconds(|| match luoshi_document::read("bench.txt", text.as_bytes()) {
        Ok(document) => drop(black_box(luoshi_extract::extract(&document))),
        Err(wrong) => panic!("{wrong}"),
    });
    let speed = text.len() as f64 / 1e6 / reviewed;
    let ratio = extracted / reviewed;
    say(&format!("  fairness.review {speed:>6.1} MB/s   {ratio:.2} × the speed of read + extract"));
}

/// What explanations cost: the first example of a rule a hundred thousand times, through JSON.
fn explained() {
    for name in ["customs.tax", "land.per_mu"] {
        let rule = find(name).unwrap_or_else(|wrong| panic!("{wrong}"));
        let examples = rule.examples().unwrap_or_else(|wrong| panic!("{wrong}"));
        let taken =
            seconds(|| (0..100_000).for_each(|_| drop(black_box(rule.run(&examples[0].input)))));
        say(&format!("  {name}, JSON to JSON, explained {:>18.0} a second", 100_000.0 / taken));
    }
}

/// The most memory this run held, where the system says it.
fn memory() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(line) = status.lines().find(|line| line.starts_with("VmHWM")) {
        say(&format!("  most memory held, with all inputs: {}", line["VmHWM:".len()..].trim()));
    }
}

fn seconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn say(line: &str) {
    println!("{line}");
}
