//! `luoshi user` as an administrator calls it.

use std::process::{Command, Output};

const HANGZHOU: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/hangzhou-2018/organisations.toml");

fn luoshi(data: &tempfile::TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_luoshi"));
    command.args(arguments).arg("--data").arg(data.path()).output().unwrap()
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn refused(output: &Output) -> String {
    assert!(!output.status.success());
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_user_is_added_given_a_role_listed_and_relieved_of_it() {
    let data = tempfile::tempdir().unwrap();
    printed(&luoshi(&data, &["organisation", "load", HANGZHOU]));
    let add = ["user", "add", "chen", "--shown", "陈晨", "--organisation", "swj"];
    assert!(printed(&luoshi(&data, &add)).starts_with("chen: password "));
    assert!(refused(&luoshi(&data, &add)).contains("already a user `chen`"));
    let grant = ["user", "grant", "chen", "reporter", "--organisation", "swj"];
    let dated = [&grant[..], &["--from", "2018-11-01", "--until", "2020-12-31"]].concat();
    let given = "reporter of swj from 2018-11-01 until 2020-12-31";
    assert_eq!(printed(&luoshi(&data, &dated)), format!("chen: 1 {given}\n"));
    let everybody = printed(&luoshi(&data, &["user", "list"]));
    assert_eq!(everybody, format!("chen\t陈晨 of swj\n\t1 {given}\n"));
    printed(&luoshi(&data, &["user", "revoke", "chen", "1"]));
    assert_eq!(printed(&luoshi(&data, &["user", "list"])), "chen\t陈晨 of swj\n");
    assert_eq!(printed(&luoshi(&data, &["user", "sign-out", "chen"])), "chen: 0 sessions ended\n");
    assert!(printed(&luoshi(&data, &["user", "unlock", "chen"])).contains("may try again"));
    assert!(printed(&luoshi(&data, &["user", "reset", "chen"])).starts_with("chen: password "));
}

#[test]
fn a_wrong_name_role_or_combination_says_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    assert!(refused(&luoshi(&data, &["user", "unlock", "chen"])).contains("no user `chen`"));
    printed(&luoshi(&data, &["user", "add", "chen"]));
    let grant = |role| luoshi(&data, &["user", "grant", "chen", role]);
    assert!(refused(&grant("boss")).contains("choose one of reporter, approver"));
    printed(&grant("administrator"));
    assert!(refused(&grant("auditor")).contains("name somebody else"));
    let of_nobody = ["user", "grant", "chen", "leader", "--organisation", "nobody"];
    assert!(refused(&luoshi(&data, &of_nobody)).contains("no organisation `nobody`"));
}
