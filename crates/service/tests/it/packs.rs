use luoshi_delivery::{Audience, Verdict};
use luoshi_packs::Files;
use luoshi_service::{Actor, Context, Error, Loaded, Role};
use luoshi_service::{contents, failing_examples, import_document, load_pack, outcomes};
use luoshi_store::testing::shipped_pack;

use crate::office::{Office, SEED, on_both_databases, upload, user};

/// The operator, years after the plan was due.
fn later(office: &Office) -> Context {
    Context { now: "2026-11-24T02:00:00Z".parse().unwrap(), ..office.cx(Actor::Operator) }
}

/// What became of each target that is measured: indicator, verdict, value, share, how sure.
async fn became(cx: &Context) -> Vec<String> {
    let (_, contents) = contents(cx, luoshi_delivery::PlanId(1)).await.unwrap();
    let outcomes = outcomes(cx, &contents).await.unwrap();
    let said = contents.targets.iter().filter_map(|target| {
        let outcome = &outcomes.found(target.id)?.outcome;
        let or = |value: Option<_>| {
            value.map_or("–".to_owned(), |it: rust_decimal::Decimal| it.to_string())
        };
        let (measured, share) = (or(outcome.measured), or(outcome.attainment));
        let (verdict, sureness) = (outcome.verdict.name(), outcome.sureness.name());
        Some(format!("{} {verdict} {measured} {share} {sureness}", target.indicator))
    });
    said.collect()
}

#[tokio::test]
async fn the_packs_say_what_became_of_the_seven_targets() {
    on_both_databases(async |office| {
        let cx = later(&office);
        import_document(&cx, upload(SEED, Audience::Public)).await.unwrap();
        assert_eq!(became(&cx).await, [""; 0], "nothing is claimed without data");
        for name in ["exchange", "hub", "investment"] {
            load_pack(&cx, &shipped_pack(name)).await.unwrap();
        }
        let expected = [
            "货物贸易进出口总额 met 5934 100.6 to_verify",
            "实际利用外资 met 201.6 100.8 computed",
            "旅客吞吐量 missed 2822.43 61.4 to_verify",
            "货邮吞吐量 met 80.20 133.7 to_verify",
            "国际及地区通航点 to-verify – – seen",
            "省级及以上境外经贸合作区 to-verify – – seen",
            "国际友城 missed 31 96.9 seen",
        ];
        assert_eq!(became(&cx).await, expected);
        let in_2018 = became(&office.cx(Actor::Operator)).await;
        assert!(in_2018.iter().all(|it| it.contains(Verdict::Underway.name())), "{in_2018:?}");
    })
    .await;
}

/// The hub with one more year, or another value, in its observations.
fn hub(replace: &str, with: &str) -> Files {
    let hub = shipped_pack("hub");
    let mut changed = hub.clone();
    let texts = hub.texts().find(|(path, _)| *path == "data/observations.csv");
    let text = texts.unwrap().1.replace(replace, with);
    changed.insert("data/observations.csv", text);
    changed
}

#[tokio::test]
async fn a_correction_supersedes_and_another_source_stands_beside() {
    on_both_databases(async |office| {
        let cx = later(&office);
        import_document(&cx, upload(SEED, Audience::Public)).await.unwrap();
        let first = load_pack(&cx, &shipped_pack("hub")).await.unwrap();
        assert_eq!(first, Loaded::Revision { number: 1, observations: 23, records: 18 });
        assert_eq!(load_pack(&cx, &shipped_pack("hub")).await.unwrap(), Loaded::AsBefore);
        let corrected = hub("2020,,2822.43,caac2020,to_verify", "2020,,2822.4,caac2020,seen");
        let second = load_pack(&cx, &corrected).await.unwrap();
        assert_eq!(second, Loaded::Revision { number: 2, observations: 1, records: 0 });
        let passengers =
            || async { became(&cx).await.into_iter().find(|it| it.contains("旅客")) };
        assert_eq!(passengers().await.as_deref(), Some("旅客吞吐量 missed 2822.4 61.4 seen"));
        let beside = "airport_passengers,2020,,4700,ehangzhou2018,to_verify,\nairport_cargo,2017";
        let disputed = load_pack(&cx, &hub("airport_cargo,2017", beside)).await.unwrap();
        assert_eq!(disputed, Loaded::Revision { number: 3, observations: 2, records: 0 });
        let (_, contents) = contents(&cx, luoshi_delivery::PlanId(1)).await.unwrap();
        let outcomes = outcomes(&cx, &contents).await.unwrap();
        let target = contents.targets.iter().find(|it| it.indicator == "旅客吞吐量").unwrap();
        let outcome = &outcomes.found(target.id).unwrap().outcome;
        assert_eq!(outcome.others.len(), 1, "the conflict is shown, not settled");
        let audit = office.audit().await;
        let loads =
            ["1", "computed", "2", "3"].map(|it| format!("operator load_pack pack/hub/{it}"));
        assert_eq!(audit[1..], loads, "each load is audited");
    })
    .await;
}

#[tokio::test]
async fn a_pack_with_faults_is_not_loaded_and_nobody_but_the_operator_loads() {
    on_both_databases(async |office| {
        let cx = later(&office);
        let faulty = load_pack(&cx, &hub("2017,,3557", "2017-13,,3557")).await;
        assert!(
            matches!(&faulty, Err(Error::FaultyPack(faults)) if faults.len() == 1),
            "{faulty:?}"
        );
        for actor in [Actor::Visitor, user(Role::Leader), user(Role::Office)] {
            let refused = load_pack(&office.cx(actor), &shipped_pack("hub")).await;
            assert!(matches!(refused, Err(Error::SignInFirst(_) | Error::Forbidden(_))));
        }
        assert!(office.store().packs(&cx.jurisdiction).await.unwrap().is_empty());
        assert_eq!(office.audit().await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_stored_pack_is_the_pack_that_was_loaded() {
    on_both_databases(async |office| {
        let cx = later(&office);
        for files in [shipped_pack("hub"), hub("2017,,3557", "2017,,3558")] {
            load_pack(&cx, &files).await.unwrap();
            let stored = office.store().packs(&cx.jurisdiction).await.unwrap();
            assert_eq!(stored.len(), 1, "the last revision alone is in force");
            assert_eq!(stored[0].files.sha256(), files.sha256());
            assert_eq!(stored[0].sha256, files.sha256());
        }
    })
    .await;
}

#[tokio::test]
async fn examples_of_the_packs_that_come_along_hold_and_a_wrong_one_is_told_by_its_line() {
    on_both_databases(async |office| {
        let cx = later(&office);
        for name in ["delivery", "exchange", "hub", "investment"] {
            let failing = failing_examples(&cx, &shipped_pack(name)).await.unwrap();
            assert!(failing.is_empty(), "{name}: {failing:?}");
        }
        let mut wrong = shipped_pack("hub");
        let expected =
            "[[indicators]]\nindicator = \"projects_opened\"\nperiod = \"2020\"\nvalue = \"3\"\n";
        wrong.insert("examples/hub.toml", expected);
        let failing = failing_examples(&cx, &wrong).await.unwrap();
        let said: Vec<String> = failing.iter().map(ToString::to_string).collect();
        let expected = "examples/hub.toml:2: example does not hold: projects_opened of 2020 is 2";
        assert_eq!(said, [expected]);
    })
    .await;
}
