//! What people hand in by mistake, and what would break a careless reader.

use luoshi_document::{ReadError, read};

use super::holds::holds_together;

const NOTICE: &str = "关于开展工作的通知\n\n各区人民政府：\n\n一、总体要求\n\n（一）加快建设。扩建航站楼。\n\n市人民政府\n\n2018年7月30日\n";

#[test]
fn nothing_is_no_document() {
    for bytes in [&b""[..], b"   \n\t\n", "\u{FEFF}\u{3000}".as_bytes()] {
        assert_eq!(read("empty.txt", bytes).unwrap_err(), ReadError::Empty);
    }
}

#[test]
fn every_encoding_gives_the_same_document() {
    let wanted = read("notice.txt", NOTICE.as_bytes()).unwrap();
    let (gb18030, _, _) = encoding_rs::GB18030.encode(NOTICE);
    let little: Vec<u8> = NOTICE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = NOTICE.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let with_mark = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    let encoded = [
        ("UTF-8 with a mark", with_mark(b"\xEF\xBB\xBF", NOTICE.as_bytes())),
        ("GB18030", gb18030.into_owned()),
        ("UTF-16 LE", little.clone()),
        ("UTF-16 BE", big.clone()),
        ("UTF-16 LE with a mark", with_mark(b"\xFF\xFE", &little)),
        ("UTF-16 BE with a mark", with_mark(b"\xFE\xFF", &big)),
        ("other line ends", NOTICE.replace('\n', "\r").into_bytes()),
    ];
    for (name, bytes) in encoded {
        let document = read("notice.txt", &bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(document.meta, wanted.meta, "{name}");
        assert_eq!(document.provisions, wanted.provisions, "{name}");
    }
}

#[test]
fn a_cut_character_at_the_end_loses_that_character_only() {
    let long = NOTICE.repeat(40);
    let cut = &long.as_bytes()[..long.len() - 2];
    let document = read("cut.txt", cut).unwrap();
    assert_eq!(document.meta.title, "关于开展工作的通知");
}

#[test]
fn other_formats_are_named() {
    let office = read("old.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more").unwrap_err();
    assert!(office.to_string().contains("Word 97"), "{office}");
    let picture = read("scan.jpg", b"\xFF\xD8\xFF\xE0 and more").unwrap_err();
    assert!(picture.to_string().contains("JPEG"), "{picture}");
    let noise: Vec<u8> =
        (0..4096_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert_eq!(read("noise.txt", &noise).unwrap_err(), ReadError::NotText);
}

#[test]
fn fifty_megabytes_of_one_line_are_one_paragraph() {
    let text = "加快建设综合交通体系，".repeat(50_000_000 / 33);
    let document = read("line.txt", text.as_bytes()).unwrap();
    assert_eq!(document.blocks.len(), 1);
    assert!(document.provisions.is_empty());
}

#[test]
fn a_long_paragraph_of_short_lines_is_joined_in_linear_time() {
    let text = format!("关于工作的通知\n\n{}", "加快建设，\n".repeat(1_000_000));
    let document = read("lines.txt", text.as_bytes()).unwrap();
    assert_eq!(document.blocks.len(), 2);
}

#[test]
fn labels_without_end_in_one_line_are_read() {
    let items: String = (1..=20_000).map(|at| format!("{at}.做好工作；")).collect();
    let document = read("items.txt", format!("要点\n\n{items}").as_bytes()).unwrap();
    assert!(document.provisions.len() >= 199);
}

#[test]
fn ten_thousand_numbered_lines_are_ten_thousand_provisions() {
    let lines: String =
        (1..=9_999).map(|at| format!("第{at}条 各部门应当按照职责做好工作。\n")).collect();
    let document = read("statute.txt", format!("某条例\n\n{lines}").as_bytes()).unwrap();
    assert_eq!(document.provisions.len(), 9_999);
}

#[test]
fn numbering_that_only_begins_does_not_nest_without_end() {
    let text = format!("要点\n\n{}", "一、\n（一）\n1.\n（1）\n①\n1)\na)\n".repeat(2_000));
    let document = read("deep.txt", text.as_bytes()).unwrap();
    assert!(document.provisions.len() >= 2_000);
    let longest = document.provisions.iter().map(|provision| provision.eid.len()).max();
    assert!(longest.unwrap() < 200);
}

#[test]
fn lines_of_marks_alone_are_no_paragraphs() {
    let text = "关于工作的通知\n\n抓好落实。\n\n******\n\n** ** `\n\n加强领导。\n";
    let document = read("marks.txt", text.as_bytes()).unwrap();
    holds_together(&document);
    assert_eq!(document.blocks.len(), 3);
}

#[test]
fn open_brackets_without_end_are_read() {
    for mark in ["《", "（", "“", "第", "一", "附件", "1.", "【"] {
        let text = format!("关于工作的通知\n\n{}", mark.repeat(100_000));
        assert!(read("marks.txt", text.as_bytes()).is_ok(), "{mark}");
    }
}
