use proptest::prelude::*;

use super::fonts::Role;
use super::layout::{Sheet, Text, set};
use super::lines::{lines, may_not_begin, may_not_end, title_lines, width};
use crate::{Imprint, Letterhead, Paper, Part, Signature, Table, TableRow};

/// Characters as wide as in most fonts, so that these tests need none.
fn widths(_: Role, c: char) -> f32 {
    if c.is_ascii() { 0.5 } else { 1.0 }
}

fn said(text: &Text) -> String {
    text.line.iter().map(|it| it.0).collect()
}

fn texts(sheet: &Sheet, size: f32) -> Vec<&Text> {
    sheet.texts.iter().filter(|it| it.style.size == size).collect()
}

fn plain(parts: Vec<Part>) -> Paper {
    Paper { parts, ..Paper::default() }
}

#[test]
fn a_full_sheet_has_22_lines_of_28_characters() {
    let sheets = set(&plain(vec![Part::Text("国".repeat(2000))]), &widths);
    let area = crate::Format::Upright.area();
    let lines = texts(&sheets[1], 16.0);
    assert_eq!(lines.len(), 22);
    for (at, text) in lines.iter().enumerate() {
        assert_eq!(text.line.len(), 28);
        assert!((text.x - area.left).abs() < 0.01);
        assert!((width(&text.line) - area.width).abs() < 0.1, "28 characters fill the line");
        let below = text.baseline - lines[0].baseline;
        assert!((below - at as f32 * area.height / 22.0).abs() < 0.05);
    }
    assert_eq!(said(sheets[1].texts.last().unwrap()), "— 2 —");
    assert_eq!(texts(&sheets[0], 16.0)[0].line.len(), 26, "a paragraph begins two characters in");
}

#[test]
fn a_table_over_two_sheets_has_its_head_on_both() {
    let row = |at: usize| TableRow::Cells(vec![format!("单位{at}"), "3".to_owned()]);
    let columns = vec![("责任单位".to_owned(), 2), ("绿灯".to_owned(), 1)];
    let table = Table { caption: String::new(), columns, rows: (0..50).map(row).collect() };
    let sheets = set(&plain(vec![Part::Table(table)]), &widths);
    assert_eq!(sheets.len(), 2);
    for sheet in &sheets {
        assert_eq!(said(texts(sheet, 10.5)[0]), "责任单位");
    }
    let rows: usize = sheets.iter().map(|it| texts(it, 10.5).len() / 2 - 1).sum();
    assert_eq!(rows, 50, "no row is lost or comes twice");
}

#[test]
fn a_heading_never_stands_alone_at_the_foot() {
    for before in 0..60 {
        let mut parts = vec![Part::Text("国".to_owned()); before];
        parts.extend([Part::Heading(1, "总体情况".to_owned()), Part::Text("下文".to_owned())]);
        let sheets = set(&plain(parts), &widths);
        let of = |text: &str| {
            sheets.iter().position(|it| it.texts.iter().any(|it| said(it).contains(text))).unwrap()
        };
        assert_eq!(of("总体情况"), of("下文"), "after {before} lines");
    }
}

#[test]
fn a_title_breaks_where_words_end() {
    let title = "关于2018年第三季度全面提升城市国际化水平重点任务推进情况的通报";
    let placed: Vec<_> = title.chars().map(|c| (c, 22.0 * widths(Role::Title, c))).collect();
    let lines = title_lines(&placed, 410.0);
    let lines: Vec<String> = lines.iter().map(|it| it.iter().map(|it| it.0).collect()).collect();
    assert_eq!(lines, ["关于2018年第三季度全面提升城市", "国际化水平重点任务推进情况的通报"]);
}

fn official() -> Paper {
    let of = str::to_owned;
    Paper {
        letterhead: Some(Letterhead {
            issuer: of("某市推进办公室文件"),
            number: of("某推办〔2018〕3号"),
        }),
        title: of("关于第三季度重点任务推进情况的通报"),
        addressees: of("各区人民政府"),
        parts: vec![Part::Text(of("现将有关情况通报如下。"))],
        signature: Some(Signature {
            organ: of("某市推进办公室"), date: of("2018年10月15日")
        }),
        imprint: Some(Imprint {
            copied_to: of("市委办公厅"),
            printed_by: of("某市推进办公室"),
            printed_on: of("2018年10月15日印发"),
        }),
        ..Paper::default()
    }
}

#[test]
fn the_imprint_stands_at_the_foot_of_the_last_sheet() {
    let area = crate::Format::Upright.area();
    for more in 0..30 {
        let mut paper = official();
        paper.parts.extend(vec![Part::Text("国".to_owned()); more]);
        let sheets = set(&paper, &widths);
        let last = sheets.last().unwrap();
        let foot = last.rules.iter().map(|it| it.y).fold(0.0, f32::max);
        assert!((foot - area.top - area.height).abs() < 0.01);
        let imprint = last.texts.iter().find(|it| said(it).starts_with("抄送：")).unwrap();
        let above = last.texts.iter().filter(|it| it.style.size == 16.0);
        assert!(above.into_iter().all(|it| it.baseline < imprint.baseline - 16.0), "{more}");
    }
}

/// Chinese text with marks, numbers and words, no more than three marks behind one another.
fn prose() -> impl Strategy<Value = String> {
    let piece = "[国市任务推进，。；：、]{0,1}[国市任务推进]{1,12}(（[国市]{1,4}）|“[国市]{1,4}”|《[国市]{1,6}》)?[，。；！？]?|[0-9]{1,6}(\\.[0-9]{1,2})?%?|[a-z]{1,12} ";
    prop::collection::vec(piece, 0..40).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lines_hold_what_was_said_within_the_width_and_by_the_rules(text in prose(), indent in 0_u8..3) {
        let indent = f32::from(indent) * 16.0;
        let placed: Vec<_> = text.chars().map(|c| (c, 16.0 * widths(Role::Text, c))).collect();
        let lines = lines(&placed, indent, 448.0);
        for (at, line) in lines.iter().enumerate() {
            let room = if at == 0 { 448.0 - indent } else { 448.0 };
            prop_assert!(width(line) <= room + 0.1);
            prop_assert!(at == 0 || !may_not_begin(line[0].0), "{:?}", line);
            prop_assert!(at + 1 == lines.len() || !may_not_end(line[line.len() - 1].0), "{:?}", line);
        }
        let kept: String = lines.iter().flatten().map(|it| it.0).filter(|it| *it != ' ').collect();
        prop_assert_eq!(kept, text.replace(' ', ""));
    }

    #[test]
    fn nothing_stands_outside_the_type_area(title in "[国市任务推进的，]{1,50}", text in prose(), cell in prose()) {
        let columns = vec![("单位".to_owned(), 1), ("情况".to_owned(), 3)];
        let rows = vec![TableRow::Cells(vec!["市".to_owned(), cell]); 3];
        let table = Table { caption: String::new(), columns, rows };
        let parts = vec![Part::Heading(1, text.clone()), Part::Text(text), Part::Table(table)];
        let paper = Paper { title, parts, ..official() };
        let area = crate::Format::Upright.area();
        for sheet in set(&paper, &widths) {
            for text in sheet.texts {
                prop_assert!(text.x >= area.left - 0.1, "{}", said(&text));
                prop_assert!(text.x + width(&text.line) <= area.left + area.width + 0.1, "{}", said(&text));
                prop_assert!(text.baseline > area.top);
                let number = said(&text).starts_with('—');
                prop_assert!(number || text.baseline <= area.top + area.height, "{}", said(&text));
            }
        }
    }
}
