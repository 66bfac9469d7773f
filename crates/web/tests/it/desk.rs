//! The desk, the notices and the wishes for mail.

use axum::http::StatusCode;

use crate::site::{PASSWORD, on_a_site};

#[tokio::test]
async fn whoever_signs_in_comes_to_what_waits_for_them() {
    on_a_site(async |site| {
        let form = format!("name=office&password={}&next=/", PASSWORD.replace(' ', "+"));
        let answer = site.post("", "/sign-in", &form).await;
        assert_eq!(answer.header("location"), "/desk");
        let office = site.sign_in("office").await;
        let desk = site.get_as(&office, "/desk").await;
        assert_eq!(desk.all(".matter").len(), 1, "the plan waits to be issued");
        assert!(desk.text().contains("href=\"/plans/1/assignment\""));
        let auditor = site.sign_in("auditor").await;
        let empty = site.get_as(&auditor, "/desk").await;
        assert_eq!(empty.all(".empty").len(), 1);
        let visitor = site.get("/desk").await;
        assert!(visitor.header("location").starts_with("/sign-in"));
    })
    .await;
}

#[tokio::test]
async fn a_locked_account_waits_for_the_administrator_alone() {
    on_a_site(async |site| {
        for _ in 0..5 {
            site.post("", "/sign-in", "name=reporter&password=wrong&next=/").await;
        }
        let administrator = site.sign_in("administrator").await;
        let desk = site.get_as(&administrator, "/desk").await;
        assert!(desk.text().contains("href=\"/users/reporter\""), "{}", desk.text());
        let security = site.sign_in("security").await;
        assert!(!site.get_as(&security, "/desk").await.text().contains("/users/reporter"));
    })
    .await;
}

#[tokio::test]
async fn mail_goes_where_somebody_says_and_as_they_say() {
    on_a_site(async |site| {
        let reporter = site.sign_in("reporter").await;
        assert_eq!(site.get_as(&reporter, "/notices").await.all(".empty").len(), 1);
        let wrong = "address=nowhere&language=en&rhythm=daily&at_once=issued";
        let refused = site.post(&reporter, "/notices/mail", wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.all("[role=alert]").len(), 1);
        let right =
            "address=a%40example.org&language=en&rhythm=daily&at_once=issued&at_once=reports_due";
        let saved = site.post(&reporter, "/notices/mail", right).await;
        assert_eq!(saved.header("location"), "/notices");
        let form = site.get_as(&reporter, "/notices/mail").await.text();
        assert!(form.contains("value=\"a@example.org\""), "{form}");
        assert_eq!(form.matches(" checked").count(), 3);
        let other = site.get_as(&reporter, "/notices/1").await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
    })
    .await;
}
