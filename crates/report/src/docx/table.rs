//! Tables of a Word file: a head that comes again on every page, rows that stay whole.

use super::{paragraph, text};
use crate::paper::{Table, TableRow};

/// The table across `width`, in twentieths of a point.
pub(super) fn xml(table: &Table, width: u32) -> String {
    let widths = widths(table, width);
    let mut xml = String::new();
    if !table.caption.is_empty() {
        xml += &paragraph(
            "Cell",
            r#"<w:keepNext/><w:spacing w:before="160" w:after="60" w:line="320" w:lineRule="exact"/><w:jc w:val="center"/>"#,
            &table.caption,
        );
    }
    let grid: String = widths.iter().map(|it| format!(r#"<w:gridCol w:w="{it}"/>"#)).collect();
    let border =
        |side| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#);
    let borders: String =
        ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
    let head: String =
        table.columns.iter().zip(&widths).map(|(it, width)| head(&it.0, *width)).collect();
    let rows: String = table.rows.iter().map(|it| row(it, &widths, width)).collect();
    xml + &format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>{}"#,
        paragraph("Cell", "", "")
    )
}

/// How wide each column is; together exactly `width`.
fn widths(table: &Table, width: u32) -> Vec<u32> {
    let shares: u32 = table.columns.iter().map(|(_, share)| u32::from(*share)).sum();
    let shares = shares.max(1);
    let mut widths: Vec<u32> =
        table.columns.iter().map(|(_, share)| width * u32::from(*share) / shares).collect();
    let rest = width - widths.iter().sum::<u32>();
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}

fn head(name: &str, width: u32) -> String {
    format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Cell"/><w:keepNext/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr>{}</w:r></w:p></w:tc>"#,
        text(name)
    )
}

fn row(row: &TableRow, widths: &[u32], width: u32) -> String {
    let cells: String = match row {
        TableRow::Across(heading) => format!(
            r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{}"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Cell"/><w:keepNext/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr>{}</w:r></w:p></w:tc>"#,
            widths.len(),
            text(heading)
        ),
        TableRow::Cells(texts) => {
            let texts = texts.iter().map(String::as_str).chain(std::iter::repeat(""));
            widths.iter().zip(texts).map(|(width, text)| cell(text, *width)).collect()
        }
    };
    format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
}

fn cell(said: &str, width: u32) -> String {
    let align = if said.parse::<f64>().is_ok() { r#"<w:jc w:val="center"/>"# } else { "" };
    format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{}</w:tc>"#,
        paragraph("Cell", align, said)
    )
}
