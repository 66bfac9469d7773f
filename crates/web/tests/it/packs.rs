//! Packs: registers as they are read, kept and taken away.

use axum::http::StatusCode;

use crate::site::{Answer, on_a_site_with};

fn column(answer: &Answer, place: usize) -> Vec<String> {
    answer.all(&format!(".records tbody tr > :nth-child({place})"))
}

#[tokio::test]
async fn a_register_is_searched_filtered_sorted_and_leafed_through() {
    on_a_site_with(&["exchange"], async |site| {
        let packs = site.get("/packs").await;
        assert!(packs.all(".card h2").contains(&"国际交流".to_owned()));
        let pack = site.get("/packs/exchange").await;
        assert!(pack.all(".tile").iter().any(|tile| tile.starts_with("国际友好城市 31")));
        let list = site.get("/packs/exchange/sister_city").await;
        assert_eq!(list.all(".records tbody tr").len(), 31);
        assert_eq!(column(&list, 1)[..3], ["1", "2", "3"]);
        let german = site.get("/packs/exchange/sister_city?words=%E5%BE%B7+DE").await;
        assert!(german.all("output")[0].starts_with("1 "), "{:?}", german.all("output"));
        let down = site.get("/packs/exchange/sister_city?sort=-no").await;
        assert_eq!(column(&down, 1)[0], "31");
        assert_eq!(down.all("th[aria-sort=descending]"), ["序号"]);
        let early = site.get("/packs/exchange/sister_city?to.signed_on=1985").await;
        let signed = column(&early, 6);
        assert!(!signed.is_empty() && signed.iter().all(|day| day.as_str() < "1986"), "{signed:?}");
        let none = site.get("/packs/exchange/sister_city?words=%25").await;
        assert_eq!(none.all(".records tbody tr").len(), 0, "a sign of patterns is a sign");
        assert_eq!(site.get("/packs/exchange/nothing").await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.get("/packs/nothing").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_record_is_entered_corrected_and_taken_back_and_its_versions_stay() {
    on_a_site_with(&["exchange"], async |site| {
        let office = site.sign_in("office").await;
        let form = "f.no=32&f.city=%E9%87%8D%E5%BA%86&f.kind=%E5%8F%8B%E5%A5%BD%E5%9F%8E%E5%B8%82&f.country=china";
        let refused = site.post(&office, "/packs/exchange/sister_city", form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.all(".wrong"), ["不符合格式 [A-Z]{2}"]);
        assert_eq!(refused.all("#w-country").len(), 1, "it stands beside its field");
        let added =
            site.post(&office, "/packs/exchange/sister_city", &form.replace("china", "CN")).await;
        let address = added.header("location").to_owned();
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
        let twice =
            site.post(&office, "/packs/exchange/sister_city", &form.replace("china", "CN")).await;
        assert_eq!(twice.all(".alert p")[1], "已有主键相同的记录：32");
        let correction = form.replace("china", "FR") + "&seen=1&sureness=seen";
        let silent = site.post(&office, &address, &correction).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "no reason was given");
        let reasoned = correction.clone() + "&reason=%E5%BD%95%E9%94%99";
        assert_eq!(site.post(&office, &address, &reasoned).await.status, StatusCode::SEE_OTHER);
        let stale = site.post(&office, &address, &reasoned).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "somebody else was first");
        let page = site.get(&address).await;
        assert_eq!(page.all(".versions > li").len(), 2);
        assert_eq!((page.all("del"), page.all("ins")), (vec!["CN".into()], vec!["FR".into()]));
        assert!(page.text().contains("录错"), "the reason is told");
        assert_eq!(page.all("form[action$=withdraw]").len(), 0, "a visitor changes nothing");
        let withdraw = format!("{address}/withdraw");
        let gone = site.post(&office, &withdraw, "seen=2&reason=x").await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER);
        let list = site.get("/packs/exchange/sister_city").await;
        assert_eq!(list.all(".records tbody tr").len(), 31);
        assert_eq!(site.get(&address).await.all(".versions > li").len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_register_is_taken_away_and_nothing_of_it_is_run() {
    on_a_site_with(&["exchange"], async |site| {
        let office = site.sign_in("office").await;
        let form = "f.no=32&f.city=%3D1%2B1&f.kind=%E5%8F%8B%E5%A5%BD%E5%9F%8E%E5%B8%82";
        site.post(&office, "/packs/exchange/sister_city", form).await;
        let csv = site.get("/packs/exchange/sister_city/export.csv").await;
        assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
        let text = csv.text();
        assert!(text.starts_with("\u{feff}no,city,city_en,country,kind,signed_on,note,valid_from"));
        assert_eq!(text.lines().count(), 33);
        assert!(text.contains("32,'=1+1,"), "{text}");
        let some = site.get("/packs/exchange/sister_city/export.csv?words=%3D1").await.text();
        assert_eq!(some.lines().count(), 2);
        let xlsx = site.get("/packs/exchange/sister_city/export.xlsx?sort=-no").await;
        use calamine::{Data, Reader as _, Xlsx};
        let mut book = Xlsx::new(std::io::Cursor::new(xlsx.bytes)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        let first: Vec<&Data> = sheet.rows().nth(3).unwrap().iter().take(2).collect();
        assert_eq!(first, [&Data::Float(32.0), &Data::String("=1+1".to_owned())]);
    })
    .await;
}
