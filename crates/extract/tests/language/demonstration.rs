//! The demonstration document: Hangzhou 2018.

use luoshi_extract::{Extraction, Target, extract};

use crate::show;

const SOURCE: &[u8] = include_bytes!("../../../../examples/hangzhou-2018/document.txt");

fn extraction() -> Extraction {
    extract(
        &luoshi_document::read("document.txt", SOURCE).expect("the demonstration is a document"),
    )
}

#[test]
fn the_targets_with_a_number_and_a_date_are_these_seven() {
    let extraction = extraction();
    let dated = |target: &&Target| target.value.is_some() && target.by.is_some();
    let shown: Vec<String> = extraction.targets.iter().filter(dated).map(show::target).collect();
    assert_eq!(
        shown,
        [
            "货物贸易进出口总额 > 5900 亿元, by 2020",
            "实际利用外资 > 200 亿美元, by 2020, from 2018, cumulative",
            "旅客吞吐量 ≥ 4600 万人次, by 2020, ~",
            "货邮吞吐量 ≥ 60 万吨, by 2020, ~",
            "国际及地区通航点 ≥ 50 个, by 2020, ~",
            "省级及以上境外经贸合作区 ≥ 4 个, by 2020, ~",
            "国际友城 ≥ 32 对, by 2020, cumulative",
        ]
    );
}

#[test]
fn directions_and_undated_numbers_are_kept_apart() {
    let extraction = extraction();
    let other = |target: &&Target| target.value.is_none() || target.by.is_none();
    let shown: Vec<String> = extraction.targets.iter().filter(other).map(show::target).collect();
    assert_eq!(
        shown,
        [
            "服务贸易占对外贸易比重 ↑, by 2020, change",
            "对外投资 ↑, by 2020, change",
            "高铁 ≥ 11 条",
            "客运站 ≥ 6 个",
            "方向 ≥ 9 个",
        ]
    );
}

#[test]
fn no_name_with_a_number_is_a_target() {
    let extraction = extraction();
    for name in ["万亩千亿", "111", "152", "1+X", "500强", "2050", "G60", "5G"] {
        assert!(extraction.targets.iter().all(|target| !target.quote.contains(name)), "{name}");
    }
}

#[test]
fn every_article_of_measures_has_its_tasks() {
    let extraction = extraction();
    for number in 4..=33 {
        let article = format!("__art_{number}__s_");
        assert!(
            extraction.tasks.iter().any(|task| task.eid.contains(&article)),
            "article {number}"
        );
    }
}
