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
