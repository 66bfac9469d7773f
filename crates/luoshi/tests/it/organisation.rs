//! `luoshi organisation` as the office calls it.

use std::process::{Command, Output};

const HANGZHOU: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/hangzhou-2018/organisations.toml");

fn organisation(data: &tempfile::TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_luoshi"));
    command.arg("organisation").args(arguments).arg("--data").arg(data.path());
    command.output().unwrap()
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn a_loaded_organisation_is_found_by_the_name_of_its_day() {
    let data = tempfile::tempdir().unwrap();
    assert!(printed(&organisation(&data, &["load", HANGZHOU])).ends_with("organisations stored\n"));
    let again = printed(&organisation(&data, &["load", HANGZHOU]));
    assert!(again.ends_with("known already, nothing to do\n"), "{again}");
    let found = printed(&organisation(&data, &["find", "市旅委", "--on", "2018-07-30"]));
    assert_eq!(found, "lw\t杭州市旅游委员会\t市政府 · 杭州市\n");
    let later = organisation(&data, &["find", "市旅委", "--on", "2020-01-01"]);
    assert!(!later.status.success());
    assert!(String::from_utf8_lossy(&later.stderr).contains("nobody was called 市旅委"));
}

#[test]
fn every_fault_of_a_file_is_told() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("faulty.toml");
    let text = "place = \"甲市\"\nplace_short = \"市\"
        [[organisation]]\ncode = \"A\"\nkind = \"department\"\nname = \"乙\"
        [[organisation]]\ncode = \"b\"\nkind = \"department\"\nname = \"丙\"\nparent = \"c\"";
    std::fs::write(&file, text).unwrap();
    let refused = organisation(&data, &["load", file.to_str().unwrap()]);
    assert!(!refused.status.success());
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("`A` is no code") && said.contains("there is no c"), "{said}");
    assert!(said.contains("2 to put right"), "{said}");
}
