//! The task table goes out, comes back, and changes what was changed in it.

use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Data, Reader as _, Xlsx};

use crate::site::{Answer, Site, on_a_site};
use crate::uploads::upload_to;

const TABLE: &str = "/plans/1/task-table";

/// Sends a table back; the page that says what it changes.
async fn send(site: &Site, cookie: &str, name: &str, bytes: &[u8]) -> (String, Answer) {
    let sent = upload_to(site, TABLE, cookie, name, bytes).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let address = sent.header("location").to_owned();
    let page = site.get_as(cookie, &address).await;
    (address, page)
}

/// The spreadsheet with texts put in place of others.
fn edited(bytes: Vec<u8>, change: impl Fn(usize, &mut Vec<String>)) -> Vec<u8> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let rows: Vec<Vec<String>> =
        range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
    let mut out = rust_xlsxwriter::Workbook::new();
    let sheet = out.add_worksheet();
    for (at, mut row) in rows.into_iter().enumerate() {
        change(at, &mut row);
        for (column, text) in row.iter().enumerate() {
            sheet.write_string(at as u32, column as u16, text).unwrap();
        }
    }
    out.save_to_buffer().unwrap()
}

#[tokio::test]
async fn a_table_that_was_not_touched_changes_nothing() {
    on_a_site(async |site| {
        let office = site.sign_in("office").await;
        site.post(&office, "/plans/1/assign", "provision=&lead=swj").await;
        for file in ["tasks.xlsx", "tasks.docx"] {
            let out = site.get_as(&office, &format!("/plans/1/{file}")).await;
            assert_eq!(out.status, StatusCode::OK);
            let (address, page) = send(&site, &office, file, &out.bytes).await;
            assert!(page.all("#table-trial tbody tr").is_empty(), "{file}: {}", page.text());
            assert_ne!(page.all(".figures dd")[0], "0", "{file}: rows are matched");
            let applied = site.post(&office, &address, "").await;
            assert_eq!(applied.all(".figures dd")[1], "0", "{file}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_changed_table_shows_what_it_changes_and_is_taken_as_a_whole() {
    on_a_site(async |site| {
        let office = site.sign_in("office").await;
        let out = site.get_as(&office, "/plans/1/tasks.xlsx").await.bytes;
        let of = |number: &'static str, column: usize, text: &'static str| {
            move |_: usize, row: &mut Vec<String>| {
                if row[0] == number {
                    row[column] = text.to_owned();
                }
            }
        };
        let wrong = edited(out.clone(), |at, row| {
            of("t3", 4, "很快")(at, row);
            of("t4", 7, "火星管委会")(at, row);
        });
        let (address, page) = send(&site, &office, "a.xlsx", &wrong).await;
        let faults = page.all("table.faults tbody tr");
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[0].contains("时限") && faults[0].contains("很快"), "{faults:?}");
        assert!(faults[1].contains("牵头单位") && faults[1].contains("火星管委会"), "{faults:?}");
        let refused = site.post(&office, &address, "").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

        let right = edited(out, |at, row| {
            of("t3", 4, "2018年12月底")(at, row);
            of("t3", 7, "swj")(at, row);
            of("t3", 10, "陈某")(at, row);
            of("t3", 1, "")(at, row);
        });
        let (address, page) = send(&site, &office, "b.xlsx", &right).await;
        assert_eq!(page.all("table.changes ins"), ["2018-12", "市商务局", "陈某"]);
        let visitor = site.get("/plans/1/task-table").await;
        assert!(visitor.header("location").starts_with("/sign-in"));
        assert_eq!(site.post(&office, &address, "").await.status, StatusCode::OK);
        let card = site.get("/plans/1/tasks/t3").await.text();
        assert!(card.contains("市商务局") && card.contains("2018年12月"), "{card}");
        let again = site.post(&office, &address, "").await;
        assert_eq!(again.all(".figures dd")[1], "0", "taken twice it changes nothing more");
    })
    .await;
}
