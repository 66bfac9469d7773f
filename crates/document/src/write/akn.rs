//! Akoma Ntoso 3.0 (OASIS LegalDocML): the document as an archive keeps it.

use std::fmt::Write as _;

use super::escape;
use super::tree::depths;
use crate::{Block, Document, Level, Role};

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
    let mut body = Body { out, document, open: Vec::new(), parents: parents(document) };
    let depths = depths(document);
    let blocks = document.blocks.iter().skip_while(|block| block.role != Role::Body);
    for block in blocks.filter(|block| matches!(block.role, Role::Body | Role::Title | Role::Table))
    {
        let begins = !block.label.is_empty();
        let depth = block.provision.map_or(0, |id| depths[id.0 as usize] + usize::from(!begins));
        body.close_to(depth);
        match block.provision.filter(|_| begins) {
            Some(id) => {
                body.begin(id.0 as usize);
                body.paragraph(&block.text.as_str()[block.body.clone()]);
            }
            None => body.paragraph(block.text.as_str()),
        }
    }
    body.close_to(0);
}

/// Which provisions have provisions of their own.
fn parents(document: &Document) -> Vec<bool> {
    let mut parents = vec![false; document.provisions.len()];
    for parent in document.provisions.iter().filter_map(|provision| provision.parent) {
        parents[parent.0 as usize] = true;
    }
    parents
}

/// The body as it is written, with the provisions that are open.
///
/// The schema wants either text or provisions in a provision: text above its first provision is its
/// `intro`, text of one without provisions its `content`, any other text a container of its own.
struct Body<'o, 'd> {
    out: &'o mut String,
    document: &'d Document,
    open: Vec<Open>,
    parents: Vec<bool>,
}

/// A provision that is open for more.
struct Open {
    provision: usize,
    text: Text,
}

/// Where the text of a provision stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Text {
    /// None was written yet.
    Before,
    /// In the element that is open.
    Within,
    /// A provision followed.
    After,
}

impl Body<'_, '_> {
    fn begin(&mut self, provision: usize) {
        self.end_text(Text::After);
        let node = &self.document.provisions[provision];
        let (tag, eid, label) = (start_tag(node.level), escape(&node.eid), escape(&node.label));
        let _ = write!(self.out, "<{tag} eId=\"{eid}\"><num>{label}</num>");
        if let Some(heading) = &node.heading {
            let _ = write!(self.out, "<heading>{}</heading>", escape(heading));
        }
        self.out.push('\n');
        self.open.push(Open { provision, text: Text::Before });
    }

    fn paragraph(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let paragraph = format!("<p>{}</p>", escape(text));
        let Some(open) = self.open.last_mut().filter(|open| open.text != Text::After) else {
            let _ = writeln!(
                self.out,
                "<hcontainer name=\"text\"><content>{paragraph}</content></hcontainer>"
            );
            return;
        };
        if open.text == Text::Before {
            open.text = Text::Within;
            let _ = write!(self.out, "<{}>", text_tag(self.parents[open.provision]));
        }
        self.out.push_str(&paragraph);
    }

    /// Ends the text of the innermost provision.
    fn end_text(&mut self, then: Text) {
        let Some(open) = self.open.last_mut() else { return };
        if open.text == Text::Within {
            let _ = writeln!(self.out, "</{}>", text_tag(self.parents[open.provision]));
        }
        open.text = then;
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            self.end_text(Text::After);
            if let Some(open) = self.open.pop() {
                let tag = start_tag(self.document.provisions[open.provision].level);
                let _ = writeln!(self.out, "</{}>", tag.split(' ').next().unwrap_or(tag));
            }
        }
    }
}

/// The element that holds a provision's own text.
fn text_tag(parent: bool) -> &'static str {
    if parent { "intro" } else { "content" }
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
