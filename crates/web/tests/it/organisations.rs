use axum::http::StatusCode;

use crate::site::on_a_site;

#[tokio::test]
async fn the_tree_stands_as_it_stood_on_the_day_asked_for() {
    on_a_site(async |site| {
        let page = site.get("/organisations?on=2018-07-30").await;
        let names = page.all(".unit-name");
        assert_eq!(names[0], "杭州市");
        assert!(names.contains(&"市旅委".to_owned()) && !names.contains(&"钱塘区".to_owned()));
        let third = page.all(".tree > li > ul > li > ul > li > .unit .unit-name");
        assert!(third.contains(&"市发改委".to_owned()) && !third.contains(&"市政府".to_owned()));
        let later = site.get("/organisations?on=2021-04-09").await.all(".unit-name");
        assert!(later.contains(&"钱塘区".to_owned()) && !later.contains(&"市旅委".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn a_search_finds_by_any_name_and_says_when_it_finds_nothing() {
    on_a_site(async |site| {
        let page = site.get("/organisations?on=2018-07-30&words=%E6%97%85%E5%A7%94").await;
        assert_eq!(page.all(".units tbody th"), ["市旅委 lw"]);
        assert_eq!(page.all(".units tbody td")[2], "市政府");
        let none = site.get("/organisations?on=2020-01-01&words=%E6%97%85%E5%A7%94").await;
        assert_eq!(none.all(".empty").len(), 1);
        assert_eq!(site.get("/organisations?on=yesterday").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn an_administrator_adds_renames_and_closes_and_the_page_shows_what_was_before() {
    on_a_site(async |site| {
        let administrator = site.sign_in("administrator").await;
        let post = async |path: &str, form: &str| site.post(&administrator, path, form).await;
        let new =
            "code=swt&kind=department&name=商务厅&aliases=商务、厅里&parent=szf&on=2019-01-01";
        let made = post("/organisations", new).await;
        assert_eq!(made.header("location"), "/organisations/swt");
        let renamed = "name=杭州市商务总局&parent=szf&on=2020-01-01&note=市委编办";
        assert_eq!(post("/organisations/swt/reword", renamed).await.status, StatusCode::SEE_OTHER);
        let page = site.get("/organisations/swt").await;
        assert_eq!(page.all("h1").last().unwrap(), "杭州市商务总局");
        assert_eq!(page.all("tbody th"), ["2019-01-01 – 2019-12-31", "2020-01-01 – 至今"]);
        assert!(page.all("form[action$=reword]").is_empty(), "a visitor changes nothing");
        let then = site.get("/organisations?on=2019-06-01").await.all(".unit-name");
        assert!(then.contains(&"商务厅".to_owned()));
        let refused = post("/organisations/szf/close", "on=2020-01-01").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.all("[role=alert]")[0].contains("杭州市商务总局"));
        let closed = post("/organisations/swt/close", "on=2021-12-31&successors=swj").await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER);
        let today = site.get("/organisations").await.all(".unit-name");
        assert!(!today.contains(&"杭州市商务总局".to_owned()));
        let auditor = site.sign_in("auditor").await;
        let log = site.get_as(&auditor, "/audit?thing=organisation/swt").await.text();
        assert!(log.contains("单位更名或改隶") && log.contains("撤销单位"));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_said_beside_the_form_with_what_was_typed() {
    on_a_site(async |site| {
        let administrator = site.sign_in("administrator").await;
        let bad = "code=SWJ&name=商务厅&on=2019-01-01";
        let refused = site.post(&administrator, "/organisations", bad).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.all("[role=alert]")[0].contains("SWJ"));
        assert!(refused.text().contains("value=\"商务厅\""));
        let mirror = "group=ldxz&on=2018-10-01";
        let done = site.post(&administrator, "/organisations/330106/mirror", mirror).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let group = site.get("/organisations/330106-ldxz").await;
        assert_eq!(group.all("h1").last().unwrap(), "西湖区领导小组");
    })
    .await;
}
