//! An official paper as a Word file (ECMA-376) that opens in WPS, LibreOffice and Word.
//!
//! Written part by part: a header row that comes again on every page, and both numbers of lines and characters, are more
//! than the writers of the format at hand know.

mod parts;
mod table;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::paper::{Format, Imprint, Letterhead, Numbered, Paper, Signature, letterhead_size};
use parts::Side;

/// Why a Word file could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write the Word file: {0}")]
pub struct DocxError(#[from] zip::result::ZipError);

impl From<std::io::Error> for DocxError {
    fn from(why: std::io::Error) -> Self {
        Self(why.into())
    }
}

/// A sheet in twentieths of a point.
struct Measures {
    page: (u32, u32),
    /// Top, right, bottom, left.
    margins: [u32; 4],
}

impl Format {
    fn measures(self) -> Measures {
        match self {
            Self::Upright => Measures {
                page: (11906, 16838),
                margins: [2098, 1474, 1985, 1588], // 37, 26, 35 and 28 mm.
            },
            Self::Wide => Measures { page: (23812, 16838), margins: [1588, 1134, 1247, 1134] },
        }
    }
}

impl Measures {
    fn width(&self) -> u32 {
        self.page.0 - self.margins[1] - self.margins[3]
    }
}

impl Paper {
    /// The bytes of a docx file.
    ///
    /// # Errors
    /// Where an archive cannot be written.
    pub fn to_docx(&self) -> Result<Vec<u8>, DocxError> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, xml) in [
            ("[Content_Types].xml", parts::CONTENT_TYPES.to_owned()),
            ("_rels/.rels", parts::PACKAGE.to_owned()),
            ("word/document.xml", self.document()),
            ("word/_rels/document.xml.rels", parts::RELATIONSHIPS.to_owned()),
            ("word/styles.xml", parts::STYLES.to_owned()),
            ("word/settings.xml", parts::SETTINGS.to_owned()),
            ("word/fontTable.xml", parts::FONTS.to_owned()),
            ("word/footer1.xml", parts::footer(Side::Right)),
            ("word/footer2.xml", parts::footer(Side::Left)),
        ] {
            archive.start_file(name, options)?;
            archive.write_all(xml.as_bytes())?;
        }
        Ok(archive.finish()?.into_inner())
    }

    fn document(&self) -> String {
        let measures = self.format.measures();
        let mut body =
            self.letterhead.as_ref().map(|it| it.xml(measures.width())).unwrap_or_default();
        if self.letterhead.is_some() {
            body += &empty(2);
        }
        body += &paragraph("Title", "", &self.title);
        if !self.note.is_empty() {
            body += &paragraph("Normal", r#"<w:jc w:val="center"/>"#, &self.note);
        }
        if self.letterhead.is_some() || !self.addressees.is_empty() {
            body += &empty(1);
        }
        if !self.addressees.is_empty() {
            let addressees = format!("{}{}", self.addressees, self.words.colon);
            body += &paragraph("Normal", "", &addressees);
        }
        for part in self.numbered() {
            body += &match part {
                Numbered::Heading(level, text) => {
                    paragraph(&format!("Heading{}", level.clamp(1, 3)), "", &text)
                }
                Numbered::Text(text) => paragraph("Body", "", text),
                Numbered::Table(it) => table::xml(it, measures.width()),
            };
        }
        body += &self.attachments();
        body += &self.signature.as_ref().map(Signature::xml).unwrap_or_default();
        if let Some(imprint) = &self.imprint {
            body += &imprint.xml(&self.words.copied_to, measures.width());
        }
        format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>{body}{}</w:body></w:document>"#,
            self.section(&measures)
        )
    }

    /// The names of the attachments, numbered where there are several.
    fn attachments(&self) -> String {
        let Some(first) = self.attachments.first() else { return String::new() };
        let word = &self.words.attachment;
        let mut xml = empty(1);
        if self.attachments.len() == 1 {
            return xml + &paragraph("Body", "", &format!("{word}{first}"));
        }
        for (at, name) in self.attachments.iter().enumerate() {
            let number = at + 1;
            xml += &match at {
                0 => paragraph("Body", "", &format!("{word}{number}.{name}")),
                _ => paragraph(
                    "Normal",
                    r#"<w:ind w:leftChars="500" w:left="1600"/>"#,
                    &format!("{number}.{name}"),
                ),
            };
        }
        xml
    }

    fn section(&self, measures: &Measures) -> String {
        let (width, height) = measures.page;
        let [top, right, bottom, left] = measures.margins;
        let across = if width > height { r#" w:orient="landscape""# } else { "" };
        let grid = match self.format {
            Format::Upright => r#"<w:docGrid w:type="lines" w:linePitch="579"/>"#,
            Format::Wide => "",
        };
        let footer = bottom - 680; // The number stands 7 mm below the type area.
        format!(
            r#"<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="{width}" w:h="{height}"{across}/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="851" w:footer="{footer}" w:gutter="0"/>{grid}</w:sectPr>"#
        )
    }
}

impl Letterhead {
    /// The red head, the number, and the red rule across the type area.
    fn xml(&self, width: u32) -> String {
        let size = (letterhead_size(&self.issuer, width as f32 / 20.0) * 1.96).floor(); // In half points.
        let line = (size * 13.0) as u32; // 1.3 times its height in points, in twentieths.
        let before = 1984_u32.saturating_sub(line / 4); // 35 mm below the upper edge of the type area.
        let head = format!(
            r#"<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="{before}" w:line="{line}" w:lineRule="exact"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/><w:color w:val="C00000"/><w:spacing w:val="0"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>{}</w:r></w:p>"#,
            text(&self.issuer)
        );
        let rule = r#"<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="11" w:color="C00000"/></w:pBdr><w:jc w:val="center"/>"#;
        head + &empty(1) + &paragraph("Normal", rule, &self.number)
    }
}

impl Signature {
    fn xml(&self) -> String {
        let (organ, date) = self.indents();
        let right = |characters: usize, text: &str| {
            let (hundredths, twips) = (characters * 100, characters * 320);
            let indent = format!(
                r#"<w:keepLines/><w:ind w:rightChars="{hundredths}" w:right="{twips}"/><w:jc w:val="right"/>"#
            );
            paragraph("Normal", &indent, text)
        };
        empty(1) + &right(organ, &self.organ) + &right(date, &self.date)
    }
}

impl Imprint {
    /// Two lines between rules at the foot of the last page.
    fn xml(&self, copied_to: &str, width: u32) -> String {
        let mut rows = String::new();
        let half = width / 2;
        if !self.copied_to.is_empty() {
            let copies = format!("{copied_to}{}", self.copied_to);
            rows += &format!(
                r#"<w:tr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>{}</w:tc></w:tr>"#,
                paragraph(
                    "Imprint",
                    r#"<w:ind w:leftChars="100" w:left="280" w:rightChars="100" w:right="280"/>"#,
                    &copies
                )
            );
        }
        rows += &format!(
            r#"<w:tr><w:tc><w:tcPr><w:tcW w:w="{half}" w:type="dxa"/></w:tcPr>{}</w:tc><w:tc><w:tcPr><w:tcW w:w="{half}" w:type="dxa"/></w:tcPr>{}</w:tc></w:tr>"#,
            paragraph(
                "Imprint",
                r#"<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>"#,
                &self.printed_by
            ),
            paragraph(
                "Imprint",
                r#"<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>"#,
                &self.printed_on
            ),
        );
        format!(
            r#"<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="center" w:tblpYSpec="bottom"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:insideH w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{half}"/><w:gridCol w:w="{half}"/></w:tblGrid>{rows}</w:tbl>{}"#,
            paragraph("Cell", "", "")
        )
    }
}

/// A paragraph of that style.
fn paragraph(style: &str, more: &str, said: &str) -> String {
    let text = text(said);
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r>{text}</w:r></w:p>"#)
}

/// So many empty lines.
fn empty(lines: usize) -> String {
    r#"<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>"#.repeat(lines)
}

/// The text of a run; its lines stay lines.
fn text(said: &str) -> String {
    let lines = said
        .split('\n')
        .map(|line| format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escaped(line)));
    lines.collect::<Vec<_>>().join("<w:br/>")
}

/// Text as XML takes it; characters it has no place for are left out.
fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '\t' => xml.push(' '),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() => {}
            c => xml.push(c),
        }
    }
    xml
}
