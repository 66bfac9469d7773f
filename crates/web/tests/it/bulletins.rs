//! A bulletin is composed, edited, published by somebody else, and read by everybody.

use axum::http::StatusCode;
use luoshi_delivery::Audience;
use luoshi_service::{Context, FirstPassword, Grant, NewUser, Role, create_user, grant_role};
use luoshi_store::testing::on_both_databases;

use crate::permissions::{issue, prepare, prepare_for};
use crate::site::{PASSWORD, Site, operator};

const PAGE: &str = "/plans/2/bulletins/2018-Q3";

#[tokio::test]
async fn a_bulletin_goes_from_figures_to_the_public_through_two_hands() {
    on_both_databases(async |database| {
        let cx = operator(&database.store, "330100");
        prepare(&cx).await;
        issue(&cx).await;
        office(&cx).await;
        let site = Site::over(&database.store, "330100");
        let page = PAGE;
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
        assert_eq!(site.get_as(&wu, page).await.status, StatusCode::OK);
        let own = site.post(&li, &format!("{page}/publish"), "seen=2").await;
        assert_eq!(own.status, StatusCode::CONFLICT);
        let published = site.post(&wu, &format!("{page}/publish"), "seen=2").await;
        assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.text());
        let read = site.get_as(&li, page).await;
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

#[tokio::test]
async fn a_bulletin_of_a_public_plan_is_read_by_visitors_once_it_is_published() {
    on_both_databases(async |database| {
        let cx = operator(&database.store, "330100");
        prepare_for(&cx, Audience::Public).await;
        issue(&cx).await;
        office(&cx).await;
        let site = Site::over(&database.store, "330100");
        let (li, wu) = (site.sign_in("li").await, site.sign_in("wu").await);
        site.post(&li, "/plans/2/bulletins", "period=2018-Q3").await;
        let addresses = ["", "/bulletin.docx", "/bulletin.pdf"].map(|it| format!("{PAGE}{it}"));
        for address in &addresses {
            assert_eq!(site.get(address).await.status, StatusCode::NOT_FOUND, "{address}: a draft");
        }
        site.post(&wu, &format!("{PAGE}/publish"), "seen=1").await;
        let [page, word, pdf] = &addresses;
        assert!(!site.get(page).await.all(".official h2").is_empty());
        assert!(!site.get("/plans/2/bulletins").await.all(&format!("a[href='{page}']")).is_empty());
        let said = |bytes: &[u8], name| luoshi_document::read(name, bytes).unwrap().text;
        assert!(said(&site.get(word).await.bytes, "b.docx").contains("总体情况"));
        let printed = site.get(pdf).await;
        match printed.status {
            // On a machine without Chinese fonts the page names those to install.
            StatusCode::NOT_IMPLEMENTED => assert!(printed.text().contains("fonts-noto-cjk")),
            _ => assert!(said(&printed.bytes, "b.pdf").contains("总体情况")),
        }
    })
    .await;
}

/// Two of the office.
async fn office(cx: &Context) {
    for name in ["li", "wu"] {
        let user = NewUser { display_name: name.into(), name: name.into(), organisation: None };
        create_user(cx, &user, FirstPassword::Lasting(PASSWORD)).await.unwrap();
        let from = jiff::civil::date(2018, 1, 1);
        let grant = Grant { role: Role::Office, organisation: None, from, until: None };
        grant_role(cx, name, &grant).await.unwrap();
    }
}
