//! Every text a page asks for stands in both languages, and no text is left over.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

fn crate_file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The texts of pages; those of rules have their own test.
fn texts(language: &str) -> String {
    let read = |file| fs::read_to_string(crate_file(&format!("locales/{language}/{file}.ftl")));
    ["pages", "packs", "decompose", "orders", "bulletins", "desk"]
        .map(|file| read(file).unwrap())
        .join("\n")
}

fn keys(language: &str) -> BTreeSet<String> {
    let text = texts(language);
    let key = Regex::new(r"(?m)^([a-z][a-z0-9-]*) =").unwrap();
    key.captures_iter(&text).map(|found| found[1].to_owned()).collect()
}

fn files(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, into);
        } else {
            into.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

/// Everything in templates and code that looks like a key of a text.
fn asked() -> BTreeSet<String> {
    let mut text = String::new();
    files(&crate_file("templates"), &mut text);
    files(&crate_file("src"), &mut text);
    let quoted = Regex::new(r#""([a-z]+(?:-[a-z]+)*)""#).unwrap();
    quoted.captures_iter(&text).map(|found| found[1].to_owned()).collect()
}

#[test]
fn both_languages_have_the_same_texts() {
    assert_eq!(keys("zh"), keys("en"));
}

#[test]
fn no_text_is_left_over() {
    let asked = asked();
    let unused: Vec<_> = keys("zh").into_iter().filter(|key| !asked.contains(key)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_text_that_is_asked_for_is_there() {
    let mut text = String::new();
    files(&crate_file("templates"), &mut text);
    files(&crate_file("src"), &mut text);
    let call = Regex::new(r#"words\.(?:t|n|with|with2)\(\s*"([^"]+)""#).unwrap();
    let keys = keys("zh");
    let missing: Vec<_> = call
        .captures_iter(&text)
        .map(|found| found[1].to_owned())
        .filter(|key| !keys.contains(key))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn templates_hold_no_text_of_their_own() {
    let mut text = String::new();
    files(&crate_file("templates"), &mut text);
    let bare = text.replace('落', ""); // The brand's mark.
    let han: String = bare.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).collect();
    assert_eq!(han, "");
}

#[test]
fn the_files_of_texts_are_free_of_errors() {
    for language in ["zh", "en"] {
        let parsed = fluent_bundle::FluentResource::try_new(texts(language));
        assert!(parsed.is_ok(), "{language}: {:?}", parsed.err().map(|(_, errors)| errors));
    }
}
