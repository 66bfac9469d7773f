//! The audit log on the command line, and a second program written from its description.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

const SECOND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/audit.py");
const ORGANISATIONS: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/hangzhou-2018/organisations.toml");

fn luoshi(data: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_luoshi"));
    command.args(args).arg("--data").arg(data).output().unwrap()
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn a_log_is_signed_proved_and_checked_by_two_programs() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    said(&luoshi(&data, &["organisation", "load", ORGANISATIONS]));
    for name in ["packs/exchange", "packs/hub"] {
        let pack = format!("{}/../../{name}", env!("CARGO_MANIFEST_DIR"));
        said(&luoshi(&data, &["pack", "load", &pack]));
    }
    let note = said(&luoshi(&data, &["audit", "checkpoint"]));
    let entries = said(&luoshi(&data, &["audit", "export"])).lines().count();
    assert!(note.starts_with(&format!("luoshi/330100\n{entries}\n")), "{note}");
    assert!(note.contains("\nsm3\n\n— luoshi/330100 "), "{note}");
    let whole = said(&luoshi(&data, &["audit", "verify"]));
    let expected = format!("verified: {entries} entries, 1 checkpoints");
    assert!(entries > 2 && whole.starts_with(&expected), "{whole}");
    let key = said(&luoshi(&data, &["audit", "key"])).trim().to_owned();

    let proof = said(&luoshi(&data, &["audit", "prove", "--entry", "2"]));
    let mut changed: Value = serde_json::from_str(&proof).unwrap();
    changed["entry"]["actor"] = json!("nobody");
    for (name, proof, good) in [("good", proof, true), ("changed", changed.to_string(), false)] {
        let file = folder.path().join(format!("{name}.json"));
        std::fs::write(&file, proof).unwrap();
        let file = file.to_str().unwrap();
        let nowhere = folder.path().join("nowhere");
        let ours = luoshi(&nowhere, &["audit", "verify", "--proof", file, "--key", &key]);
        assert_eq!(ours.status.success(), good, "{name}: {ours:?}");
        assert!(!nowhere.exists(), "a proof is checked without a database");
        if let Ok(theirs) = Command::new("python3").args([SECOND, file]).output() {
            assert_eq!(theirs.status.success(), good, "{name}: {theirs:?}");
        }
    }
}
