//! What documents commit whom to, as a person reads it.

#[path = "../../../text/tests/language/cases.rs"]
mod cases;
mod demonstration;
mod safety;
mod show;

use cases::check;
use luoshi_document::Document;
use luoshi_extract::{Extraction, extract};

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
fn steps_are_read_as_a_person_reads_them() {
    check(include_str!("../../cases/steps.txt"), |text| {
        read(text).tasks.iter().flat_map(show::task).collect()
    });
}
