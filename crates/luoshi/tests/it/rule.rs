//! `luoshi rule` as other programs call it.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn rule(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_luoshi"))
        .arg("rule")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes()); // `list` does not read it.
    child.wait_with_output().unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn run_prints_result_explanation_and_source() {
    let limit = r#"{"on": "2018-07-30", "from": "2018-07-30", "days": 20, "kind": "working"}"#;
    let output = rule(&["run", "calendar.workdays", "-"], limit);
    assert!(output.status.success());
    let answer = json(&output);
    assert_eq!(answer["result"]["date"], "2018-08-27");
    assert!(answer["explanation"].as_array().unwrap().iter().all(|step| step["step"].is_string()));
    assert!(answer["source"][0]["in_force"].is_array());
}

#[test]
fn run_reads_a_file_and_standard_input_alike() {
    let input = r#"{"code": "91350100M000100Y43"}"#;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("code.json");
    std::fs::write(&file, input).unwrap();
    let from_file = rule(&["run", "credit.uscc", file.to_str().unwrap()], "");
    assert_eq!(json(&from_file), json(&rule(&["run", "credit.uscc"], input)));
    assert_eq!(json(&from_file)["result"]["valid"], true);
}

#[test]
fn a_refusal_is_one_line_that_names_the_field_and_exit_code_1() {
    for (name, input, expected) in [
        ("credit.uscc", "{}", "luoshi: code: is missing\n"),
        ("credit.uscc", "{", "is not JSON"),
        (
            "inspection.rates",
            r#"{"strata":[{"name":"A","size":5,"rate":"2"}]}"#,
            "strata[0].rate: ",
        ),
        ("calendar.workdays", r#"{"from":"2018-13-01","days":1}"#, "from: "),
        ("no.rule", "{}", "there is no rule `no.rule`"),
    ] {
        let output = rule(&["run", name, "-"], input);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert!(message.contains(expected), "{message}");
        assert_eq!(message.matches('\n').count(), 1, "{message}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn list_names_every_rule_and_show_prints_both_schemas() {
    let list = String::from_utf8(rule(&["list"], "").stdout).unwrap();
    assert_eq!(list.lines().count(), luoshi_rules::RULES.len());
    for line in list.lines() {
        let name = line.split_whitespace().next().unwrap();
        let shown = json(&rule(&["show", name], ""));
        assert_eq!(shown["name"], name);
        assert!(shown["input"]["properties"].is_object(), "{name}");
        assert!(shown["output"].is_object(), "{name}");
        assert!(!shown["source"].as_array().unwrap().is_empty(), "{name}");
    }
}

#[test]
fn what_show_prints_as_an_example_can_be_run() {
    let shown = json(&rule(&["show", "calendar.workdays"], ""));
    let example = &shown["examples"][0];
    let run = json(&rule(&["run", "calendar.workdays"], &example["input"].to_string()));
    assert_eq!(run["result"]["date"], example["result"]["date"]);
}

#[test]
fn every_subcommand_has_an_example_in_its_help() {
    for arguments in [&["--help"][..], &["list", "--help"], &["show", "--help"], &["run", "--help"]]
    {
        let help = String::from_utf8(rule(arguments, "").stdout).unwrap();
        assert!(help.contains("Example"), "{arguments:?}: {help}");
    }
}
