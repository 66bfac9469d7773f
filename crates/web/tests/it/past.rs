//! What pages showed on a day is what they show as of that day.

use axum::http::StatusCode;
use jiff::civil::{Date, date};
use luoshi_delivery::{
    Account, Assignment, Assignments, Audience, Coverage, Decision, DutyRole, PlanId, Report,
    ReportState, Said, Signed, TaskId, moment_of,
};
use luoshi_service::{
    Clock, Context, Upload, agree_measure, assign_task, assign_unassigned, begin_intake, contents,
    decide_all, import_document, issue_plan, load_pack, mark_principle, open_cycle, publish_intake,
    return_report, submit_report, take_in_reports, write_report,
};
use luoshi_store::Store;
use luoshi_store::testing::shipped_pack;
use rust_decimal::Decimal;

use crate::permissions::measure;
use crate::site::{SEED, Site, on_a_site_over, operator};

const PLAN: PlanId = PlanId(1);
const TASK: TaskId = TaskId(3);
/// Every page of a plan that tells something.
const PAGES: [&str; 9] = [
    "/plans/1",
    "/plans/1/document",
    "/plans/1/tasks",
    "/plans/1/targets",
    "/plans/1/assignment",
    "/plans/1/cycles",
    "/plans/1/cycles/2018-Q4",
    "/plans/1/tasks/t3",
    "/plans/1/tasks/t3/reports",
];

fn on(store: &Store, day: Date) -> Context {
    Context { now: moment_of(day.at(10, 0, 0, 0)).unwrap(), ..operator(store, "330100") }
}

fn to(lead: &str) -> Assignments {
    let (role, organisation) = (DutyRole::Lead, lead.parse().unwrap());
    Assignments::new(vec![Assignment { role, organisation, person: None }]).unwrap()
}

fn said(progress: &str, narrative: &str) -> Said {
    let (progress, narrative) = (progress.parse().unwrap(), narrative.to_owned());
    Said { progress, narrative, ..Said::default() }
}

/// A report of the last quarter that passed all hands elsewhere.
fn accepted(cx: &Context, task: u32, verified: Decimal) -> Report {
    let signed = |by: &str| Signed { by: by.to_owned(), at: cx.now };
    let first = Report::first(
        TaskId(task),
        "2018-Q4".parse().unwrap(),
        "swj".parse().unwrap(),
        signed("chen"),
    );
    Report {
        said: said("1", "已建成投用"),
        state: ReportState::Accepted,
        approved: Some(signed("wang")),
        decided: Some(signed("li")),
        verified: Some(verified),
        ..first
    }
}

/// What is done on each day.
async fn act(store: &Store, step: usize) -> Date {
    let quarter = "2018-Q4".parse().unwrap();
    let days = [
        date(2018, 11, 5),
        date(2018, 11, 20),
        date(2019, 1, 2),
        date(2019, 1, 5),
        date(2019, 1, 10),
        date(2019, 1, 20),
        date(2019, 3, 1),
        date(2019, 6, 1),
    ];
    let cx = on(store, days[step]);
    match step {
        1 => {
            assign_unassigned(&cx, PLAN, None, Some(&to("swj"))).await.unwrap();
            let (_, plan) = contents(&cx, PLAN).await.unwrap();
            let provisions = Coverage::of(&plan).provisions;
            for (heading, _) in provisions.iter().filter(|(_, it)| *it == Account::Nothing) {
                mark_principle(&cx, PLAN, &heading.eid, Some("总体要求")).await.unwrap();
            }
            for target in plan.unmeasured() {
                agree_measure(&cx, PLAN, target.id, measure()).await.unwrap();
            }
            issue_plan(&cx, PLAN, "").await.unwrap();
        }
        2 => {
            open_cycle(&cx, PLAN, quarter, 5).await.unwrap();
            write_report(&cx, PLAN, TASK, quarter, said("0.2", "正在选址")).await.unwrap();
        }
        3 => {
            write_report(&cx, PLAN, TASK, quarter, said("0.3", "已完成选址")).await.unwrap();
            submit_report(&cx, PLAN, TASK, quarter).await.unwrap();
        }
        4 => {
            return_report(&cx, PLAN, TASK, quarter, "写明面积").await.unwrap();
            write_report(&cx, PLAN, TASK, quarter, said("0.4", "面积三公顷")).await.unwrap();
        }
        5 => {
            let reports = [accepted(&cx, 1, Decimal::ONE), accepted(&cx, 2, Decimal::new(5, 1))];
            take_in_reports(&cx, PLAN, quarter, &reports).await.unwrap();
        }
        6 => {
            load_pack(&cx, &shipped_pack("exchange")).await.unwrap();
        }
        7 => {
            let text = std::str::from_utf8(SEED).unwrap().replace("首位度", "首位度和显示度");
            let text = format!("{}\n", text.replace("重大意义。", "重要意义。"));
            let (file_name, bytes) = ("更正.txt".to_owned(), text.into_bytes());
            let upload = Upload { file_name, bytes, audience: Audience::Public };
            let intake = begin_intake(&cx, upload, Some(PLAN)).await.unwrap();
            decide_all(&cx, intake, Decision::Accepted, |_| true).await.unwrap();
            publish_intake(&cx, intake).await.unwrap();
        }
        _ => {}
    }
    days[step]
}

/// The site as it is on the evening of a day, and whoever only reads there, signed in.
async fn evening(store: &Store, day: Date) -> (Site, String) {
    let jurisdiction = "330100".parse().unwrap();
    let clock = Clock::set_to(day.at(20, 0, 0, 0), store, &jurisdiction).await.unwrap();
    let site = Site::at(store, "330100", clock);
    let cookie = site.sign_in("leader").await;
    (site, cookie)
}

async fn shown(site: &Site, cookie: &str, query: &str) -> Vec<(StatusCode, Vec<String>)> {
    let mut shown = Vec::new();
    for page in PAGES {
        let answer = site.get_as(cookie, &format!("{page}{query}")).await;
        // What cannot be found is told in the words of the day it is asked.
        let texts = if answer.status.is_success() { answer.all("main") } else { Vec::new() };
        shown.push((answer.status, texts));
    }
    shown
}

#[tokio::test]
async fn as_of_a_day_pages_show_what_they_showed_on_that_day() {
    on_a_site_over(async |store| {
        let mut remembered = Vec::new();
        for step in 0..8 {
            let day = act(&store, step).await;
            let (site, cookie) = evening(&store, day).await;
            remembered.push((day, shown(&site, &cookie, "").await));
        }
        let (site, cookie) = evening(&store, date(2020, 1, 1)).await;
        for (day, before) in &remembered {
            let now = shown(&site, &cookie, &format!("?asof={day}")).await;
            for ((page, before), now) in PAGES.iter().zip(before).zip(&now) {
                assert_eq!(before, now, "{page} on {day}");
            }
        }
        for pair in remembered.windows(2) {
            assert_ne!(pair[0].1, pair[1].1, "something happened until {}", pair[1].0);
        }
        before_the_plan(&site, &cookie).await;
        the_past_is_read_only(&site).await;
    })
    .await;
}

async fn before_the_plan(site: &Site, cookie: &str) {
    let early = site.get_as(cookie, "/plans/1?asof=2018-10-31").await;
    assert_eq!(early.status, StatusCode::NOT_FOUND);
    assert!(early.text().contains("href=\"/plans/1\""), "the way back to today");
}

async fn the_past_is_read_only(site: &Site) {
    let office = site.sign_in("office").await;
    let today = site.get_as(&office, "/plans/1/assignment").await;
    assert!(!today.all("main form[method=post]").is_empty());
    let past = site.get_as(&office, "/plans/1/assignment?asof=2018-12-31").await;
    assert!(past.all("main form[method=post]").is_empty(), "nothing is offered to be changed");
    assert_eq!(past.all(".past").len(), 1);
    assert!(past.text().contains("href=\"/plans/1/tasks?asof=2018-12-31\""), "tabs keep the day");
    let refused = site.post(&office, "/plans/1/issue?asof=2018-12-31", "reason=x").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let tags = [
        today.header("etag").to_owned(),
        past.header("etag").to_owned(),
        site.get_as(&office, "/plans/1/assignment?asof=2019-03-31").await.header("etag").to_owned(),
    ];
    assert!(tags[0] != tags[1] && tags[1] != tags[2], "{tags:?}");
}

#[tokio::test]
async fn a_page_of_a_plan_stays_when_another_plan_is_written_to() {
    on_a_site_over(async |store| {
        let cx = on(&store, date(2018, 11, 2));
        let bytes = [SEED, b"\n"].concat();
        let upload = Upload { file_name: "other.txt".into(), bytes, audience: Audience::Public };
        let other = import_document(&cx, upload).await.unwrap().plan;
        let site = Site::over(&store, "330100");
        let cookie = site.sign_in("leader").await;
        // The list of plans is about all of them; everything else here about one.
        let pages = ["/plans/1", "/plans/1/document", "/plans/1/tasks", "/plans/1/cycles"];
        let tags = async || {
            let mut tags = Vec::new();
            for page in pages.into_iter().chain(["/plans"]) {
                let answer = site.get_as(&cookie, page).await;
                assert_eq!(answer.status, StatusCode::OK, "{page}");
                tags.push(answer.header("etag").to_owned());
            }
            tags
        };
        let before = tags().await;
        assign_task(&cx, other, TASK, &to("swj")).await.unwrap();
        let elsewhere = tags().await;
        assert_eq!(before[..4], elsewhere[..4]);
        assert_ne!(before[4], elsewhere[4]);
        assign_task(&cx, PLAN, TASK, &to("swj")).await.unwrap();
        let here = tags().await;
        assert!(before.iter().zip(&here).all(|(before, here)| before != here), "{here:?}");
        load_pack(&cx, &shipped_pack("exchange")).await.unwrap();
        let observed = tags().await;
        assert!(here.iter().zip(&observed).all(|(before, now)| before != now), "of no plan");
    })
    .await;
}
