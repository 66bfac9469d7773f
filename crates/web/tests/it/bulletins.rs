//! A bulletin is composed, edited, published by somebody else, and read by everybody.

use axum::http::StatusCode;
use luoshi_service::{FirstPassword, Grant, NewUser, Role, create_user, grant_role};
use luoshi_store::testing::on_both_databases;

use crate::permissions::{issue, prepare};
use crate::site::{PASSWORD, Site, operator};

const PAGE: &str = "/plans/1/bulletins/2018-Q3";

#[tokio::test]
async fn a_bulletin_goes_from_figures_to_the_public_through_two_hands() {
    on_both_databases(async |database| {
        let cx = operator(&database.store, "330100");
        prepare(&cx).await;
        issue(&cx).await;
        for name in ["li", "wu"] {
            let user = NewUser { display_name: name.into(), name: name.into(), organisation: None };
            create_user(&cx, &user, FirstPassword::Lasting(PASSWORD)).await.unwrap();
            let from = jiff::civil::date(2018, 1, 1);
            let grant = Grant { role: Role::Office, organisation: None, from, until: None };
            grant_role(&cx, name, &grant).await.unwrap();
        }
        let site = Site::over(&database.store, "330100");
        let page = PAGE.replace("/1/", "/2/");
        let (li, wu) = (site.sign_in("li").await, site.sign_in("wu").await);
        let composed = site.post(&li, "/plans/2/bulletins", "period=2018-Q3").await;
        assert_eq!(composed.header("location"), format!("{page}/edit"), "{}", composed.text());
        let edit = site.get_as(&li, &format!("{page}/edit")).await;
        assert!(edit.text().contains("text-practice"));
        let form = "seen=1&title=T%20X&text-next=%E8%AF%B7%E6%8A%93%E7%B4%A7&act=refresh";
        let saved = site.post(&li, &format!("{page}/edit"), form).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        let again = site.post(&li, &format!("{page}/edit"), "seen=1&title=other").await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.text().contains("other"), "what was typed is kept");
        // A draft is nobody else's, whoever wrote it does not publish it, and then everybody reads it.
        assert_eq!(site.get_as(&wu, &page).await.status, StatusCode::OK);
        let own = site.post(&li, &format!("{page}/publish"), "seen=2").await;
        assert_eq!(own.status, StatusCode::CONFLICT);
        let published = site.post(&wu, &format!("{page}/publish"), "seen=2").await;
        assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.text());
        let read = site.get_as(&li, &page).await;
        assert!(read.all(".official h2").iter().any(|it| it.contains("总体情况")));
        assert!(read.text().contains("请抓紧"), "what the office wrote stands there");
        let late = site.post(&li, &format!("{page}/edit"), "seen=2&title=late").await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        let word = site.get_as(&li, &format!("{page}/bulletin.docx")).await;
        let text = luoshi_document::read("b.docx", &word.bytes).unwrap().text;
        assert!(text.contains("T X") && text.contains("请抓紧"), "{text}");
    })
    .await;
}
