use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Reader as _, Xlsx};

use crate::site::on_a_site;

const ORDER: &str = "plan=1&task=t3&title=%E6%9C%BA%E5%9C%BA&basis=%E6%96%87%E4%BB%B6&requirement=%E9%99%90%E6%9C%9F%E6%8A%A5%E9%80%81&addressee=swj&kind=express";

#[tokio::test]
async fn an_order_is_registered_found_issued_by_another_and_printed() {
    on_a_site(async |site| {
        let (office, leader) = (site.sign_in("office").await, site.sign_in("leader").await);
        let form = site.get_as(&office, "/orders/new?plan=1&task=t3").await;
        assert!(!form.all("textarea[name=title]")[0].is_empty(), "the task says what it is about");
        let wrong = format!("{ORDER}&grade=red&ground=slow");
        let refused = site.post(&office, "/orders", &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.all("[role=alert]").len(), 1);
        let sent = site.post(&office, "/orders", &format!("{ORDER}&grade=blue&ground=slow")).await;
        let address = sent.header("location").to_owned();
        assert!(address.starts_with("/orders/"), "{address}");
        let own = site.post(&office, &format!("{address}/issue"), "").await;
        assert_eq!(own.status, StatusCode::CONFLICT);
        let issued = site.post(&leader, &format!("{address}/issue"), "seen=1").await;
        assert_eq!(issued.status, StatusCode::SEE_OTHER);
        let page = site.get_as(&office, &address).await;
        assert_eq!(page.all(".timeline > li").len(), 2);
        assert!(page.all("h1")[0].contains("已交办"), "{:?}", page.all("h1"));
        let list = |query: &'static str| {
            let address = format!("/orders?{query}");
            let (site, office) = (&site, &office);
            async move { site.get_as(office, &address).await.all("tbody tr").len() }
        };
        assert_eq!(list("state=issued&organisation=swj&grade=blue").await, 1);
        assert_eq!(list("state=struck_off").await + list("overdue=1").await, 0);
        assert_eq!(list("plan=1&task=t3").await, 1);
        let sheet = site.get_as(&office, &format!("{address}/sheet")).await;
        assert!(sheet.all(".sheet-facts dd").iter().any(|text| text == "限期报送"));
        let table = site.get_as(&office, "/orders.xlsx").await;
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(table.bytes)).unwrap();
        let rows = book.worksheet_range_at(0).unwrap().unwrap();
        assert!(rows.rows().flatten().any(|cell| *cell == "机场"));
        let card = site.get_as(&office, "/plans/1/tasks/t3").await;
        assert_eq!(card.all(".orders li").len(), 1);
        assert!(
            site.get("/plans/1/tasks/t3").await.all(".orders").is_empty(),
            "no visitor sees it"
        );
    })
    .await;
}
