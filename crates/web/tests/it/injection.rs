//! What comes in as text goes out as text: no formula, no markup, no path, no statement.

use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Reader as _, Xlsx};

use crate::site::{Site, on_a_site};
use crate::uploads::{publish, upload};

const TEXT: &str = "关于办好活动的通知\n\n一、总体要求\n\n（一）=HYPERLINK(\"http://evil.example\",\"点\")。=1+1办好活动。\
                    <script>alert(1)</script>建设场馆3个，培育品牌。'; DROP TABLE task; --推进合作。\n";

/// The office imports a document that tries everything; the plan it becomes.
async fn import(site: &Site, office: &str, name: &str) -> String {
    upload(site, office, name, TEXT.as_bytes()).await;
    let words = "kind=task&words=%3D1%2B1%E5%8A%9E%E5%A5%BD%E6%B4%BB%E5%8A%A8";
    site.post(office, "/intakes/1/items", words).await;
    publish(site, office, 1).await
}

#[tokio::test]
async fn a_spreadsheet_and_the_pages_hold_text_and_no_formula_or_markup() {
    on_a_site(async |site| {
        let office = site.sign_in("office").await;
        import(&site, &office, "a.txt").await;
        let sheet = site.get_as(&office, "/plans/2/tasks.xlsx").await;
        assert_eq!(sheet.status, StatusCode::OK);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(sheet.bytes)).unwrap();
        let first = book.worksheet_range_at(0).unwrap().unwrap();
        let begins =
            |text: &str| first.used_cells().any(|cell| cell.2.to_string().starts_with(text));
        assert!(begins("=HYPERLINK") || begins("=1+1"), "the sheet holds what was tried");
        for name in book.sheet_names() {
            let formulas = book.worksheet_formula(&name).unwrap();
            let found: Vec<_> = formulas.used_cells().filter(|cell| !cell.2.is_empty()).collect();
            assert!(found.is_empty(), "{found:?}");
        }
        for page in ["/plans/2", "/plans/2/document", "/plans/2/tasks", "/plans/2/audit"] {
            let page = site.get_as(&office, page).await;
            assert!(!page.text().contains("<script>alert"), "markup stays text");
        }
        let tasks = site.get_as(&office, "/plans/2/tasks?words=%27%3B+DROP+TABLE+task%3B+--").await;
        assert_eq!(tasks.status, StatusCode::OK, "the table of tasks is still there");
    })
    .await;
}

#[tokio::test]
async fn no_name_and_no_address_leads_out_of_its_folder() {
    on_a_site(async |site| {
        let office = site.sign_in("office").await;
        import(&site, &office, "../../etc/passwd.txt").await;
        let source = site.get_as(&office, "/plans/2/source").await;
        let name = source.header("content-disposition");
        assert!(name.ends_with("''passwd%2Etxt"), "{name}");
        for address in [
            "/assets/x/../../../Cargo.toml",
            "/assets/x/..%2f..%2fCargo.toml",
            "/assets/x/%2e%2e%2fluoshi.css",
            "/assets//etc/passwd",
            "/plans/2/tasks/..%2f..%2fusers",
            "/plans/2/tasks/t1/evidence/..%2f..%2f..%2fetc%2fpasswd",
            "/audit/..%2f1/proof",
        ] {
            let status = site.get_as(&office, address).await.status;
            assert!(status.is_client_error(), "{address}: {status}");
        }
        for next in
            ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
        {
            let answer = site.get(&format!("/language/en?next={next}")).await;
            assert_eq!(answer.header("location"), "/", "{next}");
        }
    })
    .await;
}
