//! `luoshi draw` beside the second implementation, docs/draw.py.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

const SECOND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/draw.py");
const MARKDOWN: &str = include_str!("../../../../docs/draw.md");

fn luoshi(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_luoshi")).arg("draw").args(arguments).output().unwrap()
}

fn in_file(folder: &Path, name: &str, value: &Value) -> String {
    let file = folder.join(name);
    std::fs::write(&file, value.to_string()).unwrap();
    file.to_str().unwrap().to_owned()
}

fn answer(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Numbers that are the same in every run.
fn digits(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// A plan of random size, with and without strata, rates, inspectors and recusals.
fn plan(state: &mut u64) -> Value {
    let objects = 1 + digits(state) % 60;
    let strata = ["A", "B", "丙级"];
    let stratified = digits(state).is_multiple_of(2);
    let object = |at: u64| match stratified {
        true => json!({"id": format!("企业{at}"), "stratum": strata[at as usize % 3]}),
        false => json!(format!("企业{at}")),
    };
    let rate = format!("0.{:03}", digits(state) % 1000);
    let inspectors = digits(state) % 4 * 3;
    let recused =
        |at: u64| (0..objects).filter(move |object| object % 7 == at).map(|o| format!("企业{o}"));
    let mut plan = json!({
        "plan_id": format!("督查〔2018〕{objects}号"),
        "objects": (0..objects).map(object).collect::<Vec<_>>(),
        "inspectors": (0..inspectors)
            .map(|at| json!({"id": format!("I{at}"), "recused_from": recused(at).collect::<Vec<_>>()}))
            .collect::<Vec<_>>(),
        "nonce": format!("{:064x}", digits(state)),
        "beacon": {"value": format!("{:064x}", digits(state)), "published": "drand"},
    });
    match digits(state) % 3 {
        0 if !stratified => plan["counts"] = json!(digits(state) % (objects + 1)),
        1 if stratified && objects > 2 => plan["rates"] = json!({"A": rate, "B": "1", "丙级": "0"}),
        _ => plan["rates"] = json!(rate),
    }
    plan
}

#[test]
fn a_second_implementation_from_the_description_draws_the_same() {
    if Command::new("python3").arg("--version").output().is_err() {
        return eprintln!("skipped: there is no python3 here");
    }
    let (folder, mut state) = (tempfile::tempdir().unwrap(), 2018);
    for round in 0..25 {
        let file = in_file(folder.path(), &format!("{round}.json"), &plan(&mut state));
        let ours = answer(&luoshi(&["run", &file]));
        let theirs = answer(&Command::new("python3").args([SECOND, &file]).output().unwrap());
        assert_eq!(ours["commitment"], theirs["commitment"], "{file}");
        assert_eq!(ours["result"], theirs["result"], "{}", std::fs::read_to_string(&file).unwrap());
    }
}

#[test]
fn a_draw_is_committed_to_drawn_and_verified() {
    let folder = tempfile::tempdir().unwrap();
    // So many that another beacon does not draw the same by chance.
    let objects: Vec<String> = (1..=900).map(|number| format!("t{number}")).collect();
    let plan = json!({
        "plan_id": "督查〔2018〕1号",
        "objects": objects,
        "counts": 2,
        "inspectors": ["张", "王", {"id": "李", "recused_from": ["t1"]}],
    });
    let (file, nonce) =
        (in_file(folder.path(), "plan.json", &plan), folder.path().join("nonce.txt"));
    let nonce = nonce.to_str().unwrap();
    let published = answer(&luoshi(&["commit", &file, "--nonce", nonce]));
    let beacon = "ab".repeat(32);
    let early = luoshi(&["run", &file, "--nonce", nonce]);
    assert!(String::from_utf8_lossy(&early.stderr).contains("beacon: is missing"));
    let drawn = answer(&luoshi(&["run", &file, "--nonce", nonce, "--beacon", &beacon]));
    assert_eq!(drawn["commitment"], published["commitment"]);

    let good = luoshi(&["verify", &in_file(folder.path(), "drawn.json", &drawn)]);
    assert!(String::from_utf8_lossy(&good.stdout).starts_with("verified: 2 drawn"), "{good:?}");
    for (field, changed) in [
        ("/result/0/id", json!("t999")),
        ("/result/1/inspectors/0", json!("赵")),
        ("/objects/0", json!("t0")),
        ("/beacon/value", json!("cd".repeat(32))),
        ("/nonce", json!("00".repeat(32))),
        ("/commitment", Value::Null),
    ] {
        let mut other = drawn.clone();
        *other.pointer_mut(field).unwrap() = changed;
        let refused = luoshi(&["verify", &in_file(folder.path(), "other.json", &other)]);
        assert_eq!(refused.status.code(), Some(1), "{field} was changed: {refused:?}");
    }
    let again = luoshi(&["commit", &file, "--nonce", nonce]);
    assert_eq!(again.status.code(), Some(1), "a nonce is never written over");
}

#[test]
fn the_worked_example_of_the_description_is_what_the_program_draws() {
    let example = luoshi_rules::find("draw").unwrap().examples().unwrap().remove(0);
    let folder = tempfile::tempdir().unwrap();
    let drawn = answer(&luoshi(&["run", &in_file(folder.path(), "v.json", &example.input)]));
    assert!(MARKDOWN.contains(drawn["commitment"].as_str().unwrap()));
    for object in drawn["result"].as_array().unwrap() {
        let people: Vec<&str> = object["inspectors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it.as_str().unwrap())
            .collect();
        let printed = format!("`{}` by {}", object["id"].as_str().unwrap(), people.join(", "));
        assert!(MARKDOWN.contains(&printed), "{printed}");
    }
}
