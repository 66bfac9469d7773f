//! Packs: registers as they are read, kept and taken away.

use axum::http::StatusCode;

use crate::site::{Answer, on_a_site_with};
use crate::uploads::upload_to;

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

/// The rows of a table, their cells side by side.
fn rows(answer: &Answer, table: &str, width: usize) -> Vec<String> {
    let cells = answer.all(&format!("{table} tbody tr > *"));
    cells.chunks(width).map(|row| row.join(" ")).collect()
}

/// What a trial says: rows, new, changed, the same, wrong.
fn figures(answer: &Answer) -> Vec<String> {
    answer.all(".figures dd")
}

#[tokio::test]
async fn an_import_is_tried_row_by_row_and_then_applied_as_a_whole() {
    on_a_site_with(&["exchange"], async |site| {
        let office = site.sign_in("office").await;
        let at = "/packs/exchange/sister_city/import";
        let file = "序号,城市,国家代码,关系\n1,岐阜市,JP,友好城市\n40,甲,CHN,友好城市\n40,乙,FR,友好\n41,丙,FR,友好城市\n41,丁,FR,友好城市\n";
        let (gb, _, _) = encoding_rs::GB18030.encode(file);
        let sent = upload_to(&site, at, &office, "cities.csv", &gb).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let trial = site.get_as(&office, sent.header("location")).await;
        assert_eq!(figures(&trial), ["5", "1", "1", "0", "3"]);
        let told = rows(&trial, ".faults", 4);
        assert_eq!(told[0], "3 国家代码 CHN 不符合格式 [A-Z]{2}");
        assert_eq!(told[1], "4 关系 友好 只能是其中之一：友好城市, 友好交流城市");
        assert_eq!(told[2], "6   与第 5 行主键相同：41");
        let forced = site.post(&office, sent.header("location"), "").await;
        assert_eq!(forced.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(site.get("/packs/exchange/sister_city").await.all(".records tbody tr").len(), 31);

        let right = "序号,城市,国家代码,关系\n1,岐阜市,JP,友好城市\n40,甲,CN,友好城市\n";
        let sent = upload_to(&site, at, &office, "cities.csv", right.as_bytes()).await;
        let trial = site.get_as(&office, sent.header("location")).await;
        assert_eq!(figures(&trial), ["2", "1", "1", "0", "0"]);
        let done = site.post(&office, sent.header("location"), "").await;
        assert_eq!(done.all(".notice p"), ["已写入台账，相关指标已重新计算。"]);
        let again = site.get_as(&office, sent.header("location")).await;
        assert_eq!(figures(&again), ["2", "0", "0", "2", "0"], "the same file twice changes nothing");
        let list = site.get("/packs/exchange/sister_city?is.no=40").await;
        assert_eq!(rows(&list, ".records", 8), ["40 甲  CN 友好城市   cities.csv"]);
    })
    .await;
}

#[tokio::test]
async fn a_register_that_was_taken_away_as_a_spreadsheet_comes_back_unchanged() {
    on_a_site_with(&["exchange"], async |site| {
        let office = site.sign_in("office").await;
        for file in ["export.xlsx", "export.csv"] {
            let bytes = site.get(&format!("/packs/exchange/sister_city/{file}")).await.bytes;
            let at = "/packs/exchange/sister_city/import";
            let sent = upload_to(&site, at, &office, file, &bytes).await;
            let trial = site.get_as(&office, sent.header("location")).await;
            assert_eq!(
                figures(&trial),
                ["31", "0", "0", "31", "0"],
                "{file}: {:?}",
                trial.all(".faults tr")
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_reference_that_leads_nowhere_is_told_by_its_line() {
    on_a_site_with(&["exchange"], async |site| {
        let office = site.sign_in("office").await;
        let head = site.get_as(&office, "/packs/exchange/exchange_event/import/template.csv").await;
        assert!(head.text().contains("held_on,title"), "{}", head.text());
        let file =
            "held_on,title,kind,sister_city\n2019-05-01,来访,高访,1\n2019-05-02,来访,高访,99\n";
        let at = "/packs/exchange/exchange_event/import";
        let sent = upload_to(&site, at, &office, "events.csv", file.as_bytes()).await;
        let trial = site.get_as(&office, sent.header("location")).await;
        assert_eq!(rows(&trial, ".faults", 4), ["3 友城序号  所指的记录不存在：99"]);
    })
    .await;
}

#[tokio::test]
async fn an_indicator_shows_its_series_with_sources_its_chart_and_the_target_behind_it() {
    on_a_site_with(&["exchange", "hub"], async |site| {
        let page = site.get("/packs/hub/indicators/airport_passengers").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        assert_eq!(page.all("svg.chart polyline").len(), 1);
        assert!(page.all(".chart-goal")[0].ends_with("4600"), "{:?}", page.all(".chart-goal"));
        let targets = page.all("a.tile");
        assert!(targets[0].contains("旅客吞吐量") && targets[0].contains("4600"), "{targets:?}");
        let plan = site.get("/plans/1/targets").await.text();
        assert!(plan.contains("/packs/hub/indicators/airport_passengers"), "and back");
        let computed = site.get("/packs/exchange/indicators/sister_cities_on_file").await;
        assert!(
            computed.text().contains("/packs/exchange/sister_city"),
            "what it is computed from"
        );
        let pack = site.get("/packs/exchange").await;
        assert_eq!(pack.all("figure svg.chart").len(), 2, "its charts");
        assert_eq!(site.get("/packs/hub/indicators/none").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn what_is_entered_is_in_the_figure_at_once() {
    on_a_site_with(&["exchange"], async |site| {
        let latest = async || {
            let page = site.get("/packs/exchange/indicators/sister_cities_on_file").await;
            page.all(".observations tbody:first-of-type td.num")[0].clone()
        };
        let before: u32 = latest().await.parse().unwrap();
        let office = site.sign_in("office").await;
        let form =
            "f.no=32&f.city=x&f.kind=%E5%8F%8B%E5%A5%BD%E5%9F%8E%E5%B8%82&f.signed_on=2018-03";
        let added = site.post(&office, "/packs/exchange/sister_city", form).await;
        assert_eq!(latest().await, (before + 1).to_string());
        let taken_back = format!("{}/withdraw", added.header("location"));
        site.post(&office, &taken_back, "seen=1&reason=x").await;
        assert_eq!(latest().await, before.to_string());
    })
    .await;
}
