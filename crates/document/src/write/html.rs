use std::fmt::Write as _;

use super::escape;
use crate::{Block, Document, Level, Role};

/// How the page looks: an official document on paper, as GB/T 9704 sets it, on screens of any width.
const STYLE: &str = include_str!("page.css");

/// A readable page of its own: no scripts, nothing fetched.
pub fn html(document: &Document) -> String {
    let title = escape(&document.meta.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
    );
    let mut in_table = false;
    for block in document.blocks.iter().filter(|block| block.role != Role::Chrome) {
        let table = block.role == Role::Table;
        if table != in_table {
            out.push_str(if table { "<div class=\"table\">\n" } else { "</div>\n" });
            in_table = table;
        }
        let _ = writeln!(out, "{}", element(document, block));
    }
    out.push_str(if in_table { "</div>\n" } else { "" });
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn element(document: &Document, block: &Block) -> String {
    let text = escape(block.text.as_str());
    match block.role {
        Role::Title => format!("<h1>{text}</h1>"),
        Role::Body => body(document, block),
        Role::Table => format!("<p>{text}</p>"),
        Role::Signature | Role::WrittenOn => format!("<p class=\"signature\">{text}</p>"),
        Role::Letterhead => format!("<p class=\"letterhead\">{text}</p>"),
        Role::Number | Role::DateLine | Role::Signer => format!("<p class=\"centred\">{text}</p>"),
        Role::Imprint => format!("<p class=\"imprint\">{text}</p>"),
        Role::Addressees => format!("<p class=\"flush\">{text}</p>"),
        Role::AttachmentNote | Role::Annotation | Role::Chrome => format!("<p>{text}</p>"),
    }
}

/// A paragraph; a heading on a line of its own is a heading of the page.
fn body(document: &Document, block: &Block) -> String {
    let text = block.text.as_str();
    let Some(provision) = block.provision.filter(|_| !block.label.is_empty()) else {
        return format!("<p>{}</p>", escape(text));
    };
    let provision = document.provision(provision);
    let id = escape(&provision.eid);
    let tag = match provision.level {
        Level::Attachment | Level::Part | Level::Chapter => "h2",
        Level::Section | Level::Article => "h3",
        Level::Item | Level::Subitem | Level::Point => "h4",
    };
    if block.body.is_empty() {
        return format!("<{tag} id=\"{id}\">{}</{tag}>", escape(text));
    }
    let (head, rest) = text.split_at(block.label.end.max(block.heading.end));
    format!("<p id=\"{id}\"><b>{}</b>{}</p>", escape(head), escape(rest))
}
