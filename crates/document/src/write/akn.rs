//! Akoma Ntoso 3.0 (OASIS LegalDocML): the document as an archive keeps it.

use std::fmt::Write as _;

use super::escape;
use super::tree::depths;
use crate::{Block, Document, Level, Provision, Role};

/// The document as Akoma Ntoso 3.0.
pub fn akn(document: &Document) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">\n");
    let _ = writeln!(out, "<doc name=\"{}\">", escape(genre(document)));
    identification(&mut out, document);
    preface(&mut out, document);
    out.push_str("<mainBody>\n");
    body(&mut out, document);
    out.push_str("</mainBody>\n");
    conclusions(&mut out, document);
    out.push_str("</doc>\n</akomaNtoso>\n");
    out
}

fn genre(document: &Document) -> &str {
    document.meta.genre.as_ref().map_or("文件", |genre| genre.0.as_str())
}

fn identification(out: &mut String, document: &Document) {
    let date =
        document.meta.written_on.map_or_else(|| "0001-01-01".to_owned(), |date| date.to_string());
    let number = document.meta.number.as_deref().unwrap_or(&document.source.sha256);
    let uri = format!("/akn/cn/doc/{date}/{}", escape(number));
    out.push_str("<meta><identification source=\"#luoshi\">\n");
    for (frbr, suffix) in
        [("FRBRWork", ""), ("FRBRExpression", "/zho@"), ("FRBRManifestation", "/zho@.xml")]
    {
        let _ = writeln!(
            out,
            "<{frbr}><FRBRthis value=\"{uri}{suffix}/!main\"/><FRBRuri value=\"{uri}{suffix}\"/>\
             <FRBRdate date=\"{date}\" name=\"generation\"/><FRBRauthor href=\"#issuer\"/>{}</{frbr}>",
            match frbr {
                "FRBRWork" => "<FRBRcountry value=\"cn\"/>",
                "FRBRExpression" => "<FRBRlanguage language=\"zho\"/>",
                _ => "",
            }
        );
    }
    let issuers = escape(&document.meta.issuers.join("、"));
    let _ = writeln!(
        out,
        "</identification><references source=\"#luoshi\"><TLCOrganization eId=\"issuer\" \
         href=\"/ontology/organization/cn/issuer\" showAs=\"{issuers}\"/><TLCOrganization eId=\"luoshi\" \
         href=\"/ontology/organization/luoshi\" showAs=\"Luoshi\"/></references></meta>"
    );
}

fn preface(out: &mut String, document: &Document) {
    let elements: Vec<String> = document
        .blocks
        .iter()
        .take_while(|block| block.role != Role::Body)
        .filter_map(head_line)
        .collect();
    if !elements.is_empty() {
        let _ = writeln!(out, "<preface>{}</preface>", elements.concat());
    }
}

fn head_line(block: &Block) -> Option<String> {
    let text = escape(block.text.as_str());
    match block.role {
        Role::Chrome => None,
        Role::Title => Some(format!("<p><docTitle>{text}</docTitle></p>")),
        Role::Number => Some(format!("<p><docNumber>{text}</docNumber></p>")),
        _ => Some(format!("<p>{text}</p>")),
    }
}

fn body(out: &mut String, document: &Document) {
    let depths = depths(document);
    let mut open: Vec<usize> = Vec::new();
    let blocks = document.blocks.iter().skip_while(|block| block.role != Role::Body);
    for block in blocks.filter(|block| matches!(block.role, Role::Body | Role::Title | Role::Table))
    {
        let depth = block.provision.map_or(0, |id| depths[id.0 as usize]);
        let begins = !block.label.is_empty();
        let keep = if block.provision.is_none() { 0 } else { depth + usize::from(!begins) };
        close(out, document, &mut open, keep);
        match block.provision.filter(|_| begins) {
            Some(id) => {
                begin(out, document.provision(id));
                open.push(id.0 as usize);
                paragraph(out, &block.text.as_str()[block.body.clone()]);
            }
            None => paragraph(out, block.text.as_str()),
        }
    }
    close(out, document, &mut open, 0);
}

fn paragraph(out: &mut String, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(
            out,
            "<hcontainer name=\"text\"><content><p>{}</p></content></hcontainer>",
            escape(text)
        );
    }
}

fn begin(out: &mut String, provision: &Provision) {
    let _ = write!(
        out,
        "<{} eId=\"{}\"><num>{}</num>",
        start_tag(provision.level),
        escape(&provision.eid),
        escape(&provision.label)
    );
    if let Some(heading) = &provision.heading {
        let _ = write!(out, "<heading>{}</heading>", escape(heading));
    }
    out.push('\n');
}

fn close(out: &mut String, document: &Document, open: &mut Vec<usize>, keep: usize) {
    while open.len() > keep {
        if let Some(id) = open.pop() {
            let tag = start_tag(document.provisions[id].level);
            let _ = writeln!(out, "</{}>", tag.split(' ').next().unwrap_or(tag));
        }
    }
}

/// The element of a level, with the attributes it always has.
fn start_tag(level: Level) -> &'static str {
    match level {
        Level::Attachment => "hcontainer name=\"attachment\"",
        Level::Part => "part",
        Level::Chapter => "chapter",
        Level::Section => "section",
        Level::Article => "article",
        Level::Item => "paragraph",
        Level::Subitem => "subparagraph",
        Level::Point => "point",
    }
}

fn conclusions(out: &mut String, document: &Document) {
    let last = document.blocks.iter().filter(|block| {
        matches!(block.role, Role::Signature | Role::WrittenOn | Role::Annotation | Role::Imprint)
    });
    let lines: String =
        last.map(|block| format!("<p>{}</p>", escape(block.text.as_str()))).collect();
    if !lines.is_empty() {
        let _ = writeln!(out, "<conclusions>{lines}</conclusions>");
    }
}
