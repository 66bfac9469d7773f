//! Web pages: the article found among navigation, its paragraphs as lines, its tables as rows.

use std::collections::HashMap;

use encoding_rs::Encoding;
use scraper::{ElementRef, Html, Node, Selector};

use super::decode::{ReadError, decode_text};
use super::extracted::Extracted;

mod flow;

use flow::Flow;

/// So much of the text must lie in one element for the article to lie there.
const MOST: usize = 75;

/// Whether bytes are a web page.
pub(super) fn is_html(bytes: &[u8]) -> bool {
    let head: Vec<u8> = bytes.iter().take(1024).map(u8::to_ascii_lowercase).collect();
    let text = String::from_utf8_lossy(&head);
    let start = text.trim_start_matches(|c: char| c == '\u{FEFF}' || c.is_whitespace());
    let tags = ["<!doctype html", "<html", "<head", "<body"];
    start.starts_with('<') && tags.iter().any(|tag| text.contains(tag))
}

/// The article of a page.
pub(super) fn html(bytes: &[u8]) -> Result<Extracted, ReadError> {
    let page = Html::parse_document(&decoded(bytes)?);
    let article = article(&page);
    let mut flow = Flow::default();
    if let Some(line) = headline(&page) {
        flow.paragraph(&line);
    }
    flow.element(article);
    let extracted = flow.into_extracted();
    if extracted.text.trim().is_empty() { Err(ReadError::Empty) } else { Ok(extracted) }
}

/// The page's text, in the encoding it names.
fn decoded(bytes: &[u8]) -> Result<String, ReadError> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let named = head.split_once("charset=").map(|(_, rest)| {
        let name = rest.trim_start_matches(['"', '\'']);
        name.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default()
    });
    let encoding = named.and_then(|name| Encoding::for_label(name.as_bytes()));
    match encoding {
        Some(encoding)
            if Encoding::for_bom(bytes).is_none() && std::str::from_utf8(bytes).is_err() =>
        {
            Ok(encoding.decode(bytes).0.into_owned())
        }
        _ => decode_text(bytes),
    }
}

/// What the page says the article is called.
fn headline(page: &Html) -> Option<String> {
    let named = Selector::parse("meta[name='ArticleTitle' i]").ok()?;
    let heading = Selector::parse("h1").ok()?;
    let named = page.select(&named).find_map(|meta| meta.attr("content")).map(str::to_owned);
    named.or_else(|| page.select(&heading).next().map(|heading| heading.text().collect()))
}

/// The smallest element that holds almost all of the page's running text.
fn article(page: &Html) -> ElementRef<'_> {
    let weights = weights(page);
    let weight = |element: &ElementRef<'_>| weights.get(&element.id()).copied().unwrap_or(0);
    let mut found = page.root_element();
    loop {
        let inner = found.child_elements().max_by_key(|child| weight(child));
        match inner {
            Some(child)
                if weight(&child) > 0
                    && weight(&child) * 100 >= weight(&found) * MOST
                    && holds_blocks(child) =>
            {
                found = child;
            }
            _ => return found,
        }
    }
}

/// A paragraph is no article.
fn holds_blocks(element: ElementRef<'_>) -> bool {
    element.child_elements().any(|child| flow::is_block(child.value().name()))
}

/// How much running text each element holds: text outside of links, counted in its elements.
fn weights(page: &Html) -> HashMap<ego_tree::NodeId, usize> {
    let mut weights: HashMap<ego_tree::NodeId, usize> = HashMap::new();
    let mut open: Vec<(ego_tree::NodeId, bool)> = Vec::new();
    for edge in page.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                Node::Element(element) => {
                    let off = open.last().is_some_and(|(_, off)| *off);
                    open.push((
                        node.id(),
                        off || element.name() == "a" || flow::is_left_out(element),
                    ));
                }
                Node::Text(text) => {
                    if let Some((id, false)) = open.last() {
                        let count = text.chars().filter(|c| !c.is_whitespace()).count();
                        *weights.entry(*id).or_default() += count;
                    }
                }
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => {
                if node.value().is_element()
                    && let Some((id, _)) = open.pop()
                    && let Some((parent, _)) = open.last()
                {
                    let own = weights.get(&id).copied().unwrap_or(0);
                    *weights.entry(*parent).or_default() += own;
                }
            }
        }
    }
    weights
}
