use axum::http::StatusCode;

use crate::site::{PASSWORD, on_a_site};

const LI: &str = "name=li&display_name=%E6%9D%8E&organisation=%E5%B8%82%E5%8F%91%E6%94%B9%E5%A7%94";

#[tokio::test]
async fn a_new_user_gets_a_password_and_a_role_by_two_people() {
    on_a_site(async |site| {
        let administrator = site.sign_in("administrator").await;
        let made = site.post(&administrator, "/users", LI).await;
        assert_eq!(made.status, StatusCode::OK);
        let password = made.all(".secret").remove(0);
        assert!(made.all(".facts dd").contains(&"市发改委".to_owned()));
        let again = site.post(&administrator, "/users", LI).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert_eq!(again.all("[role=alert]").len(), 1);
        let own = site.post(&administrator, "/users/li/grants", "role=reporter").await;
        assert_eq!(own.status, StatusCode::FORBIDDEN);

        let security = site.sign_in("security").await;
        let form = "role=reporter&organisation=fgw&from=2018-01-01&until=2099-12-31";
        let granted = site.post(&security, "/users/li/grants", form).await;
        assert_eq!(granted.header("location"), "/users/li");
        let page = site.get_as(&security, "/users/li").await;
        assert_eq!(page.all(".grants strong"), ["填报"]);
        assert!(page.all(".grants li")[0].contains("市发改委 2018-01-01 – 2099-12-31"));
        let listed = site.get_as(&security, "/users").await;
        assert!(listed.all("tbody tr").contains(&"李 li 市发改委 填报 市发改委".to_owned()));

        let form = format!("name=li&password={password}&next=/");
        assert_eq!(site.post("", "/sign-in", &form).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn roles_that_are_kept_apart_are_refused_with_the_reason_on_the_page() {
    on_a_site(async |site| {
        let security = site.sign_in("security").await;
        let refused = site.post(&security, "/users/auditor/grants", "role=administrator").await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.all("[role=alert]")[0].contains("三员分立"));
        let backwards = "role=leader&from=2019-01-02&until=2019-01-01";
        let refused = site.post(&security, "/users/auditor/grants", backwards).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let nobody = "role=leader&organisation=nobody";
        let refused = site.post(&security, "/users/auditor/grants", nobody).await;
        assert!(refused.all("[role=alert]")[0].contains("nobody"));
        let own = site.get_as(&security, "/users/security").await;
        assert!(own.all("form[action$=grants]").is_empty(), "nobody is offered roles of their own");
    })
    .await;
}

#[tokio::test]
async fn ended_sessions_and_taken_roles_are_worth_nothing_at_once() {
    on_a_site(async |site| {
        let (security, office) = (site.sign_in("security").await, site.sign_in("office").await);
        assert_eq!(site.get_as(&office, "/import").await.status, StatusCode::OK);
        let page = site.get_as(&security, "/users/office").await.text();
        let revoke = page.split("action=\"").find(|it| it.contains("/revoke")).unwrap();
        site.post(&security, revoke.split('"').next().unwrap(), "").await;
        assert_eq!(site.get_as(&office, "/import").await.status, StatusCode::FORBIDDEN);
        site.post(&security, "/users/office/sign-out", "").await;
        let answer = site.get_as(&office, "/import").await;
        assert!(answer.header("location").starts_with("/sign-in"));
    })
    .await;
}

#[tokio::test]
async fn a_locked_out_user_may_try_again_once_unlocked() {
    on_a_site(async |site| {
        for _ in 0..5 {
            site.post("", "/sign-in", "name=leader&password=wrong&next=/").await;
        }
        let right = format!("name=leader&password={}&next=/", PASSWORD.replace(' ', "+"));
        let locked = site.post("", "/sign-in", &right).await;
        assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
        let administrator = site.sign_in("administrator").await;
        assert_eq!(site.get_as(&administrator, "/users/leader").await.all(".facts .tag").len(), 1);
        site.post(&administrator, "/users/leader/unlock", "").await;
        assert_eq!(site.post("", "/sign-in", &right).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}
