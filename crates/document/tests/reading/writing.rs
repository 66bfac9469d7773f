//! Documents written out.

use luoshi_document::{Document, read, write};

const NOTICE: &str = "市人民政府文件\n\n市政〔2018〕1号\n\n市人民政府关于<开放>的通知\n\n各区人民政府：\n\n\
现通知如下。\n\n一、总体要求\n\n坚持“以人为本” & 创新。\n\n（一）加快建设。扩建航站楼。\n\n1.扩建航站楼，增加航线，提高能力；\n\n\
（二）深化改革。优化服务。\n\n专栏1 主要指标\n\n旅客吞吐量\n\n二、组织实施\n\n市人民政府\n\n2018年7月30日\n";

fn notice() -> Document {
    read("notice.txt", NOTICE.as_bytes()).expect("the notice is text")
}

#[test]
fn akoma_ntoso_holds_text_or_provisions() {
    insta::assert_snapshot!(write::akn(&notice()));
}

#[test]
fn a_page_reads_like_paper() {
    let page = write::html(&notice());
    let main = page.split_once("<main>").unwrap().1;
    insta::assert_snapshot!(main);
}

#[test]
fn a_tree_shows_addresses() {
    insta::assert_snapshot!(write::tree(&notice()));
}

#[test]
fn text_is_as_it_was() {
    assert_eq!(write::text(&notice()), NOTICE);
}

#[test]
fn characters_that_xml_cannot_hold_are_left_out() {
    let text = "通知\n\n一、a\u{1}b\u{FFFE}c\u{B}d<&\"'。\n";
    let akn = write::akn(&read("x.txt", text.as_bytes()).unwrap());
    assert!(akn.contains("abc"), "{akn}");
    assert!(!akn.contains(['\u{1}', '\u{FFFE}', '\u{B}']));
}
