//! Headers, footers and page numbers 页眉页脚页码: what stands at the edge of the pages again and again.

use std::collections::HashMap;

use super::line::Page;

/// Parts of a page's height at its top and its foot where they stand.
const EDGE: f32 = 0.1;
/// Page numbers may stand nearer to the text.
const NUMBER_EDGE: f32 = 0.18;
/// A line that stands on so many pages belongs to none of them; of two pages, on both.
const AGAIN: usize = 3;

/// Takes them out.
pub(super) fn remove(pages: &mut [Page]) {
    let again = AGAIN.min(pages.len().max(2));
    let mut counts: HashMap<String, usize> = HashMap::new();
    for page in pages.iter() {
        let edge = page.lines.iter().filter(|line| at_edge(line.y, page.height, EDGE));
        for line in edge {
            *counts.entry(without_digits(&line.text())).or_default() += 1;
        }
    }
    for page in pages.iter_mut() {
        let height = page.height;
        page.lines.retain(|line| {
            let text = line.text();
            let number = is_number(&text) && at_edge(line.y, height, NUMBER_EDGE);
            let repeated = at_edge(line.y, height, EDGE) && counts[&without_digits(&text)] >= again;
            !number && !repeated
        });
    }
}

fn at_edge(y: f32, height: f32, edge: f32) -> bool {
    y < height * edge || y > height * (1.0 - edge)
}

/// The same footer counts its pages.
fn without_digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect()
}

/// 3, — 3 —, 3/14, 第3页 共9页
fn is_number(text: &str) -> bool {
    let marks =
        |c: char| matches!(c, '-' | '—' | '－' | '–' | '―' | '·' | '/' | '第' | '页' | '共');
    let shape = |c: char| c.is_numeric() || c.is_whitespace() || marks(c);
    text.chars().all(shape) && text.chars().any(char::is_numeric)
}
