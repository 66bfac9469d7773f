use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;

const CITY: &str = r#"
place = "杭州市"
place_short = "市"
[[organisation]]
code = "hz"
kind = "authority"
name = "杭州市"
[[organisation]]
code = "swj"
kind = "department"
name = "杭州市商务委员会"
short = "市商务委"
parent = "hz"
[[organisation]]
code = "ldxz"
kind = "leading-group"
name = "杭州市城市国际化领导小组"
short = "领导小组"
parent = "hz"
[[organisation]]
code = "bgs"
kind = "office"
name = "杭州市城市国际化领导小组办公室"
parent = "ldxz"
[[organisation]]
code = "zx-hub"
kind = "special-group"
name = "亚太门户枢纽专项小组"
parent = "ldxz"
[[organisation]]
code = "330102"
kind = "district"
name = "杭州市上城区"
short = "上城区"
parent = "hz"
"#;

fn code(text: &str) -> OrganisationCode {
    text.parse().unwrap()
}

fn city() -> Vec<Organisation> {
    read_organisations(CITY).unwrap()
}

fn called(name: &str, parent: &str) -> Wording {
    let parent = Some(code(parent));
    Wording { name: name.into(), short_name: None, aliases: Vec::new(), parent, note: None }
}

/// All organisations after some of them were changed.
fn with(all: &[Organisation], changed: &[Organisation]) -> Vec<Organisation> {
    let touched = |it: &&Organisation| changed.iter().all(|new| new.code != it.code);
    all.iter().filter(touched).chain(changed).cloned().collect()
}

#[test]
fn a_renamed_organisation_has_the_old_name_until_the_day_before() {
    let all = city();
    let day = date(2019, 1, 10);
    let history = Histories(&all).reword(&code("swj"), called("杭州市商务局", "hz"), day).unwrap();
    let names: Vec<_> = history.iter().map(|it| (it.name.as_str(), it.from, it.until)).collect();
    let before = ("杭州市商务委员会", None, Some(date(2019, 1, 9)));
    assert_eq!(names, [before, ("杭州市商务局", Some(day), None)]);
    // Typed again on the same day, it is a correction.
    let all = with(&all, &history);
    let again =
        Histories(&all).reword(&code("swj"), called("杭州市商务局(新)", "hz"), day).unwrap();
    assert_eq!((again.len(), again[1].name.as_str()), (2, "杭州市商务局(新)"));
}

#[test]
fn what_would_make_the_tree_false_is_refused() {
    let all = city();
    let (histories, day) = (Histories(&all), date(2019, 1, 10));
    let refused = histories.reword(&code("hz"), called("杭州市", "swj"), day);
    assert_eq!(refused, Err(NotReorganised::UnderItself("杭州市".into())));
    let refused = histories.close(&code("ldxz"), (Vec::new(), None), day);
    assert!(matches!(refused, Err(NotReorganised::HasUnder(under)) if under.len() == 2));
    let refused = histories.reword(&code("swj"), called("杭州市上城区", "hz"), day);
    assert_eq!(refused, Err(NotReorganised::NameTaken("杭州市上城区".into())));
    let refused = histories.reword(&code("swj"), called("市商务局", "nobody"), day);
    assert!(matches!(refused, Err(NotReorganised::NotStanding { .. })));
    let refused = histories.reword(&code("swj"), called(" ", "hz"), day);
    assert_eq!(refused, Err(NotReorganised::NoName));
    let closed = histories.close(&code("swj"), (vec![code("330102")], None), day).unwrap();
    let all = with(&all, &closed);
    let refused = Histories(&all).close(&code("swj"), (Vec::new(), None), date(2019, 2, 1));
    assert!(matches!(refused, Err(NotReorganised::NotStanding { .. })));
    let kind = OrganisationKind::Department;
    let refused = Histories(&all).found(code("swj"), kind, called("商务厅", "hz"), day);
    assert_eq!(refused, Err(NotReorganised::CodeTaken(code("swj"))));
}

#[test]
fn a_district_mirrors_the_mechanism_of_the_city() {
    let all = city();
    let pair = (&code("ldxz"), &code("330102"));
    let new = Histories(&all).mirror(pair, Some("区委〔2018〕9号"), date(2018, 10, 1)).unwrap();
    let named =
        |it: &Organisation| format!("{} {} < {}", it.code, it.name, it.parent.as_ref().unwrap());
    assert_eq!(
        new.iter().map(named).collect::<Vec<_>>(),
        [
            "330102-ldxz 杭州市上城区城市国际化领导小组 < 330102",
            "330102-bgs 杭州市上城区城市国际化领导小组办公室 < 330102-ldxz",
            "330102-zx-hub 杭州市上城区亚太门户枢纽专项小组 < 330102-ldxz",
        ]
    );
    assert_eq!(new[0].short_name.as_deref(), Some("上城区领导小组"));
    let all = with(&all, &new);
    let again = Histories(&all).mirror(pair, None, date(2018, 10, 2));
    assert_eq!(again, Err(NotReorganised::Mirrored("上城区".into())));
    let pair = (&code("ldxz"), &code("swj"));
    let no_district = Histories(&all).mirror(pair, None, date(2018, 10, 2));
    assert_eq!(no_district, Err(NotReorganised::NotMirrored));
}

proptest! {
    #[test]
    fn what_was_so_on_an_earlier_day_stays_so(days in prop::collection::vec(0..2000_i32, 1..6), asked in 0..2000_i32) {
        let day = |after: i32| date(2018, 1, 1).saturating_add(jiff::Span::new().days(after));
        let mut all = city();
        for (at, after) in days.into_iter().enumerate() {
            let on: Date = day(after);
            let wording = called(&format!("商务{at}"), "hz");
            let changed = Histories(&all).reword(&code("swj"), wording, on).unwrap();
            let later = with(&all, &changed);
            let chart = |all: &[Organisation], on| OrganisationChart::on(on, all.to_vec());
            if day(asked) < on {
                let (before, after) = (chart(&all, day(asked)), chart(&later, day(asked)));
                // When it ended is told later; how it stood on the day is not told otherwise.
                let stood = |chart: &OrganisationChart| {
                    chart.get(&code("swj")).map(|it| Organisation { until: None, ..it.clone() })
                };
                prop_assert_eq!(stood(&before), stood(&after));
            }
            // On every day it stands exactly once.
            let standing = later.iter().filter(|it| it.code == code("swj") && it.stands_on(day(asked)));
            prop_assert_eq!(standing.count(), 1);
            all = later;
        }
    }
}
