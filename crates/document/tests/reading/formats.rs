//! The same document in other formats.

use luoshi_document::{Document, ReadError, Role, read};

const ARTICLE: &str = "\
<p style=\"text-align:center\">市人民政府关于加快发展的通知</p><p>市政〔2018〕1号</p><p>各区人民政府：</p>\
<p>　　现就有关事项通知如下，请认真\n贯彻执行。</p><p>　　一、总体要求</p>\
<p>　　（一）加快建设。扩建航站楼，增加航线，提高<b>服务</b>能力，形成辐射全国的航线网络。<br>　　（二）深化改革。优化服务。</p>\
<table><tr><td>任务</td><td>责任单位</td></tr><tr><td>1.扩建航站楼</td><td>市交通局</td></tr></table>\
<p>　　市人民政府</p><p>2018年7月30日</p>";

fn page(article: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>通知_市政府</title><style>p{{}}</style></head><body>\
         <nav><ul><li><a href=\"/\">首页</a></li><li><a href=\"/zw\">政务公开</a></li></ul></nav>\
         <div class=\"crumbs\">当前位置：<a href=\"/\">首页</a> &gt; <a>文件</a></div>\
         <div class=\"main\"><div class=\"side\"><a>一、热点</a><a>二、专题</a></div>\
         <div class=\"article\"><table><tr><td>{article}</td></tr></table></div></div>\
         <div class=\"foot\"><a>网站地图</a> 主办单位：市政府办公室 京ICP备1号</div>\
         <script>var a = '一、脚本';</script></body></html>"
    )
}

fn outline(document: &Document) -> Vec<(String, Option<String>)> {
    let provisions = document.provisions.iter();
    provisions.map(|provision| (provision.eid.clone(), provision.heading.clone())).collect()
}

#[test]
fn an_article_is_found_among_navigation() {
    let document = read("page.html", page(ARTICLE).as_bytes()).unwrap();
    assert_eq!(document.meta.title, "市人民政府关于加快发展的通知");
    assert_eq!(document.meta.number.as_deref(), Some("市政〔2018〕1号"));
    assert_eq!(document.meta.addressees, ["各区人民政府"]);
    assert_eq!(document.meta.written_on.unwrap().to_string(), "2018-07-30");
    let wanted =
        [("chp_1", "总体要求"), ("chp_1__art_1", "加快建设"), ("chp_1__art_2", "深化改革")];
    let wanted = wanted.map(|(eid, heading)| (eid.to_owned(), Some(heading.to_owned())));
    assert_eq!(outline(&document), wanted);
    assert!(document.text.contains("请认真 贯彻执行。") && !document.text.contains("脚本"));
}

#[test]
fn rows_of_a_table_are_data() {
    let document = read("page.html", page(ARTICLE).as_bytes()).unwrap();
    let rows: Vec<&str> = document
        .blocks
        .iter()
        .filter(|block| block.role == Role::Table)
        .map(|block| block.text.as_str())
        .collect();
    assert_eq!(rows, ["任务 责任单位", "1.扩建航站楼 市交通局"]);
    assert!(document.text.contains("任务\t责任单位\n"));
}

#[test]
fn a_page_names_its_encoding() {
    let text = page(ARTICLE).replace("utf-8", "gb2312");
    let (bytes, _, _) = encoding_rs::GBK.encode(&text);
    let document = read("page.html", &bytes).unwrap();
    assert_eq!(document.meta.title, "市人民政府关于加快发展的通知");
}

#[test]
fn pages_without_text_or_without_end_are_no_trouble() {
    let empty = read("page.html", b"<html><body><script>1</script></body></html>");
    assert_eq!(empty.unwrap_err(), ReadError::Empty);
    let deep = format!("<html><body>{}一、总体要求", "<div>".repeat(20_000));
    assert_eq!(read("deep.html", deep.as_bytes()).unwrap().provisions.len(), 1);
    let entities = format!(
        "<!DOCTYPE html [<!ENTITY a \"&a;&a;\">]><html><body>{}</body></html>",
        "&a;".repeat(1000)
    );
    assert!(read("bomb.html", entities.as_bytes()).is_ok());
}
