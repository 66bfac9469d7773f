//! `luoshi pack` as somebody who writes a pack calls it.

use std::path::Path;
use std::process::{Command, Output};

const PACKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs");

fn pack(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_luoshi")).arg("pack").args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn list_names_the_packs_that_come_along() {
    let listed = pack(&["list"]);
    let lines: Vec<&str> = text(&listed.stdout).lines().collect();
    for name in ["delivery", "exchange", "hub", "investment"] {
        assert!(lines.iter().any(|line| line.starts_with(name)), "{name} in {lines:?}");
    }
}

#[test]
fn check_says_what_is_in_a_pack_without_a_fault() {
    let checked = pack(&["check", &format!("{PACKS}/exchange")]);
    assert!(checked.status.success(), "{}", text(&checked.stderr));
    assert!(
        text(&checked.stdout).starts_with("exchange: 4 registers"),
        "{}",
        text(&checked.stdout)
    );
}

#[test]
fn the_examples_of_every_pack_that_comes_along_hold() {
    for name in ["delivery", "exchange", "hub", "investment"] {
        let tested = pack(&["test", &format!("{PACKS}/{name}")]);
        assert!(tested.status.success(), "{name}: {}", text(&tested.stderr));
        assert!(text(&tested.stdout).ends_with("examples hold\n"), "{}", text(&tested.stdout));
    }
}

#[test]
fn check_says_every_fault_by_file_and_line_and_fails() {
    let folder = tempfile::tempdir().unwrap();
    let registers = folder.path().join("registers");
    std::fs::create_dir(&registers).unwrap();
    let from = Path::new(PACKS).join("exchange");
    std::fs::copy(from.join("pack.toml"), folder.path().join("pack.toml")).unwrap();
    let city = std::fs::read_to_string(from.join("registers/sister_city.toml")).unwrap();
    let broken = city.replace("type = \"integer\"", "type = \"whole\"");
    std::fs::write(registers.join("sister_city.toml"), broken).unwrap();
    let checked = pack(&["check", folder.path().to_str().unwrap()]);
    assert_eq!(checked.status.code(), Some(1));
    let said = text(&checked.stderr);
    assert!(said.contains("registers/sister_city.toml:9: unknown variant `whole`"), "{said}");
    assert!(said.contains("1 to put right"), "{said}");
}
