//! Structure, roles and meta, as a person sees them on the page.

use luoshi_document::{Document, Level, Meta, ProvisionId, read, write};

use super::cases::check;

fn document(text: &str) -> Document {
    read("case.txt", text.as_bytes()).expect("a case is a document")
}

#[test]
fn provisions_nest_as_they_are_numbered() {
    check(include_str!("../../cases/outline.txt"), |text| {
        let document = document(text);
        let ids = (0..document.provisions.len()).map(|at| ProvisionId(at as u32));
        ids.map(|id| provision(&document, id)).collect()
    });
}

fn provision(document: &Document, id: ProvisionId) -> String {
    let path: Vec<String> = document
        .path(id)
        .iter()
        .map(|node| match (node.level, node.number) {
            (Level::Attachment, _) => node.label.clone(),
            (_, number) => number.map_or_else(|| "?".to_owned(), |number| number.to_string()),
        })
        .collect();
    let heading = document.provision(id).heading.as_deref().unwrap_or("–");
    format!("{} {heading}", path.join("."))
}

#[test]
fn every_paragraph_has_its_role() {
    check(include_str!("../../cases/roles.txt"), |text| {
        let blocks = document(text).blocks;
        blocks
            .iter()
            .map(|block| {
                let role = serde_json::to_value(block.role).unwrap();
                format!("{} {}", role.as_str().unwrap(), block.text.as_str())
            })
            .collect()
    });
}

#[test]
fn a_document_says_what_it_is() {
    check(include_str!("../../cases/meta.txt"), |text| fields(&document(text).meta));
}

fn fields(meta: &Meta) -> Vec<String> {
    let one = |name: &str, value: Option<String>| value.map(|value| format!("{name} {value}"));
    let many = |name: &str, values: &[String]| {
        (!values.is_empty()).then(|| format!("{name} {}", values.join(" | ")))
    };
    let fields = [
        one("title", Some(meta.title.clone()).filter(|title| !title.is_empty())),
        one("number", meta.number.clone()),
        many("issuers", &meta.issuers),
        one("genre", meta.genre.clone().map(|genre| genre.0)),
        one("written_on", meta.written_on.map(|date| date.to_string())),
        one("printed_on", meta.printed_on.map(|date| date.to_string())),
        one("printed_by", meta.printed_by.clone()),
        many("addressees", &meta.addressees),
        many("copied_to", &meta.copied_to),
    ];
    fields.into_iter().flatten().collect()
}

#[test]
fn the_hangzhou_document_keeps_its_outline() {
    let text = include_str!("../../../../examples/hangzhou-2018/document.txt");
    insta::assert_snapshot!(write::tree(&document(text)));
}
