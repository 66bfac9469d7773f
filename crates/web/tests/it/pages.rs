use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Reader as _, Xlsx};

use crate::site::{SEED, on_a_site, on_a_site_with};

#[tokio::test]
async fn every_page_of_a_public_plan_opens_for_a_visitor() {
    on_a_site(async |site| {
        for path in
            ["", "/document", "/document?task=t1", "/tasks", "/tasks/t1", "/targets", "/targets/k1"]
        {
            let answer = site.get(&format!("/plans/1{path}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert_eq!(answer.all("h1").len(), 1, "{path} has one first heading");
        }
        assert_eq!(site.get("/").await.header("location"), "/plans/1");
        assert_eq!(site.get("/healthz").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_there_is_a_page_that_says_so() {
    on_a_site(async |site| {
        for path in [
            "/nope",
            "/plans/2",
            "/plans/x",
            "/plans/1/tasks/t9999",
            "/plans/1/targets/x",
            "/plans/1/document?task=9",
        ] {
            let answer = site.get(path).await;
            assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
            assert_eq!(answer.all("h1"), ["没有办成"], "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_living_document_marks_every_task_and_target_once() {
    on_a_site(async |site| {
        let page = site.get("/plans/1/document").await;
        let tasks = site.get("/plans/1/tasks").await.all(".task-text");
        assert_eq!(page.all(".paper .commit[id]").len(), tasks.len());
        assert_eq!(page.all(".margin-lamp").len(), tasks.len());
        let chips = page.all(".chip");
        assert_eq!(chips.len(), page.all(".paper .target[id]").len());
        assert!(chips.contains(&"目标 ≥ 4600 万人次 · 2020年 · 尚无数据".to_owned()), "{chips:?}");
        assert!(chips.contains(&"目标 > 5900 亿元 · 2020年 · 尚无数据".to_owned()), "{chips:?}");
    })
    .await;
}

#[tokio::test]
async fn with_observations_every_number_says_what_became_of_it() {
    on_a_site_with(&["exchange", "hub", "investment"], async |site| {
        let chips = site.get("/plans/1/document").await.all(".chip");
        for expected in [
            "目标 > 5900 亿元 · 2020年实际 5934 · 已达成 · 数据待核",
            "目标 > 200 亿美元 · 2018–2020年合计 201.6 · 已达成 · 推算",
            "目标 ≥ 4600 万人次 · 2020年实际 2822.43 · 未达成 · 数据待核",
            "目标 ≥ 50 个 · 2020年 · 待核",
            "目标 ≥ 32 对 · 2020年实际 31 · 未达成",
        ] {
            assert!(chips.contains(&expected.to_owned()), "{expected} among {chips:?}");
        }
        let card = site.get("/plans/1/targets/k3").await;
        assert_eq!(card.all(".observations tbody tr").len(), 3);
        assert!(card.all(".observations tbody tr")[1].contains("推算"), "2019 is derived");
        let tally = site.get("/plans/1").await.all(".tally");
        assert_eq!(tally, ["已达成 3 未达成 2 待核 2"]);
        let list = site.get("/plans/1/targets").await.all(".spoken-verdict");
        assert_eq!(list.iter().filter(|word| *word == "已达成").count(), 3, "{list:?}");
    })
    .await;
}

#[tokio::test]
async fn htmx_gets_the_card_alone_and_a_browser_the_page_around_it() {
    on_a_site(async |site| {
        let whole = site.get("/plans/1/tasks/t1").await;
        let request =
            axum::http::Request::get("/plans/1/tasks/t1").header("hx-request-type", "partial");
        let part = site.send(request.body(axum::body::Body::empty()).unwrap()).await;
        assert!(whole.text().starts_with("<!doctype html>"));
        assert!(part.text().trim_start().starts_with("<article"));
        assert_eq!(whole.all(".detail h2"), part.all(".detail h2"));
        assert!(whole.header("vary").contains("HX-Request-Type"));
    })
    .await;
}

#[tokio::test]
async fn the_table_and_its_spreadsheet_answer_to_the_same_filter() {
    on_a_site(async |site| {
        let all = site.get("/plans/1/tasks").await.all(".task-text");
        for query in [
            "provision=chp_3",
            "strength=support",
            "words=%E8%B7%A8%E5%A2%83%E7%94%B5%E5%95%86",
            "light=red",
        ] {
            let shown = site.get(&format!("/plans/1/tasks?{query}")).await.all(".task-text");
            assert!(!shown.is_empty() && shown.len() < all.len(), "{query}");
            let file = site.get(&format!("/plans/1/tasks.xlsx?{query}")).await;
            let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.bytes)).unwrap();
            let sheet = book.worksheet_range_at(0).unwrap().unwrap();
            let numbered = sheet.rows().filter(|row| row[0].to_string().starts_with('t'));
            let printed: Vec<String> = numbered.map(|row| row[1].to_string()).collect();
            assert_eq!(printed, shown, "{query}");
        }
        let none = site.get("/plans/1/tasks?words=zzzz").await;
        assert_eq!(none.all(".empty"), ["没有符合条件的任务，请放宽筛选条件。"]);
    })
    .await;
}

#[tokio::test]
async fn the_source_file_comes_back_as_it_was_uploaded() {
    on_a_site(async |site| {
        let answer = site.get("/plans/1/source").await;
        assert_eq!(answer.bytes, SEED);
        assert!(answer.header("content-disposition").starts_with("attachment"));
    })
    .await;
}

#[tokio::test]
async fn the_language_is_chosen_once_and_kept() {
    on_a_site(async |site| {
        let chosen = site.get("/language/en?next=/plans/1").await;
        assert_eq!(chosen.header("location"), "/plans/1");
        let cookie = chosen.header("set-cookie").split(';').next().unwrap().to_owned();
        let page = site.get_as(&cookie, "/plans/1").await;
        assert!(page.text().contains("<html lang=\"en\">"));
        assert!(page.all("h2").contains(&"What is due when".to_owned()));
        for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example"] {
            let answer = site.get(&format!("/language/en?next={elsewhere}")).await;
            assert_eq!(answer.header("location"), "/", "{elsewhere}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_page_that_did_not_change_is_not_sent_twice() {
    on_a_site(async |site| {
        let path = "/plans/1/document";
        let first = site.get(path).await;
        let again = async |tag: &str| {
            let request = axum::http::Request::get(path).header("if-none-match", tag);
            site.send(request.body(axum::body::Body::empty()).unwrap()).await
        };
        let tag = first.header("etag").to_owned();
        let same = again(&format!("\"other\", {tag}")).await;
        assert_eq!((same.status, same.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
        assert_eq!(same.header("etag"), tag);
        assert!(same.header("vary").contains("Cookie"));
        assert_eq!(again("W/\"other\"").await.status, StatusCode::OK);

        let office = site.sign_in("office").await; // An entry of the log that is about no plan.
        assert_eq!(again(&tag).await.status, StatusCode::NOT_MODIFIED);
        site.post(&office, "/plans/1/principles", "provision=chp_1__art_1&reason=x").await;
        let changed = again(&tag).await;
        assert_eq!(changed.status, StatusCode::OK);
        assert_ne!(changed.header("etag"), tag);
        assert_eq!(site.get("/nope").await.header("etag"), "", "no tag for what is not there");
    })
    .await;
}
