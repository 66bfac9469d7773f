//! What documents commit whom to, as a person reads it.

#[path = "../../../text/tests/language/cases.rs"]
mod cases;
mod demonstration;
mod holds;
mod safety;
mod show;

use cases::check;
use luoshi_document::Document;
use luoshi_extract::{Deliverable, Extraction, Rule, Terms, extract, extract_with};

/// A document of 2018-07-30 with one numbered chapter that holds this text.
fn document(text: &str) -> Document {
    let source = format!("关于扩大开放的实施意见\n\n(2018年7月30日)\n\n一、{text}\n");
    luoshi_document::read("case.txt", source.as_bytes()).expect("a case is a document")
}

/// The extraction of a text that stands under a heading which says nothing.
fn read(text: &str) -> Extraction {
    extract(&document(&format!("扩大开放\n\n(一)优化布局。{text}")))
}

#[test]
fn targets_are_read_as_a_person_reads_them() {
    check(include_str!("../../cases/targets.txt"), |text| {
        read(text).targets.iter().map(show::target).collect()
    });
}

#[test]
fn deadlines_are_read_as_a_person_reads_them() {
    check(include_str!("../../cases/deadlines.txt"), |text| {
        read(text)
            .deadlines
            .iter()
            .map(|deadline| format!("{} {}", deadline.by, deadline.quote))
            .collect()
    });
}

#[test]
fn responsibilities_are_read_as_a_person_reads_them() {
    check(include_str!("../../cases/responsibilities.txt"), |text| {
        read(text).responsibilities.iter().map(show::responsibility).collect()
    });
}

#[test]
fn citations_are_read_as_a_person_reads_them() {
    check(include_str!("../../cases/citations.txt"), |text| {
        read(text).citations.iter().map(show::citation).collect()
    });
}

#[test]
fn sentences_do_what_a_person_says_they_do() {
    check(include_str!("../../cases/kinds.txt"), |text| {
        let extraction = extract(&document(&format!("扩大开放\n\n(一){text}")));
        extraction.sentences.iter().map(|sentence| show::kind(sentence.kind)).collect()
    });
}

#[test]
fn documents_that_are_ordered_are_read_as_a_person_reads_them() {
    check(include_str!("../../cases/deliverables.txt"), |text| {
        let by =
            |it: &Deliverable| it.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
        let deliverables = read(text).deliverables;
        deliverables.iter().map(|it| format!("{}{}", it.title, by(it))).collect()
    });
}

#[test]
fn organisations_and_places_are_found_by_name() {
    check(include_str!("../../cases/names.txt"), |text| {
        let read = read(text);
        let organisations = read.organisations.iter().map(|mention| mention.name.clone());
        let places = read.places.iter().map(|mention| format!("@{}", mention.name));
        organisations.chain(places).collect()
    });
}

#[test]
fn names_that_the_reader_adds_are_organisations() {
    let text = "做好保障。(数管、拱宸专班)";
    assert!(read(text).responsibilities.is_empty());
    let terms: Terms = "# 简称\n数管 = 市数据资源管理局\n\n拱宸专班".parse().unwrap();
    let source = document(&format!("扩大开放\n\n(一)优化布局。{text}"));
    let found = extract_with(&source, &terms).responsibilities;
    assert_eq!(found[0].responsible, ["数管", "拱宸专班"]);
    let named = extract_with(&source, &terms).organisations;
    let names: Vec<&str> = named.iter().map(|mention| mention.name.as_str()).collect();
    assert_eq!(names, ["数管", "拱宸专班"]);
    assert_eq!(terms.full("数管"), Some("市数据资源管理局"));
    assert_eq!("甲 = 乙\n = 丙".parse::<Terms>().unwrap_err().line, 2);
}

#[test]
fn everything_says_which_rule_found_it() {
    let text = "到2020年，旅客吞吐量达到4600万人次。2018年底前出台实施办法。依据《开放条例》与香港推进。(市商务局牵头)";
    let explained = read(text).explained();
    let rules = explained["rules"].as_object().unwrap();
    for list in [
        "sentences",
        "tasks",
        "targets",
        "deadlines",
        "responsibilities",
        "citations",
        "deliverables",
        "organisations",
        "places",
    ] {
        let things = explained[list].as_array().unwrap();
        assert!(!things.is_empty(), "{list}");
        for thing in things {
            assert!(rules.contains_key(thing["rule"].as_str().unwrap()), "{list}: {thing}");
        }
    }
    assert_eq!(explained["targets"][0]["rule"], "target.indicator_first");
}

#[test]
fn every_rule_stands_in_the_book() {
    let book = include_str!("../../../../docs/extraction.md");
    let mut lines = book.lines().filter_map(|line| line.strip_prefix("| `"));
    for rule in Rule::ALL {
        let line = lines.next().map(|line| format!("| `{line}"));
        assert_eq!(line, Some(format!("| `{}` | {} |", rule.name(), rule.says())));
    }
    assert_eq!(lines.next(), None);
}

#[test]
fn steps_are_read_as_a_person_reads_them() {
    check(include_str!("../../cases/steps.txt"), |text| {
        read(text).tasks.iter().flat_map(show::task).collect()
    });
}
