//! `luoshi read` and `luoshi extract` as other programs call them.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const SEED: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/hangzhou-2018/document.txt");

fn luoshi(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_luoshi")).args(arguments).output().unwrap()
}

fn luoshi_with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_luoshi"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn temporary(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    (folder, file)
}

#[test]
fn extract_prints_what_the_contract_promises() {
    let extraction = json(&luoshi(&["extract", SEED]));
    let keys: Vec<&str> = extraction.as_object().unwrap().keys().map(String::as_str).collect();
    let promised = [
        "source",
        "meta",
        "outline",
        "sentences",
        "tasks",
        "targets",
        "deadlines",
        "responsibilities",
        "citations",
    ];
    assert!(promised.iter().all(|key| keys.contains(key)), "{keys:?}");
    assert_eq!(extraction["meta"]["number"], "市委〔2018〕15号");
    assert_eq!(
        extraction["source"]["chars"],
        std::fs::read_to_string(SEED).unwrap().chars().count()
    );
}

#[test]
fn every_quote_of_an_extraction_stands_where_its_span_says() {
    let text: Vec<char> = std::fs::read_to_string(SEED).unwrap().chars().collect();
    let extraction = json(&luoshi(&["extract", SEED]));
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for kind in ["sentences", "targets", "deadlines", "responsibilities"] {
        for item in extraction[kind].as_array().unwrap() {
            let at = |end: usize| item["span"][end].as_u64().unwrap() as usize;
            let there: String = text[at(0)..at(1)].iter().collect();
            let (there, quote) = (bare(&there), bare(item["quote"].as_str().unwrap()));
            // Repair may drop a character of a page break (a doubled quotation mark), never add one.
            let mut rest = there.chars();
            assert!(quote.chars().all(|c| rest.any(|d| d == c)), "{kind}: {quote} / {there}");
        }
    }
}

#[test]
fn the_same_document_in_gb18030_gives_the_same_extraction() {
    let text = std::fs::read_to_string(SEED).unwrap();
    let (encoded, _, lossy) = encoding_rs::GB18030.encode(&text);
    assert!(!lossy);
    let (_folder, file) = temporary("seed.txt", &encoded);
    let (utf8, gb18030) =
        (json(&luoshi(&["extract", SEED])), json(&luoshi(&["extract", file.to_str().unwrap()])));
    for kind in ["outline", "sentences", "tasks", "targets", "deadlines", "citations"] {
        assert_eq!(utf8[kind], gb18030[kind], "{kind}");
    }
}

#[test]
fn line_ends_of_any_kind_count_as_one_character() {
    let text = std::fs::read_to_string(SEED).unwrap();
    let (_folder, file) = temporary("seed.txt", text.replace('\n', "\r\n").as_bytes());
    let (plain, windows) =
        (json(&luoshi(&["extract", SEED])), json(&luoshi(&["extract", file.to_str().unwrap()])));
    assert_eq!(plain["sentences"], windows["sentences"]);
    assert_eq!(plain["source"]["chars"], windows["source"]["chars"]);
}

#[test]
fn several_files_give_one_object_a_line_and_standard_input_is_a_file() {
    let lines = luoshi(&["extract", SEED, SEED]);
    assert_eq!(String::from_utf8(lines.stdout).unwrap().lines().count(), 2);
    let from_input =
        luoshi_with_input(&["extract", "-", "--ndjson"], &std::fs::read(SEED).unwrap());
    assert_eq!(json(&from_input)["source"]["name"], "-");
}

#[test]
fn read_prints_every_format() {
    for (format, wanted) in [
        ("tree", "chp_3__art_7"),
        ("json", "\"chp_3__art_7\""),
        ("akn", "eId=\"chp_3__art_7\""),
        ("html", "全面提升空港国际能级"),
        ("text", "(七)全面提升空港国际能级"),
    ] {
        let output = luoshi(&["read", SEED, "--format", format]);
        assert!(output.status.success(), "{}", errors(&output));
        assert!(String::from_utf8(output.stdout).unwrap().contains(wanted), "{format}");
    }
}

#[test]
fn a_failed_operation_is_one_line_and_exit_code_1() {
    let (_folder, empty) = temporary("empty.txt", b"");
    let (_folder, binary) = temporary("photo.txt", &[0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 1, 0, 2]);
    for file in ["/no/such/file.txt", empty.to_str().unwrap(), binary.to_str().unwrap()] {
        for command in ["read", "extract"] {
            let output = luoshi(&[command, file]);
            assert_eq!(output.status.code(), Some(1), "{command} {file}");
            assert_eq!(errors(&output).lines().count(), 1, "{}", errors(&output));
            assert!(output.stdout.is_empty());
        }
    }
}

#[test]
fn bad_usage_is_exit_code_2_and_help_has_an_example() {
    assert_eq!(luoshi(&["extract"]).status.code(), Some(2));
    assert_eq!(luoshi(&["read", SEED, "--format", "doc"]).status.code(), Some(2));
    for command in ["serve", "read", "extract"] {
        let help = String::from_utf8(luoshi(&[command, "--help"]).stdout).unwrap();
        assert!(help.contains("Example"), "{command}");
    }
}
