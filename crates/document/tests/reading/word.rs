//! Word documents, made here part by part.

use std::io::{Cursor, Write as _};

use luoshi_document::{Document, ReadError, Role, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A plan with automatic numbers, a table, a field, hidden and deleted text, saved by LibreOffice 7.4 as
/// Word 97.
pub(crate) const PLAN_DOC: &[u8] = include_bytes!("fixtures/plan.doc");

/// An archive of these parts.
pub(crate) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part begins");
        zip.write_all(text.as_bytes()).expect("a part is written");
    }
    zip.finish().expect("the archive ends").into_inner()
}

fn part(tag: &str, inner: &str) -> String {
    format!("<?xml version=\"1.0\"?><w:{tag} xmlns:w=\"w\" xmlns:mc=\"mc\">{inner}</w:{tag}>")
}

fn paragraph(properties: &str, text: &str) -> String {
    format!(
        "<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"
    )
}

fn numbered(level: usize) -> String {
    format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"7\"/></w:numPr>")
}

const NUMBERING: &str = "<w:abstractNum w:abstractNumId=\"3\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCountingThousand\"/><w:lvlText w:val=\"%1、\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
    <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%3.\"/></w:lvl>\
    <w:lvl w:ilvl=\"3\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{F06C}\"/></w:lvl>\
    </w:abstractNum><w:num w:numId=\"7\"><w:abstractNumId w:val=\"3\"/></w:num>";

const STYLES: &str = "<w:style w:styleId=\"1\"><w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr></w:pPr></w:style>\
    <w:style w:styleId=\"Mine\"><w:basedOn w:val=\"1\"/></w:style>";

fn word(body: &str) -> Document {
    let parts = [
        ("word/document.xml", part("document", &format!("<w:body>{body}</w:body>"))),
        ("word/numbering.xml", part("numbering", NUMBERING)),
        ("word/styles.xml", part("styles", STYLES)),
    ];
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    read("plan.docx", &package(&parts)).expect("a Word document")
}

fn plan() -> Document {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph("", text));
    let row = |cells: &[&str]| {
        format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>())
    };
    let body = [
        paragraph("", "市人民政府关于加快发展的意见"),
        paragraph("<w:pStyle w:val=\"Mine\"/>", "总体要求"),
        paragraph(&numbered(1), "加快建设。扩建航站楼 &amp; 增加航线&#x3002;"),
        paragraph(&numbered(2), "新增航线，提高服务能力；"),
        paragraph(&numbered(2), "扩建机坪，提高保障能力；"),
        paragraph(&numbered(1), "深化改革。优化服务。"),
        paragraph(&numbered(3), "加强宣传，营造氛围。"),
        paragraph("<w:pStyle w:val=\"1\"/>", "组织实施"),
        format!("<w:tbl>{}{}</w:tbl>", row(&["任务", "责任单位"]), row(&["一、扩建航站楼", "市交通局"])),
        format!("<w:tbl>{}</w:tbl>", row(&["框内的文字也是正文。"])),
        "<w:p><w:r><w:t>留下</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:r><w:t>的文字。</w:t></w:r></w:p>".into(),
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>文本框里的一句话。</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
         <mc:Fallback><w:txbxContent><w:p><w:r><w:t>文本框里的一句话。</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>".into(),
    ];
    word(&body.concat())
}

#[test]
fn automatic_numbers_are_printed() {
    let document = plan();
    let labels: Vec<(&str, &str, Option<&str>)> = document
        .provisions
        .iter()
        .map(|provision| {
            (provision.eid.as_str(), provision.label.as_str(), provision.heading.as_deref())
        })
        .collect();
    let wanted = [
        ("chp_1", "一、", Some("总体要求")),
        ("chp_1__art_1", "（一）", Some("加快建设")),
        ("chp_1__art_1__item_1", "1.", None),
        ("chp_1__art_1__item_2", "2.", None),
        ("chp_1__art_2", "（二）", Some("深化改革")),
        ("chp_2", "二、", Some("组织实施")),
    ];
    assert_eq!(labels, wanted);
    assert_eq!(document.meta.title, "市人民政府关于加快发展的意见");
}

#[test]
fn tables_frames_deletions_and_text_boxes_are_told_apart() {
    let document = plan();
    let of = |role: Role| -> Vec<&str> {
        let blocks = document.blocks.iter().filter(|block| block.role == role);
        blocks.map(|block| block.text.as_str()).collect()
    };
    assert_eq!(of(Role::Table), ["任务 责任单位", "一、扩建航站楼 市交通局"]);
    let body = of(Role::Body).join("\n");
    assert!(body.contains("扩建航站楼&增加航线。"), "{body}");
    assert!(body.contains("框内的文字也是正文。") && body.contains("留下的文字。"), "{body}");
    assert_eq!(body.matches("文本框里的一句话。").count(), 1);
}

#[test]
fn damaged_and_swollen_archives_are_refused() {
    let whole =
        package(&[("word/document.xml", &part("document", &paragraph("", &"字".repeat(5000))))]);
    assert_eq!(read("cut.docx", &whole[..whole.len() / 2]).unwrap_err(), ReadError::Broken("ZIP"));
    assert!(matches!(read("other.zip", &package(&[("a.txt", "x")])), Err(ReadError::Format(_))));
    let zeros = " ".repeat(300 << 20);
    let bomb = package(&[("word/document.xml", &zeros)]);
    assert!(bomb.len() < 2 << 20);
    assert_eq!(read("bomb.docx", &bomb).unwrap_err(), ReadError::TooLarge);
}

#[test]
fn entities_of_a_part_are_never_expanded() {
    let bomb = "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>\
                <w:document xmlns:w=\"w\"><w:p><w:r><w:t>关于工作的通知&b;</w:t></w:r></w:p><w:p><w:r><w:t>抓好落实。</w:t></w:r></w:p></w:document>";
    let document = read("bomb.docx", &package(&[("word/document.xml", bomb)])).unwrap();
    assert_eq!(document.meta.title, "关于工作的通知");
}

#[test]
fn depth_costs_no_stack() {
    let deep = "<w:tbl><w:tr><w:tc>".repeat(50_000);
    let text = part("document", &format!("{}{deep}", paragraph("", "关于工作的通知")));
    assert!(read("deep.docx", &package(&[("word/document.xml", &text)])).is_ok());
}

#[test]
fn hidden_text_is_left_out() {
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
    };
    let paragraph = [
        run("", "请抓好"),
        run("<w:vanish/>", "看不见"),
        run("<w:vanish w:val=\"0\"/>", "落实"),
        run("", "。"),
    ];
    let document = word(&format!("<w:p>{}</w:p>", paragraph.concat()));
    assert_eq!(document.text, "请抓好落实。\n");
}

#[test]
fn a_word_97_file_reads_as_it_is_printed() {
    let document = read("plan.doc", PLAN_DOC).unwrap();
    let wanted = "某市人民政府关于加快发展的意见\n某政〔2018〕15号\n各区、县(市)人民政府，市政府各部门：\n\
        现提出如下意见。\n一、总体要求\n（一）指导思想。按照有关规定执行。\n（二）基本原则。坚持统筹协调。\n\
        二、主要任务\n（一）建设平台。第一行\n第二行。\n1.扩建航站楼。到2020年建成。\n2.增加航线。联通😀世界。\n\
        分解如下：\n任务\t责任单位\n扩建航站楼 增加航线\t市交通局\n某市人民政府\n2018年7月30日\n（此件公开发布）\n";
    assert_eq!(document.text, wanted);
    assert_eq!(document.blocks.iter().filter(|block| block.role == Role::Table).count(), 2);
}

#[test]
fn what_is_no_word_97_document_is_named() {
    let mut older = PLAN_DOC.to_vec();
    let mut sectors = (0..older.len()).step_by(512);
    let head = sectors.find(|at| older[*at..].starts_with(&[0xEC, 0xA5])).expect("the head");
    older[head + 2..head + 4].copy_from_slice(&[0x65, 0x00]);
    assert_eq!(read("a.doc", &older).unwrap_err(), ReadError::Format("Word 6 or Word 95"));
    let mut locked = PLAN_DOC.to_vec();
    locked[head + 11] |= 0x01;
    assert_eq!(read("a.wps", &locked).unwrap_err(), ReadError::Locked("Word 97"));
    let name: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut sheet = PLAN_DOC.to_vec();
    let at = sheet.windows(name.len()).position(|window| window == name).expect("the stream");
    sheet[at] = b'X';
    assert!(matches!(
        read("a.xls", &sheet).unwrap_err(),
        ReadError::Format(_) | ReadError::Broken(_)
    ));
}
