//! Registers are typed tables with every version of every record, and indicators are computed of them.

use luoshi_delivery::{Jurisdiction, Period};
use luoshi_packs::{Files, Pack};
use luoshi_store::testing::on_both_databases;
use luoshi_store::{Saved, Store};

use crate::{entry, hangzhou, now};

const MANIFEST: &str = r#"
name = "parks"
version = "1.0.0"
licence = "CC0-1.0"
title = { zh = "公园", en = "Parks" }
articles = ["十"]
"#;

const REGISTER: &str = r#"
title = { zh = "公园", en = "Parks" }
primaryKey = ["name"]
[[fields]]
name = "name"
title = { zh = "名称", en = "Name" }
type = "string"
constraints = { required = true }
[[fields]]
name = "area"
title = { zh = "面积", en = "Area" }
type = "number"
[[fields]]
name = "free"
title = { zh = "免费", en = "Free" }
type = "boolean"
[[fields]]
name = "since"
title = { zh = "开放", en = "Since" }
type = "date"
format = "any"
"#;

const AREA: &str = r#"
title = { zh = "免费公园面积", en = "Area of free parks" }
unit = "公顷"
direction = "up"
frequency = "year"
accrual = "stock"
decimals = 1
basis = { zh = "全部", en = "All" }
sql = """
SELECT period.label AS period, SUM(park.area) AS value
FROM period LEFT JOIN park ON park.free AND park.since <= period.ends
GROUP BY period.label
"""
"#;

const HALF: &str = r#"
title = { zh = "一半", en = "Half" }
unit = "%"
direction = "up"
frequency = "year"
accrual = "stock"
decimals = 1
basis = { zh = "全部", en = "All" }
ratio = { numerator = "area", denominator = "twice" }
"#;

const TWICE: &str = r#"
title = { zh = "两倍", en = "Twice" }
unit = "公顷"
direction = "up"
frequency = "year"
accrual = "stock"
basis = { zh = "全部", en = "All" }
sql = "WITH own AS (SELECT period, value FROM area) SELECT period, value * 2 AS value FROM own"
"#;

fn pack(rows: &str) -> Pack {
    let mut files = Files::default();
    files.insert("pack.toml", MANIFEST);
    files.insert("registers/park.toml", REGISTER);
    files.insert("indicators/area.toml", AREA);
    files.insert("indicators/twice.toml", TWICE);
    files.insert("indicators/half.toml", HALF);
    files.insert("data/park.csv", format!("name,area,free,since\n{rows}"));
    Pack::read(&files).unwrap()
}

async fn save(store: &Store, jurisdiction: &Jurisdiction, pack: &Pack) -> Saved {
    let mut tx = store.write(jurisdiction).await.unwrap();
    let register = &pack.registers["park"];
    tx.make_register("parks", register).await.unwrap();
    let records = pack.records["park"].iter().map(|(_, record)| record);
    let saved = tx.save_records("parks", register, records, now(), "office").await.unwrap();
    tx.commit(entry("register/parks/park")).await.unwrap();
    saved
}

async fn computed(store: &Store, pack: &Pack, indicator: &str) -> Vec<String> {
    let periods: Vec<Period> = ["2017", "2020"].iter().map(|it| it.parse().unwrap()).collect();
    let computed = store.compute(&hangzhou(), pack, indicator, &periods).await.unwrap();
    let said = computed.iter().map(|it| {
        format!("{} {}", it.period, it.value.map_or("–".to_owned(), |value| value.to_string()))
    });
    said.collect()
}

#[tokio::test]
async fn a_changed_record_gets_another_version_and_loses_none() {
    on_both_databases(async |database| {
        let store = &database.store;
        let first = pack("西溪,1150.5,true,2005-05\n湘湖,350,true,2006\n植物园,284.6,false,1956\n");
        let saved = save(store, &hangzhou(), &first).await;
        assert_eq!(saved, Saved { new: 3, changed: 0, same: 0 });
        let later = pack("西溪,1150.5,true,2005-05\n湘湖,352,true,2006\n");
        let saved = save(store, &hangzhou(), &later).await;
        assert_eq!(saved, Saved { new: 0, changed: 1, same: 1 });
        assert_eq!(computed(store, &later, "area").await, ["2017 1502.5", "2020 1502.5"]);
        // Both versions of 湘湖, record 2, are there, and one alone is in force.
        for taken in [
            "INSERT INTO reg_parks_park (jurisdiction, record, version, sureness, recorded_at, recorded_by)
             VALUES ('330100', 2, 1, 'seen', '', '')",
            "INSERT INTO reg_parks_park (jurisdiction, record, version, sureness, recorded_at, recorded_by)
             VALUES ('330100', 2, 2, 'seen', '', '')",
            "INSERT INTO reg_parks_park (jurisdiction, record, version, name, sureness, recorded_at, recorded_by)
             VALUES ('330100', 9, 1, '湘湖', 'seen', '', '')",
        ] {
            assert!(database.execute(taken).await.is_err(), "{taken}");
        }
    })
    .await;
}

#[tokio::test]
async fn indicators_are_computed_of_one_jurisdiction_and_of_one_another() {
    on_both_databases(async |database| {
        let store = &database.store;
        let pack = pack("西溪,1150.5,true,2005-05\n新园,100,true,2019-03-01\n");
        save(store, &hangzhou(), &pack).await;
        save(store, &"330200".parse().unwrap(), &pack).await;
        assert_eq!(computed(store, &pack, "area").await, ["2017 1150.5", "2020 1250.5"]);
        assert_eq!(computed(store, &pack, "twice").await, ["2017 2301", "2020 2501"]);
        assert_eq!(computed(store, &pack, "half").await, ["2017 50.0", "2020 50.0"]);
        assert_eq!(store.first_year(&hangzhou(), &pack).await.unwrap(), Some(2005));
    })
    .await;
}

#[tokio::test]
async fn a_new_field_of_a_later_revision_becomes_a_column() {
    on_both_databases(async |database| {
        let store = &database.store;
        let first = pack("西溪,1150.5,true,2005-05\n");
        save(store, &hangzhou(), &first).await;
        let mut files = Files::default();
        files.insert("pack.toml", MANIFEST);
        let wider = "[[fields]]\nname = \"visitors\"\ntitle = { zh = \"游客\", en = \"Visitors\" }\ntype = \"integer\"\n";
        files.insert("registers/park.toml", format!("{REGISTER}{wider}"));
        files.insert("data/park.csv", "name,area,free,since,visitors\n西溪,1150.5,true,2005-05,7\n");
        let later = Pack::read(&files).unwrap();
        let saved = save(store, &hangzhou(), &later).await;
        assert_eq!(saved, Saved { new: 0, changed: 1, same: 0 });
    })
    .await;
}
