//! A site with the Hangzhou plan and one user of the office.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use jiff::Timestamp;
use jiff::civil::date;
use luoshi_delivery::Audience;
use luoshi_service::{
    Actor, Clock, Context, FirstPassword, Grant, NewUser, Role, Upload, create_user, grant_role,
    import_document, load_organisations, load_pack,
};
use luoshi_store::Store;
use luoshi_store::testing::{TestDatabase, on_both_databases, shipped_pack};
use luoshi_web::{App, router};
use scraper::{Html, Selector};
use tower::ServiceExt as _;

pub(crate) const SEED: &[u8] = include_bytes!("../../../../examples/hangzhou-2018/document.txt");
pub(crate) const ORGANISATIONS: &str =
    include_str!("../../../../examples/hangzhou-2018/organisations.toml");
pub(crate) const PASSWORD: &str = "correct horse battery";

pub(crate) struct Site {
    router: Router,
}

/// Runs a test on a site over each database.
pub(crate) async fn on_a_site(test: impl AsyncFn(Site)) {
    on_a_site_with(&[], test).await;
}

/// Runs a test over the store of such a site, at whatever times it likes.
pub(crate) async fn on_a_site_over(test: impl AsyncFn(Store)) {
    on_stores_with(&[], test).await;
}

/// Runs a test on a site where these packs are loaded.
pub(crate) async fn on_a_site_with(packs: &[&str], test: impl AsyncFn(Site)) {
    on_stores_with(packs, async |store| test(Site::over(&store, "330100")).await).await;
}

async fn on_stores_with(packs: &[&str], test: impl AsyncFn(Store)) {
    on_both_databases(async |database: TestDatabase| {
        let cx = operator(&database.store, "330100");
        let (file_name, audience) = ("hangzhou.txt".to_owned(), Audience::Public);
        let upload = Upload { file_name, bytes: SEED.to_vec(), audience };
        import_document(&cx, upload).await.unwrap();
        load_organisations(&cx, ORGANISATIONS).await.unwrap();
        for pack in packs {
            load_pack(&cx, &shipped_pack(pack)).await.unwrap();
        }
        add_users(&cx).await;
        test(database.store.clone()).await;
    })
    .await;
}

/// Whoever runs the program, in the autumn of the plan.
pub(crate) fn operator(store: &Store, jurisdiction: &str) -> Context {
    Context {
        store: store.clone(),
        jurisdiction: jurisdiction.parse().unwrap(),
        actor: Actor::Operator,
        now: "2018-11-01T00:00:00Z".parse::<Timestamp>().unwrap(),
    }
}

/// One user for each role, named like it, who holds it for the whole jurisdiction.
async fn add_users(cx: &Context) {
    for role in Role::ALL {
        let name = role.name().to_owned();
        let user = NewUser { display_name: name.clone(), name, organisation: None };
        create_user(cx, &user, FirstPassword::Lasting(PASSWORD)).await.unwrap();
        let grant = Grant { role, organisation: None, from: date(2018, 1, 1), until: None };
        grant_role(cx, role.name(), &grant).await.unwrap();
    }
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: header::HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    async fn of(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Self { status: parts.status, headers: parts.headers, bytes }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    /// The texts of everything `selector` finds, white space folded.
    pub(crate) fn all(&self, selector: &str) -> Vec<String> {
        let (page, selector) =
            (Html::parse_document(&self.text()), Selector::parse(selector).unwrap());
        let found = page.select(&selector).map(|it| it.text().collect::<String>());
        found.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Site {
    /// The pages of one jurisdiction over a database.
    pub(crate) fn over(store: &Store, jurisdiction: &str) -> Self {
        Self::at(store, jurisdiction, Clock::default())
    }

    /// The same, with the time of that clock.
    pub(crate) fn at(store: &Store, jurisdiction: &str, clock: Clock) -> Self {
        let (store, jurisdiction) = (store.clone(), jurisdiction.parse().unwrap());
        let proxies = Vec::new();
        Self { router: router(App { store, jurisdiction, provider: None, proxies, clock }) }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        Answer::of(self.router.clone().oneshot(request).await.unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn get_as(&self, cookie: &str, path: &str) -> Answer {
        self.send(Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap())
            .await
    }

    /// A form as our own pages send it.
    pub(crate) async fn post(&self, cookie: &str, path: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie);
        self.send(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    /// Signs in; the cookie to go on with.
    pub(crate) async fn sign_in(&self, name: &str) -> String {
        let form = format!("name={name}&password={}&next=/import", PASSWORD.replace(' ', "+"));
        let answer = self.post("", "/sign-in", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let cookie = answer.header("set-cookie");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        cookie.split(';').next().unwrap().to_owned()
    }
}
