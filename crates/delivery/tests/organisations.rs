//! Organisations are what they were on the day one asks for.

use jiff::civil::{Date, date};
use luoshi_delivery::{OrganisationChart, OrganisationKind, read_organisations};

const HANGZHOU: &str = include_str!("../../../examples/hangzhou-2018/organisations.toml");
const WRITTEN: Date = date(2018, 7, 30);

fn hangzhou(day: Date) -> OrganisationChart {
    OrganisationChart::on(day, read_organisations(HANGZHOU).expect("it has no fault"))
}

fn codes_of(chart: &OrganisationChart, name: &str) -> Vec<String> {
    chart.named(name).iter().map(|found| found.code.to_string()).collect()
}

fn faults(entries: &str) -> Vec<String> {
    let text = format!("place = \"杭州市\"\nplace_short = \"市\"\n{entries}");
    read_organisations(&text).expect_err("a faulty file is refused").0
}

#[test]
fn every_name_of_the_document_is_an_organisation_of_2018() {
    let chart = hangzhou(WRITTEN);
    let named = [
        ("市发改委", "fgw"),
        ("市发展和改革委员会", "fgw"),
        ("市发展改革委员会", "fgw"),
        ("杭州市发展和改革委员会", "fgw"),
        ("领导小组", "ldxz"),
        ("市“一带一路”建设与城市国际化咨询委员会", "zxwyh"),
        ("市商务委", "swj"),
        ("市旅委", "lw"),
        ("江干区", "330104"),
        ("建德市", "330182"),
    ];
    for (name, code) in named {
        assert_eq!(codes_of(&chart, name), [code], "{name}");
    }
}

#[test]
fn hangzhou_had_thirteen_districts_and_counties_then_and_has_as_many_since() {
    for day in [WRITTEN, date(2021, 4, 8), date(2021, 4, 9), date(2024, 1, 1)] {
        let chart = hangzhou(day);
        let districts = chart.all().iter().filter(|it| it.kind == OrganisationKind::District);
        assert_eq!(districts.count(), 13, "{day}");
    }
    assert_eq!(codes_of(&hangzhou(date(2021, 4, 8)), "钱塘区"), [""; 0]);
    assert_eq!(codes_of(&hangzhou(date(2021, 4, 9)), "江干区"), [""; 0]);
}

#[test]
fn a_renamed_department_keeps_its_code_and_its_old_name_stays_in_its_time() {
    let (before, after) = (hangzhou(WRITTEN), hangzhou(date(2020, 1, 1)));
    assert_eq!(codes_of(&before, "市商务委"), codes_of(&after, "市商务局"));
    assert!(codes_of(&after, "市商务委").is_empty() && codes_of(&before, "市商务局").is_empty());
}

#[test]
fn a_merged_department_says_what_its_work_went_to() {
    let before = hangzhou(WRITTEN);
    let successors = &before.named("市旅委")[0].successors;
    let after = hangzhou(date(2020, 1, 1));
    assert_eq!(after.get(&successors[0]).unwrap().shown(), "市文化广电旅游局");
}

#[test]
fn no_name_of_hangzhou_means_two_organisations_on_one_day() {
    for day in [WRITTEN, date(2020, 1, 1), date(2024, 1, 1)] {
        let chart = hangzhou(day);
        for name in chart.all().iter().flat_map(|it| it.names()) {
            assert_eq!(chart.named(name).len(), 1, "{name} on {day}");
        }
    }
}

#[test]
fn the_tree_holds_everything_once_under_one_root() {
    let chart = hangzhou(WRITTEN);
    let tree = chart.tree();
    assert_eq!(tree.len(), 1);
    let mut waiting = tree;
    let mut seen = 0;
    while let Some(branch) = waiting.pop() {
        seen += 1;
        waiting.extend(branch.under);
    }
    assert_eq!(seen, chart.all().len());
}

#[test]
fn the_line_goes_from_the_office_to_the_city() {
    let chart = hangzhou(WRITTEN);
    let line = chart.line(&"ldxz-bgs".parse().unwrap());
    let codes: Vec<&str> = line.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["ldxz-bgs", "ldxz", "hz"]);
}

#[test]
fn a_file_that_contradicts_itself_is_refused_with_every_reason() {
    let twice = "
        [[organisation]]\ncode = \"a\"\nkind = \"department\"\nname = \"甲\"\nuntil = \"2019-01-01\"
        [[organisation]]\ncode = \"a\"\nkind = \"department\"\nname = \"乙\"\nfrom = \"2019-01-01\"
        parent = \"c\"";
    assert_eq!(faults(twice), ["a: 甲 and 乙 overlap", "乙: there is no c"]);
    let circle = "
        [[organisation]]\ncode = \"a\"\nkind = \"department\"\nname = \"甲\"\nparent = \"b\"
        [[organisation]]\ncode = \"b\"\nkind = \"department\"\nname = \"乙\"\nparent = \"a\"
        until = \"2019-01-01\"";
    assert_eq!(faults(circle), ["甲: it stands under itself", "乙: it stands under itself"]);
    let backwards = "
        [[organisation]]\ncode = \"a\"\nkind = \"department\"\nname = \"甲\"
        from = \"2019-01-02\"\nuntil = \"2019-01-01\"";
    assert_eq!(faults(backwards), ["甲: it ends on 2019-01-01, before it begins on 2019-01-02"]);
}
