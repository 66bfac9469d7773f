//! Elements to lines: what a browser sets as a block is a paragraph, a table of data is rows.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{ElementRef, Node};

use crate::read::extracted::Extracted;

/// Text that is gathered line by line.
#[derive(Default)]
pub(super) struct Flow {
    extracted: Extracted,
    line: String,
    /// Bytes of the line that are links.
    linked: usize,
    /// How many links are open.
    links: usize,
}

/// Longer cells hold paragraphs: the table only sets the page.
const LONGEST_CELL: usize = 400;

impl Flow {
    /// Adds a paragraph of its own.
    pub(super) fn paragraph(&mut self, text: &str) {
        self.end_line();
        self.extracted.paragraph(text);
    }

    /// Adds the text of an element. No recursion: pages nest as deep as they like.
    pub(super) fn element(&mut self, element: ElementRef<'_>) {
        let mut skipped = None;
        for edge in element.traverse() {
            match edge {
                Edge::Open(node) if skipped.is_none() => {
                    skipped = (!self.open(node)).then(|| node.id());
                }
                Edge::Close(node) if skipped == Some(node.id()) => skipped = None,
                Edge::Close(node) if skipped.is_none() => self.close(node),
                _ => {}
            }
        }
        self.end_line();
    }

    /// Begins a node; false when what is in it is done with.
    fn open(&mut self, node: NodeRef<'_, Node>) -> bool {
        match node.value() {
            Node::Text(text) => self.text(text),
            Node::Element(element) if is_left_out(element) => return false,
            Node::Element(element) => {
                self.links += usize::from(element.name() == "a");
                if element.name() == "br" || is_block(element.name()) {
                    self.end_line();
                }
                if let Some(rows) = ElementRef::wrap(node).and_then(data_table) {
                    self.extracted.table(&rows);
                    return false;
                }
            }
            _ => {}
        }
        true
    }

    fn close(&mut self, node: NodeRef<'_, Node>) {
        let Some(element) = node.value().as_element() else { return };
        if element.name() == "a" {
            self.links = self.links.saturating_sub(1);
        }
        if is_block(element.name()) {
            self.end_line();
        }
    }

    /// Line ends of the source are blanks, as in a browser.
    fn text(&mut self, text: &str) {
        let before = self.line.len();
        self.add(text);
        if self.links > 0 {
            self.linked += self.line.len() - before;
        }
    }

    fn add(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                ' ' | '\n' | '\r' | '\t' if self.line.is_empty() || self.line.ends_with(' ') => {}
                ' ' | '\n' | '\r' | '\t' => self.line.push(' '),
                c => self.line.push(c),
            }
        }
    }

    /// A line that is all links is navigation, but for a list of attachments.
    fn end_line(&mut self) {
        let navigation = self.linked > 0 && self.linked >= self.line.trim().len();
        if !navigation || self.line.contains("附件") {
            self.extracted.paragraph(&self.line);
        }
        self.line.clear();
        self.linked = 0;
    }

    pub(super) fn into_extracted(mut self) -> Extracted {
        self.end_line();
        self.extracted
    }
}

/// The rows of a table that holds data: at least two rows of two short cells.
fn data_table(element: ElementRef<'_>) -> Option<Vec<Vec<String>>> {
    if element.value().name() != "table" {
        return None;
    }
    let nested = element.descendent_elements().skip(1).any(|inner| inner.value().name() == "table");
    let rows: Vec<Vec<String>> = element
        .descendent_elements()
        .filter(|inner| inner.value().name() == "tr")
        .map(|row| row.child_elements().map(|cell| cell.text().collect()).collect())
        .collect();
    let wide = rows.iter().filter(|row| row.len() >= 2).count();
    let short = rows.iter().flatten().all(|cell: &String| cell.len() <= LONGEST_CELL * 3);
    (!nested && wide >= 2 && short).then_some(rows)
}

/// Elements that a browser sets on lines of their own.
pub(super) fn is_block(name: &str) -> bool {
    const BLOCKS: &[&str] = &[
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    BLOCKS.contains(&name)
}

/// Elements whose text is not the article's: scripts, forms, navigation, what is hidden.
pub(super) fn is_left_out(element: &Element) -> bool {
    const LEFT_OUT: &[&str] = &[
        "aside", "button", "footer", "form", "head", "iframe", "nav", "noscript", "script",
        "select", "style", "svg", "template", "textarea", "title",
    ];
    let hidden = element
        .attr("style")
        .is_some_and(|style| style.replace(' ', "").to_ascii_lowercase().contains("display:none"));
    LEFT_OUT.contains(&element.name()) || hidden || element.attr("hidden").is_some()
}
