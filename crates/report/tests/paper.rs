//! A paper as a Word file: well-formed, on the grid, its text in it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::io::{Cursor, Read as _};

use luoshi_report::{Fonts, Imprint, Letterhead, Paper, Part, Signature, Table, TableRow};
use zip::ZipArchive;

fn paper() -> Paper {
    let cells = |texts: [&str; 3]| TableRow::Cells(texts.map(str::to_owned).to_vec());
    let columns = [("单位", 2), ("绿灯", 1), ("红灯", 1)];
    Paper {
        letterhead: Some(Letterhead {
            issuer: "杭州市推进城市国际化工作领导小组办公室文件".to_owned(),
            number: "杭国推办〔2018〕3号".to_owned(),
        }),
        title: "关于2018年第三季度重点任务推进情况的通报".to_owned(),
        addressees: "各区、县（市）人民政府，市级有关单位".to_owned(),
        parts: vec![
            Part::Text("现将有关情况通报如下。A & B <C>".to_owned()),
            Part::Heading(1, "总体情况".to_owned()),
            Part::Table(Table {
                caption: "各单位进度".to_owned(),
                columns: columns.map(|(name, share)| (name.to_owned(), share)).to_vec(),
                rows: vec![cells(["市商务委", "3", "1"]), TableRow::Across("区县".to_owned())],
            }),
        ],
        attachments: vec!["任务分解表".to_owned()],
        signature: Some(Signature {
            organ: "杭州市推进城市国际化工作领导小组办公室".to_owned(),
            date: "2018年10月15日".to_owned(),
        }),
        imprint: Some(Imprint {
            copied_to: "市委办公厅、市政府办公厅".to_owned(),
            printed_by: "领导小组办公室".to_owned(),
            printed_on: "2018年10月15日印发".to_owned(),
        }),
        ..Paper::default()
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_word_file_has_the_measures_of_the_standard_and_all_that_is_said() {
    let bytes = paper().to_docx().unwrap();
    let document = part(&bytes, "word/document.xml");
    for measure in [
        r#"w:w="11906" w:h="16838""#,
        r#"w:top="2098" w:right="1474" w:bottom="1985" w:left="1588""#,
        r#"w:type="lines" w:linePitch="579""#,
        r#"<w:tblHeader/>"#,
        r#"w:color="C00000"/></w:pBdr>"#,
    ] {
        assert!(document.contains(measure), "{measure}");
    }
    // What a paper says is read back by our own reader of Word files.
    let read = luoshi_document::read("通报.docx", &bytes).unwrap();
    for said in [
        "关于2018年第三季度",
        "一、总体情况",
        "A & B <C>",
        "市商务委",
        "附件：任务分解表",
        "抄送：市委办公厅",
    ] {
        assert!(read.text.contains(said), "{said}: {}", read.text);
    }
    let tables = luoshi_document::word_tables(&bytes).unwrap().unwrap();
    assert_eq!(tables[0][1].iter().map(|it| it.trim()).collect::<Vec<_>>(), ["市商务委", "3", "1"]);
    assert_eq!(bytes, paper().to_docx().unwrap(), "the same paper is the same file");
}

#[test]
fn characters_that_xml_has_no_place_for_are_left_out() {
    let paper = Paper { title: "标\u{0}题\u{b}\u{FFFE}".to_owned(), ..Paper::default() };
    assert!(part(&paper.to_docx().unwrap(), "word/document.xml").contains(">标题<"));
}

/// On a machine without Chinese fonts there is nothing to print with, and nothing to test.
fn fonts() -> Option<Fonts> {
    Fonts::of_this_machine().ok()
}

#[test]
fn what_a_pdf_says_is_read_back() {
    let Some(fonts) = fonts() else { return };
    let mut paper = paper();
    paper.parts.extend(vec![
        Part::Text("各单位要对照年度目标，逐项抓好落实。".repeat(6));
        12
    ]);
    let bytes = paper.to_pdf(&fonts).unwrap();
    let read = luoshi_document::read("通报.pdf", &bytes).unwrap();
    let text: String = read.text.split_whitespace().collect();
    for said in [
        "关于2018年第三季度",
        "现将有关情况通报如下。",
        "一、总体情况",
        "市商务委",
        "逐项抓好落实。各单位要对照年度目标，",
        "附件：任务分解表",
        "2018年10月15日",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(bytes.len() < 200_000, "only what is used of a font: {} bytes", bytes.len());
    assert_eq!(bytes, paper.to_pdf(&fonts).unwrap(), "the same paper is the same file");
}

/// Writes the paper where it can be looked at: `LUOSHI_PAPER=folder cargo test -p luoshi-report paper`.
#[test]
fn the_paper_can_be_looked_at() {
    let Some(folder) = std::env::var_os("LUOSHI_PAPER") else { return };
    let folder = std::path::Path::new(&folder);
    std::fs::write(folder.join("paper.docx"), paper().to_docx().unwrap()).unwrap();
    let Some(fonts) = fonts() else { return };
    let mut paper = paper();
    paper.parts.extend(vec![
        Part::Text("各单位要对照年度目标，逐项抓好落实。".repeat(6));
        12
    ]);
    std::fs::write(folder.join("paper.pdf"), paper.to_pdf(&fonts).unwrap()).unwrap();
}
