//! The seed document 市委〔2018〕15号, read as a person reads it.

use luoshi_document::{Document, Level, Role, read};

fn seed() -> Document {
    read("seed.txt", include_bytes!("../../../../examples/hangzhou-2018/document.txt"))
        .expect("the seed is text")
}

fn body() -> String {
    let document = seed();
    let blocks = document.blocks.iter().filter(|block| block.role == Role::Body);
    blocks.map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn it_has_twelve_chapters_and_thirty_three_articles_that_run_on() {
    let document = seed();
    let numbers = |level: Level| -> Vec<u32> {
        let of_level = document.provisions.iter().filter(|provision| provision.level == level);
        of_level.filter_map(|provision| provision.number).collect()
    };
    assert_eq!(numbers(Level::Chapter), (1..=12).collect::<Vec<_>>());
    assert_eq!(numbers(Level::Article), (1..=33).collect::<Vec<_>>());
    assert_eq!(document.provisions.len(), 45);
    assert!(document.provisions.iter().all(|provision| provision.heading.is_some()));
    assert!(document.diagnostics.is_empty(), "{:?}", document.diagnostics);
}

#[test]
fn what_page_breaks_tore_apart_is_whole_again() {
    let body = body();
    for whole in [
        "以改革促发展的浓厚氛围。",
        "改革成效充分彰显，",
        "商合杭铁路湖州至杭州段",
        "坚持正向激励和反向倒逼相结合",
        "《杭州市深化服务贸易创新发展行动计划(2018—2020年)》",
        "推动云计算、大数据、区块链、人工智能等新技术在金融领域融合应用",
        "加大对科技型中小企业的扶持力度。",
        "深入实施以“全球聚才十条”为核心的人才国际化新政",
        "盘活用好现有国际友城资源",
        "两大世界文化遗产的带动效应",
        "到2020年,货物贸易进出口总额突破5900亿元",
    ] {
        assert!(body.contains(whole), "{whole}");
    }
}

#[test]
fn its_head_and_imprint_are_told_apart() {
    let document = seed();
    let of = |role: Role| -> Vec<&str> {
        let blocks = document.blocks.iter().filter(|block| block.role == role);
        blocks.map(|block| block.text.as_str()).collect()
    };
    assert_eq!(of(Role::Letterhead), ["中共杭州市委文件"]);
    assert_eq!(of(Role::Number), ["市委〔2018〕15号"]);
    assert_eq!(of(Role::DateLine), ["(2018年7月30日)"]);
    assert_eq!(of(Role::Imprint).len(), 3);
    let meta = document.meta;
    assert_eq!(meta.issuers, ["中共杭州市委", "杭州市人民政府"]);
    assert_eq!(meta.addressees, ["各区、县(市)党委和人民政府", "市直属各单位"]);
    assert_eq!(meta.printed_by.as_deref(), Some("中共杭州市委办公厅"));
    assert_eq!(meta.genre.unwrap().0, "意见");
}
