use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};

use crate::site::on_a_site;

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    on_a_site(async |site| {
        for path in ["/plans/1", "/nope", "/healthz", "/sign-in"] {
            let answer = site.get(path).await;
            assert!(
                answer.header("content-security-policy").starts_with("default-src 'none'"),
                "{path}"
            );
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("x-frame-options"), "DENY");
        }
    })
    .await;
}

#[tokio::test]
async fn no_page_holds_an_inline_script_style_or_handler() {
    on_a_site(async |site| {
        for path in [
            "/plans",
            "/plans/1",
            "/plans/1/document",
            "/plans/1/tasks",
            "/plans/1/targets",
            "/sign-in",
        ] {
            let page = site.get(path).await;
            assert!(
                page.all("script:not([src]), style, [style], [onclick], [onload]").is_empty(),
                "{path}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_from_another_site_is_not_acted_on() {
    on_a_site(async |site| {
        let foreign = [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
        for (name, value) in foreign {
            let request =
                Request::post("/sign-in").header("host", "luoshi.example").header(name, value);
            let answer =
                site.send(request.body(Body::from("name=office&password=x")).unwrap()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn assets_are_cached_for_ever_at_addresses_that_change() {
    on_a_site(async |site| {
        let page = site.get("/plans").await.text();
        let start = page.find("/assets/").unwrap();
        let address = &page[start..start + page[start..].find('"').unwrap()];
        let asset = site.get(address).await;
        assert!(asset.header("cache-control").contains("immutable"));
        let (folder, file) = address.rsplit_once('/').unwrap();
        assert_eq!(site.get(&format!("{folder}0/{file}")).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn what_is_counted_names_kinds_of_pages_and_nobody() {
    on_a_site(async |site| {
        let office = site.sign_in("office").await;
        site.get_as(&office, "/plans/1/tasks?words=机场").await;
        site.get("/plans/1/tasks").await;
        site.get("/nowhere/at/all").await;
        let told = site.get("/metrics").await;
        assert!(told.header("content-type").starts_with("application/openmetrics-text"));
        let text = told.text();
        let tasks = r#"luoshi_http_requests_total{method="GET",route="/plans/{plan}/tasks",status="200"} 2"#;
        assert!(text.contains(tasks), "{text}");
        assert!(text.contains(r#"route="none",status="404"} 1"#), "{text}");
        assert!(text.contains("luoshi_http_request_duration_seconds_bucket"), "{text}");
        assert!(text.contains("luoshi_audit_entries"), "{text}");
        assert!(!text.contains("机场") && !text.contains("nowhere") && !text.contains("office"));
        assert!(text.ends_with("# EOF\n"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn an_address_that_tries_to_sign_in_too_often_waits_and_another_does_not() {
    on_a_site(async |site| {
        let try_from = async |address: &str| {
            let peer: SocketAddr = address.parse().unwrap();
            let request = Request::post("/sign-in").extension(ConnectInfo(peer));
            site.send(request.body(Body::empty()).unwrap()).await
        };
        let mut last = try_from("203.0.113.9:1000").await;
        // More than are given back while the test runs; an empty form is a try as well.
        for _ in 0..1000 {
            if last.status == StatusCode::TOO_MANY_REQUESTS {
                break;
            }
            last = try_from("203.0.113.9:1000").await;
        }
        assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(last.header("retry-after"), "60");
        assert_eq!(last.all("main h1").len(), 1, "{}", last.text());
        let other = try_from("203.0.113.10:1000").await;
        assert_ne!(other.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(site.get("/sign-in").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn what_came_by_tls_stays_with_tls() {
    on_a_site(async |site| {
        for (encrypted, proto) in [(true, "https"), (false, "http")] {
            let request = Request::get("/language/en").header("x-forwarded-proto", proto);
            let answer = site.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.header("set-cookie").ends_with("; Secure"), encrypted, "{proto}");
            let stays = answer.headers.contains_key("strict-transport-security");
            assert_eq!(stays, encrypted, "{proto}");
        }
    })
    .await;
}
