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

#[test]
fn a_witness_elsewhere_signs_what_leads_on_and_the_office_keeps_its_signature() {
    let folder = tempfile::tempdir().unwrap();
    let (data, elsewhere) = (folder.path().join("data"), folder.path().join("elsewhere"));
    std::fs::create_dir(&elsewhere).unwrap();
    let file = |name: &str| elsewhere.join(name).to_str().unwrap().to_owned();
    let keep = |name: &str, text: String| std::fs::write(elsewhere.join(name), text).unwrap();
    said(&luoshi(&data, &["user", "add", "chen"]));
    // The office signs by the national algorithm, the witness by its own choice.
    let key = said(&luoshi(&data, &["audit", "key", "--algorithm", "sm2"])).trim().to_owned();
    keep("first.txt", said(&luoshi(&data, &["audit", "checkpoint"])));
    let (seen, secret) = (file("seen.txt"), file("key.txt"));
    let witness = |offer: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_luoshi"));
        command.args(["audit", "cosign", &file(offer), "--key", &key, "--signer", "discipline"]);
        command.args(["--secret", &secret, "--seen", &seen]).output().unwrap()
    };
    assert!(said(&witness("first.txt")).contains("\n— discipline "));
    said(&luoshi(&data, &["user", "add", "wang"]));
    keep("next.txt", said(&luoshi(&data, &["audit", "checkpoint"])));
    assert!(!witness("next.txt").status.success(), "without a proof nothing is signed");
    keep("proof.json", said(&luoshi(&data, &["audit", "prove"])));
    keep("signed.txt", said(&witness("proof.json")));
    let its = ["audit", "key", "--signer", "discipline", "--secret", &secret];
    let its = said(&luoshi(&data, &its)).trim().to_owned();
    let adopt = |note: &str| luoshi(&data, &["audit", "adopt", &file(note), "--witness", &its]);
    assert!(!adopt("next.txt").status.success(), "the witness did not sign this copy");
    assert!(said(&adopt("signed.txt")).contains("\n— discipline "));
    keep("entry.json", said(&luoshi(&data, &["audit", "prove", "--entry", "1"])));
    for key in [&key, &its] {
        said(&luoshi(&data, &["audit", "verify", "--proof", &file("entry.json"), "--key", key]));
    }
    assert!(said(&luoshi(&data, &["audit", "verify"])).starts_with("verified: 2 entries"));
}
