//! What goes out as a spreadsheet comes back the same.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use luoshi_report::{ColumnKind, Group, Sheet, SheetColumn};

fn read_back(sheet: &Sheet) -> Vec<Vec<Data>> {
    let bytes = sheet.to_xlsx().unwrap();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

fn sheet(rows: Vec<Vec<String>>) -> Sheet {
    let columns = ["序号", "任务"].map(|name| SheetColumn {
        name: name.to_owned(),
        width: 20,
        kind: ColumnKind::Text,
    });
    let groups = vec![Group { heading: "三、建设亚太门户枢纽".to_owned(), rows }];
    let (name, title, note) = ("任务分解表".into(), "标题".into(), "说明".into());
    Sheet { name, title, note, columns: columns.to_vec(), groups }
}

#[test]
fn rows_come_back_under_their_heading() {
    let rows = read_back(&sheet(vec![vec!["t1".into(), "扩建国际航站楼".into()]]));
    let texts: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(texts[2], ["序号", "任务"]);
    assert_eq!(texts[3][0], "三、建设亚太门户枢纽");
    assert_eq!(texts[4], ["t1", "扩建国际航站楼"]);
}

#[test]
fn a_text_that_looks_like_a_formula_stays_a_text() {
    for evil in ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"] {
        let rows = read_back(&sheet(vec![vec![evil.into(), "x".into()]]));
        assert_eq!(rows[4][0], Data::String(evil.into()));
    }
}

#[test]
fn a_text_longer_than_a_cell_is_cut_and_says_so() {
    let rows = read_back(&sheet(vec![vec!["落".repeat(40_000), "x".into()]]));
    let text = rows[4][0].to_string();
    assert_eq!(text.chars().count(), 32_767);
    assert!(text.ends_with('…'));
}
