use axum::http::StatusCode;

use crate::site::{Answer, PASSWORD, Site, on_a_site};

const LI: &str = "name=li&display_name=%E6%9D%8E&organisation=";

fn cookie(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// The value of a hidden field.
fn hidden(answer: &Answer, name: &str) -> String {
    let text = answer.text();
    let (_, after) = text.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    after.split('"').next().unwrap().to_owned()
}

async fn sign_in(site: &Site, password: &str, code: &str) -> Answer {
    let password = password.replace(' ', "+");
    let form = format!("name=office&password={password}&code={code}&next=/");
    site.post("", "/sign-in", &form).await
}

#[tokio::test]
async fn a_first_password_has_to_be_changed_before_anything_is_seen() {
    on_a_site(async |site| {
        let administrator = site.sign_in("administrator").await;
        let first = site.post(&administrator, "/users", LI).await.all(".secret").remove(0);
        let form = format!("name=li&password={first}&next=/plans");
        let li = cookie(&site.post("", "/sign-in", &form).await);
        for held_up in ["/plans", "/plans/1", "/users", "/rules"] {
            assert_eq!(site.get_as(&li, held_up).await.header("location"), "/account", "{held_up}");
        }
        assert_eq!(site.get_as(&li, "/account").await.all("[role=alert]").len(), 1);
        let weak = format!("old={first}&new=1234567890&again=1234567890");
        let refused = site.post(&li, "/account/password", &weak).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let differing = format!("old={first}&new=granite+otter+violin&again=granite+otter");
        let refused = site.post(&li, "/account/password", &differing).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let good = format!("old={first}&new=granite+otter+violin&again=granite+otter+violin");
        let next = cookie(&site.post(&li, "/account/password", &good).await);
        assert_eq!(site.get_as(&next, "/plans/1").await.status, StatusCode::OK);
        let before = site.get_as(&li, "/account").await;
        assert!(before.header("location").starts_with("/sign-in"), "the session before has ended");
    })
    .await;
}

#[tokio::test]
async fn a_second_factor_is_read_from_the_picture_and_asked_for_at_sign_in() {
    on_a_site(async |site| {
        let office = site.sign_in("office").await;
        let offer = site.get_as(&office, "/account/second-factor").await;
        assert_eq!(offer.all("svg.qr").len(), 1);
        let secret = hidden(&offer, "secret");
        assert_eq!(offer.all("code.secret").concat(), secret);
        let wrong = format!("secret={secret}&code=0000000");
        let again = site.post(&office, "/account/second-factor", &wrong).await;
        assert_eq!(again.status, StatusCode::UNAUTHORIZED);
        assert_eq!(hidden(&again, "secret"), secret, "what was scanned stays good");
        let right = format!("secret={secret}&code={}", code(&secret));
        let codes = site.post(&office, "/account/second-factor", &right).await.all(".codes code");
        assert_eq!(codes.len(), 10);

        let asked = sign_in(&site, PASSWORD, "").await;
        assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
        assert!(asked.text().contains("name=\"code\""));
        assert_eq!(sign_in(&site, PASSWORD, "0000000").await.status, StatusCode::UNAUTHORIZED);
        cookie(&sign_in(&site, PASSWORD, &codes[0]).await);
        assert_eq!(sign_in(&site, PASSWORD, &codes[0]).await.status, StatusCode::UNAUTHORIZED);
        let password = PASSWORD.replace(' ', "+");
        let remove = format!("password={password}");
        site.post(&office, "/account/second-factor/remove", &remove).await;
        cookie(&sign_in(&site, PASSWORD, "").await);
    })
    .await;
}

/// What an app shows that holds the secret.
#[expect(clippy::disallowed_methods, reason = "the server and the app look at the same clock")]
fn code(secret: &str) -> String {
    let totp = totp_rs::Builder::new().with_account_name("office");
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp.with_secret(secret).with_issuer(Some("Luoshi")).build().unwrap();
    let now = u64::try_from(jiff::Timestamp::now().as_second()).unwrap();
    totp.generate(now).to_string()
}

#[tokio::test]
async fn the_own_sessions_are_listed_and_ended_one_by_one() {
    on_a_site(async |site| {
        let (first, second) = (site.sign_in("office").await, site.sign_in("office").await);
        let page = site.get_as(&first, "/account").await;
        assert_eq!(page.all(".grants li").len(), 2);
        assert_eq!(page.all(".grants .tag").len(), 1);
        let text = page.text();
        let end = text.split("action=\"").find(|it| it.starts_with("/account/sessions/")).unwrap();
        site.post(&first, end.split('"').next().unwrap(), "").await;
        assert_eq!(site.get_as(&first, "/account").await.all(".grants li").len(), 1);
        let ended = site.get_as(&second, "/import").await;
        assert!(ended.header("location").starts_with("/sign-in"));
        let visitor = site.get("/account").await;
        assert!(visitor.header("location").starts_with("/sign-in"));
    })
    .await;
}
