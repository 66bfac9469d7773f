//! Pages of fixed layout, made here character by character: OFD and PDF.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use luoshi_document::{Document, ReadError, Role, read};

use crate::word::package;

/// A line of text: where it begins, how high its type is.
struct Set<'t> {
    x: f32,
    y: f32,
    size: f32,
    text: &'t str,
}

/// Sets paragraphs as GB/T 9704 does: 28 characters to a line, 22 lines to a page, a number at the foot.
fn pages(paragraphs: &[&str]) -> Vec<Vec<Set<'static>>> {
    let mut lines: Vec<(f32, String)> = Vec::new();
    for paragraph in paragraphs {
        let mut indent = 2;
        let mut rest: Vec<char> = paragraph.chars().collect();
        while !rest.is_empty() {
            let mut end = rest.len().min(28 - indent);
            while rest.get(end).is_some_and(|next| "，。、；：”）》".contains(*next)) {
                end -= 1; // No line begins with a mark.
            }
            lines.push((80.0 + 16.0 * indent as f32, rest.drain(..end).collect()));
            indent = 0;
        }
    }
    let page = |(at, lines): (usize, &[(f32, String)])| {
        let mut page: Vec<Set<'static>> = Vec::new();
        for (row, (x, text)) in lines.iter().enumerate() {
            let text = Box::leak(text.clone().into_boxed_str());
            page.push(Set { x: *x, y: 120.0 + 28.0 * row as f32, size: 16.0, text });
        }
        let number = Box::leak(format!("— {} —", at + 1).into_boxed_str());
        page.push(Set { x: 400.0, y: 790.0, size: 14.0, text: number });
        page.push(Set { x: 80.0, y: 60.0, size: 9.0, text: "市人民政府公报" });
        page
    };
    lines.chunks(22).enumerate().map(page).collect()
}

/// The pages as an OFD document.
fn ofd(pages: &[Vec<Set<'_>>]) -> Vec<u8> {
    let root = "<ofd:OFD xmlns:ofd=\"o\"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
    let list: String = (0..pages.len())
        .map(|at| format!("<ofd:Page ID=\"{at}\" BaseLoc=\"Pages/{at}.xml\"/>"))
        .collect();
    let document = format!(
        "<ofd:Document xmlns:ofd=\"o\"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 595 842</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{list}</ofd:Pages></ofd:Document>"
    );
    let mut parts =
        vec![("OFD.xml".to_owned(), root.to_owned()), ("Doc_0/Document.xml".to_owned(), document)];
    for (at, page) in pages.iter().enumerate() {
        let text: String = page.iter().map(text_object).collect();
        let seal = "<ofd:TextObject Boundary=\"200 300 90 90\" CTM=\"0.7 0.7 -0.7 0.7 0 0\" Size=\"40\"><ofd:TextCode X=\"0\" Y=\"0\">水印</ofd:TextCode></ofd:TextObject>";
        parts.push((
            format!("Doc_0/Pages/{at}.xml"),
            format!("<ofd:Page xmlns:ofd=\"o\"><ofd:Content><ofd:Layer>{text}{seal}</ofd:Layer></ofd:Content></ofd:Page>"),
        ));
    }
    let parts: Vec<(&str, &str)> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    package(&parts)
}

fn text_object(set: &Set<'_>) -> String {
    let Set { x, y, size, text } = set;
    let count = text.chars().count();
    let steps =
        if count > 1 { format!("DeltaX=\"g {} {size}\"", count - 1) } else { String::new() };
    format!(
        "<ofd:TextObject Boundary=\"{x} {} 500 20\" Size=\"{size}\"><ofd:TextCode X=\"0\" Y=\"20\" {steps}>{text}</ofd:TextCode></ofd:TextObject>",
        y - 20.0
    )
}

/// The pages as a PDF with a table that says which character each code is.
fn pdf(pages: &[Vec<Set<'_>>]) -> Vec<u8> {
    pdf_with(pages, "/Encoding /Identity-H /ToUnicode 6 0 R", "Identity")
}

/// The pages as a PDF, its characters coded as in Unicode.
fn pdf_with(pages: &[Vec<Set<'_>>], encoding: &str, ordering: &str) -> Vec<u8> {
    let rows: Vec<String> =
        (0..256).map(|high| format!("<{high:02X}00> <{high:02X}FF> <{high:02X}00>\n")).collect();
    let ranges: String = rows
        .chunks(100)
        .map(|rows| format!("{} beginbfrange\n{}endbfrange\n", rows.len(), rows.concat()))
        .collect();
    let map = format!(
        "/CIDInit /ProcSet findresource begin begincmap /CMapName /U def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{ranges}endcmap end"
    );
    let kids: String = (0..pages.len()).map(|at| format!("{} 0 R ", 7 + 2 * at)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Count {} /Kids [{kids}] >>", pages.len()),
        format!("<< /Type /Font /Subtype /Type0 /BaseFont /F {encoding} /DescendantFonts [4 0 R] >>"),
        format!(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /FontDescriptor 5 0 R /DW 1000 \
             /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> >>"
        ),
        "<< /Type /FontDescriptor /FontName /F /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>".into(),
        stream(&map),
    ];
    for (at, page) in pages.iter().enumerate() {
        let content = 8 + 2 * at;
        objects.push(format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents {content} 0 R >>"));
        let lines: String = page.iter().map(show).collect();
        objects.push(stream(&lines));
    }
    file(&objects)
}

fn show(set: &Set<'_>) -> String {
    let codes: String = set.text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("BT /F {} Tf {} {} Td <{codes}> Tj ET\n", set.size, set.x, 842.0 - set.y)
}

fn stream(text: &str) -> String {
    format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len())
}

fn file(objects: &[String]) -> Vec<u8> {
    let mut text = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(text.len());
        text.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let start = text.len();
    text.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        text.push_str(&format!("{place:010} 00000 n \n"));
    }
    let size = objects.len() + 1;
    text.push_str(&format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"));
    text.into_bytes()
}

const SEED: &str = include_str!("../../../../examples/hangzhou-2018/document.txt");

const PLAN: &[&str] = &[
    "关于加快综合交通发展的意见",
    "为全面提升对外开放水平，加快建设综合交通体系，形成辐射全国、联通世界的开放格局，现就有关事项提出如下意见。",
    "一、总体要求",
    "（一）指导思想。坚持以人民为中心的发展思想，统筹国内国际两个大局，着力推动基础设施互联互通，努力建设现代化综合交通枢纽城市。",
    "（二）主要目标。到2020年，旅客吞吐量达到4600万人次，货邮吞吐量达到60万吨，国际及地区通航点达到50个以上，形成四通八达的航线网络。",
    "二、重点任务",
    "（三）扩建航站楼。按照适度超前的原则，加快推进航站楼、跑道和综合交通中心建设，完善集疏运体系，提高中转效率和服务能力，打造智慧机场。",
    "（四）增加国际航线。加强与重点城市的联系，支持航空公司开辟洲际航线，增加航班频次，对新开通的国际直达航线给予支持。",
    "三、组织实施",
    "（五）加强领导。建立工作协调机制，明确责任分工，定期研究解决重大问题，确保各项任务落到实处。",
    "（六）强化考核。把任务完成情况纳入年度考核，每季度开展一次督查，对工作不力的予以通报。",
    "市人民政府",
    "2018年7月30日",
];

fn headings(document: &Document) -> Vec<(&str, Option<&str>)> {
    let provisions = document.provisions.iter();
    provisions.map(|found| (found.eid.as_str(), found.heading.as_deref())).collect()
}

#[test]
fn printed_pages_give_the_document_that_was_printed() {
    let wanted = read("plan.txt", PLAN.join("\n").as_bytes()).unwrap();
    let pages = pages(PLAN);
    assert!(pages.len() > 1, "a sentence goes on over the page");
    for (name, bytes) in [("plan.ofd", ofd(&pages)), ("plan.pdf", pdf(&pages))] {
        let document = read(name, &bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(document.text.trim_end(), PLAN.join("\n"), "{name}");
        assert_eq!(document.meta, wanted.meta, "{name}");
        assert_eq!(headings(&document), headings(&wanted), "{name}");
    }
}

/// The paragraphs of the Hangzhou document, whole again.
fn seed() -> Vec<String> {
    let document = read("seed.txt", SEED.as_bytes()).expect("the seed is text");
    let mut paragraphs: Vec<String> = Vec::new();
    for block in &document.blocks {
        match paragraphs.last_mut() {
            Some(open) if block.run_in => open.push_str(block.text.as_str()),
            _ => paragraphs.push(block.text.as_str().to_owned()),
        }
    }
    paragraphs
}

#[test]
fn one_document_in_five_formats_is_one_document() {
    let paragraphs = seed();
    let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
    let wanted = read("seed.txt", paragraphs.join("\n").as_bytes()).unwrap();
    let pages = pages(&paragraphs);
    let html: String = paragraphs.iter().map(|text| format!("<p>{text}</p>\n")).collect();
    let html = format!("<html><body><div>{html}</div></body></html>");
    let word: String =
        paragraphs.iter().map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")).collect();
    let word = format!("<w:document xmlns:w=\"w\"><w:body>{word}</w:body></w:document>");
    let files = [
        ("seed.ofd", ofd(&pages)),
        ("seed.pdf", pdf(&pages)),
        ("seed.html", html.into_bytes()),
        ("seed.docx", package(&[("word/document.xml", &word)])),
    ];
    for (name, bytes) in files {
        let document = read(name, &bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(headings(&document), headings(&wanted), "{name}");
        assert_eq!(document.meta, wanted.meta, "{name}");
    }
}

#[test]
fn a_pdf_that_names_a_chinese_character_set_needs_no_table_and_no_type() {
    let bytes = pdf_with(&pages(PLAN), "/Encoding /UniGB-UCS2-H", "GB1");
    let document = read("plan.pdf", &bytes).unwrap();
    assert_eq!(document.text.trim_end(), PLAN.join("\n"));
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left = ["综合交通体系的建设要始终", "坚持适度超前的基本原则和", "统筹铁路公路以及机场发展"];
    let right =
        ["数字基础设施的建设要做到", "全面覆盖高速泛在并且加快", "新一代网络部署和提升服务"];
    let mut page =
        vec![Set { x: 200.0, y: 90.0, size: 16.0, text: "关于建设基础设施的通知" }];
    for row in 0..12 {
        let y = 130.0 + 24.0 * row as f32;
        page.push(Set { x: 80.0, y, size: 16.0, text: left[row % 3] });
        page.push(Set { x: 304.0, y, size: 16.0, text: right[row % 3] });
    }
    let document = read("columns.pdf", &pdf(&[page])).unwrap();
    assert!(document.text.contains(&left.concat()), "{}", document.text);
    assert!(document.text.contains(&right.concat()), "{}", document.text);
}

#[test]
fn rows_with_wide_gaps_are_a_table() {
    let mut page = vec![Set { x: 200.0, y: 90.0, size: 16.0, text: "关于任务分解的通知" }];
    let rows = [
        ("任务", "责任单位"),
        ("扩建航站楼", "市交通局"),
        ("增加航线", "市商务局"),
        ("加强宣传", "市委宣传部"),
    ];
    for (row, (task, organ)) in rows.into_iter().enumerate() {
        let y = 130.0 + 24.0 * row as f32;
        page.push(Set { x: 80.0, y, size: 16.0, text: task });
        page.push(Set { x: 300.0, y, size: 16.0, text: organ });
    }
    let document = read("table.pdf", &pdf(&[page])).unwrap();
    let rows = document.blocks.iter().filter(|block| block.role == Role::Table).count();
    assert_eq!(rows, 4);
    assert!(document.text.contains("扩建航站楼\t市交通局\n"));
}

#[test]
fn pictures_alone_are_said_to_be_pictures() {
    let empty = pdf(&[Vec::new()]);
    assert_eq!(read("scan.pdf", &empty).unwrap_err(), ReadError::NoText);
    let empty = ofd(&[]);
    assert_eq!(read("scan.ofd", &empty).unwrap_err(), ReadError::NoText);
}

#[test]
fn what_unpacks_to_more_than_any_document_is_refused() {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..300 {
        packed.write_all(&blanks).unwrap();
    }
    let once = packed.finish().unwrap();
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&once).unwrap();
    for stream in [once, packed.finish().unwrap()] {
        let bytes = [&b"%PDF-1.7\n4 0 obj <<>> stream\r\n"[..], &stream, b"\nendstream"].concat();
        assert!(bytes.len() < 1 << 20);
        assert_eq!(read("bomb.pdf", &bytes).unwrap_err(), ReadError::TooLarge);
    }
}

#[test]
fn damaged_files_are_refused() {
    assert_eq!(read("cut.pdf", b"%PDF-1.7\n").unwrap_err(), ReadError::Broken("PDF"));
    let whole = pdf(&pages(PLAN));
    for cut in (0..whole.len()).step_by(whole.len() / 97) {
        let _ = read("cut.pdf", &whole[..cut]); // Whatever comes, it comes back.
    }
    let missing = package(&[("OFD.xml", "<ofd:OFD/>")]);
    assert_eq!(read("missing.ofd", &missing).unwrap_err(), ReadError::Broken("OFD"));
}

#[test]
fn a_drawing_within_itself_is_drawn_once() {
    let entry = "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>";
    let document = "<Document><CommonData><TemplatePage ID=\"1\" BaseLoc=\"T.xml\"/></CommonData><Pages><Page ID=\"2\" BaseLoc=\"P.xml\"/></Pages></Document>";
    let text = "<TextObject Boundary=\"20 100 150 20\" Size=\"5\"><TextCode X=\"0\" Y=\"4\" DeltaX=\"g 4294967295 5\">关于工作的通知</TextCode></TextObject>";
    let template = format!("<Page>{text}{}</Page>", "<Template TemplateID=\"1\"/>".repeat(50));
    let page = "<Page><Template TemplateID=\"1\"/></Page>";
    let parts =
        [("OFD.xml", entry), ("D.xml", document), ("T.xml", template.as_str()), ("P.xml", page)];
    assert_eq!(read("a.ofd", &package(&parts)).unwrap().text, "关于工作的通知\n");
}
