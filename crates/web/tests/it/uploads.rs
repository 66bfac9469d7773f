use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::site::{Answer, SEED, Site, on_a_site};

pub(crate) async fn upload(site: &Site, cookie: &str, name: &str, bytes: &[u8]) -> Answer {
    upload_to(site, "/import", cookie, name, bytes).await
}

pub(crate) async fn upload_to(
    site: &Site,
    path: &str,
    cookie: &str,
    name: &str,
    bytes: &[u8],
) -> Answer {
    let mut body =
        b"--luoshi\r\nContent-Disposition: form-data; name=\"audience\"\r\n\r\ninternal\r\n"
            .to_vec();
    body.extend(
        format!(
            "--luoshi\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        )
        .bytes(),
    );
    body.extend(bytes);
    body.extend(b"\r\n--luoshi--\r\n");
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=luoshi")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, cookie);
    site.send(request.body(Body::from(body)).unwrap()).await
}

/// Accepts everything that is under review, and publishes it.
pub(crate) async fn publish(site: &Site, cookie: &str, intake: u32) -> String {
    site.post(cookie, &format!("/intakes/{intake}/all"), "show=all&act=accept").await;
    let answer = site.post(cookie, &format!("/intakes/{intake}/publish"), "").await;
    answer.header("location").to_owned()
}

#[tokio::test]
async fn a_step_of_a_review_that_cannot_be_done_says_why_and_changes_nothing() {
    on_a_site(async |site| {
        let office = site.sign_in("office").await;
        let text =
            "关于办好活动的通知\n\n一、总体要求\n\n（一）办好活动。建设场馆3个，培育品牌。\n";
        upload(&site, &office, "a.txt", text.as_bytes()).await;
        let before = site.get_as(&office, "/intakes/1?show=all").await;
        assert_eq!(before.all(".review-card").len(), 1);
        for (path, form, note) in [
            ("/items/1", "act=accept&seen=9&show=all", "changed"),
            ("/items/1", "act=split-0&seen=1&show=all", "place"),
            ("/items/1", "act=split-99999999999999999999&seen=1&show=all", "place"),
            ("/items/1", "act=amend&seen=1&show=all&strength=deliver&due=soon", "field"),
            ("/items", "kind=task&words=%E6%B2%A1%E6%9C%89", "text"),
            ("/publish", "", "open"),
        ] {
            let answer = site.post(&office, &format!("/intakes/1{path}"), form).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{form}");
            let location = answer.header("location").to_owned();
            assert!(location.contains(&format!("note={note}")), "{form}: {location}");
            let told = site.get_as(&office, location.split('#').next().unwrap()).await;
            assert_eq!(told.all("[role=alert]").len(), 1, "{form}");
        }
        assert_eq!(site.get_as(&office, "/intakes/1?show=all").await.bytes, before.bytes);
    })
    .await;
}

#[tokio::test]
async fn a_review_is_for_the_office_alone() {
    on_a_site(async |site| {
        let (office, reader) = (site.sign_in("office").await, site.sign_in("leader").await);
        upload(&site, &office, "a.txt", "关于办好活动的通知\n\n一、办好活动。\n".as_bytes()).await;
        assert_eq!(site.get_as(&reader, "/intakes/1").await.status, StatusCode::FORBIDDEN);
        assert_eq!(site.get("/intakes/1").await.status, StatusCode::SEE_OTHER);
        for path in ["all", "publish", "discard", "items", "items/1"] {
            let form = "show=all&act=accept&seen=1&kind=task&words=a";
            let answer = site.post(&reader, &format!("/intakes/1/{path}"), form).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
        assert_eq!(site.get_as(&office, "/intakes/9").await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get_as(&office, "/intakes/1/changes").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn only_the_office_imports() {
    on_a_site(async |site| {
        assert_eq!(upload(&site, "", "a.txt", SEED).await.status, StatusCode::SEE_OTHER);
        let reader = site.sign_in("leader").await;
        assert_eq!(upload(&site, &reader, "a.txt", SEED).await.status, StatusCode::FORBIDDEN);
        assert_eq!(site.get_as(&reader, "/import").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn an_upload_becomes_a_plan_for_signed_in_users() {
    on_a_site(async |site| {
        let office = site.sign_in("office").await;
        let text =
            "关于办好活动的通知\n\n一、总体要求\n\n（一）办好活动。2021年底前建成场馆3个。\n";
        let answer = upload(&site, &office, "../../通知.txt", text.as_bytes()).await;
        assert_eq!(answer.header("location"), "/intakes/1");
        publish(&site, &office, 1).await;
        let told = site.get_as(&office, "/plans/2/imported").await;
        assert!(told.all("p").contains(&"通知.txt".to_owned()), "the path is not kept");
        assert_eq!(site.get_as(&office, "/plans/2").await.all("h1"), ["关于办好活动的通知"]);
        assert_eq!(site.get("/plans/2").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_imported_is_told_on_the_form_and_nothing_is_stored() {
    on_a_site(async |site| {
        let office = site.sign_in("office").await;
        let huge = vec![b'a'; luoshi_service::LARGEST_UPLOAD + 1];
        for (name, bytes, status) in [
            ("same.txt", SEED, StatusCode::CONFLICT),
            ("empty.txt", &b""[..], StatusCode::UNPROCESSABLE_ENTITY),
            ("photo.jpg", &[0xFF, 0xD8, 0xFF, 0xE0, 0, 1][..], StatusCode::UNPROCESSABLE_ENTITY),
            ("huge.txt", &huge[..], StatusCode::PAYLOAD_TOO_LARGE),
        ] {
            let answer = upload(&site, &office, name, bytes).await;
            assert_eq!(answer.status, status, "{name}");
            assert!(answer.all("[role=alert]")[0].contains(name), "{name}");
            assert_eq!(answer.all("input[type=file]").len(), 1, "the form is there again");
        }
        assert_eq!(site.get_as(&office, "/plans").await.all(".card").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_form_without_a_file_and_a_form_that_is_none_get_an_answer() {
    on_a_site(async |site| {
        let office = site.sign_in("office").await;
        assert_eq!(upload(&site, &office, "", b"").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let broken = Request::post("/import")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=luoshi")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &office);
        let answer = site.send(broken.body(Body::from("--luoshi\r\nno form")).unwrap()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    })
    .await;
}

#[tokio::test]
async fn a_short_name_of_the_offices_list_is_known_in_the_next_document() {
    on_a_site(async |site| {
        let office = site.sign_in("office").await;
        let text = "关于做好保障的通知\n\n一、做好保障。开展演练。（拱宸专班）\n";
        let faulty = site.post(&office, "/terms", "list=a%3Db%3Dc").await;
        assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(faulty.all("textarea"), ["a=b=c"], "what was written is not lost");
        let list = "list=%E6%8B%B1%E5%AE%B8%E4%B8%93%E7%8F%AD";
        assert_eq!(site.post(&office, "/terms", list).await.status, StatusCode::SEE_OTHER);
        assert_eq!(site.get_as(&office, "/terms").await.all("textarea"), ["拱宸专班"]);
        upload(&site, &office, "a.txt", text.as_bytes()).await;
        publish(&site, &office, 1).await;
        assert_eq!(site.get_as(&office, "/plans/2/tasks").await.all(".organisation"), ["拱宸专班"]);
    })
    .await;
}
