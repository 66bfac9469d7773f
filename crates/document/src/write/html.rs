use std::fmt::Write as _;

use super::escape;
use crate::{Block, Document, Role};

/// How the page looks: paper, red letterhead, black text.
const STYLE: &str = "body{max-width:42em;margin:3em auto;padding:0 1.5em;line-height:1.9;font-family:\
\"Source Han Serif SC\",\"Noto Serif CJK SC\",SimSun,serif}h1{text-align:center;font-size:1.5em}\
.letterhead{text-align:center;color:#b3261e;font-size:2em;border-bottom:2px solid}.number,.dateline\
{text-align:center}p{text-indent:2em;margin:.4em 0}.signature,.writtenon{text-align:right}\
.imprint,.addressees{text-indent:0}b{font-weight:600}";

/// A readable page of its own.
pub fn html(document: &Document) -> String {
    let title = escape(&document.meta.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head><meta charset=\"utf-8\"><title>{title}</title>\
         <style>{STYLE}</style></head>\n<body>\n"
    );
    for block in document.blocks.iter().filter(|block| block.role != Role::Chrome) {
        let _ = writeln!(out, "{}", paragraph(document, block));
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn paragraph(document: &Document, block: &Block) -> String {
    let text = block.text.as_str();
    let class = format!("{:?}", block.role).to_lowercase();
    match block.role {
        Role::Title => format!("<h1>{}</h1>", escape(text)),
        Role::Body => {
            let head = block.label.end.max(block.heading.end);
            let anchor = if block.label.is_empty() { None } else { block.provision };
            let id = anchor.map(|id| format!(" id=\"{}\"", escape(&document.provision(id).eid)));
            let (head, rest) = text.split_at(head);
            format!("<p{}><b>{}</b>{}</p>", id.unwrap_or_default(), escape(head), escape(rest))
        }
        _ => format!("<p class=\"{class}\">{}</p>", escape(text)),
    }
}
