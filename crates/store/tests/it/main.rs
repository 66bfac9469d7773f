//! What is stored comes back the same, on both databases.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod backup;
mod catalogue;
mod earlier;
mod killed;
mod registers;
mod trouble;

use std::sync::Arc;

use jiff::Timestamp;
use luoshi_delivery::{
    Audience, Basis, Chapter, Comparator, Deadline, Due, Duty, DutyRole, Heading, Jurisdiction,
    Place, Plan, PlanContents, PlanId, PlanSource, Project, Step, Strength, Target, TargetId, Task,
    TaskId,
};
use luoshi_document::Span;
use luoshi_store::testing::on_both_databases;
use luoshi_store::{AuditEntry, Error, NewPlan, Store, Tally};
use sha2::{Digest as _, Sha256};

fn hangzhou() -> Jurisdiction {
    "330100".parse().unwrap()
}

fn now() -> Timestamp {
    "2018-11-01T08:00:00.25Z".parse().unwrap()
}

fn entry(thing: &str) -> AuditEntry {
    AuditEntry {
        at: now(),
        actor: "office".into(),
        organisation: String::new(),
        action: "import_document".into(),
        thing: thing.into(),
    }
}

fn heading(eid: &str, text: Option<&str>) -> Heading {
    Heading { eid: eid.into(), label: format!("{eid}、"), text: text.map(Into::into) }
}

fn chapters() -> Vec<Chapter> {
    let article = heading("chp_1__art_2", None);
    vec![
        Chapter { heading: heading("chp_1", Some("主要目标")), children: vec![article] },
        Chapter { heading: heading("chp_2", Some("布局")), children: Vec::new() },
    ]
}

fn place() -> Place {
    let chapter = chapters().remove(0);
    Place { chapter: Some(chapter.heading), article: chapter.children.into_iter().next() }
}

fn contents() -> PlanContents {
    let task = |id: u32, strength, due| Task {
        id: TaskId(id),
        place: if id == 1 { place() } else { Place::default() },
        sentence: format!("chp_1__s_{id}"),
        span: Span::new(id, id + 10),
        text: "办好“杭州国际日”活动；'; DROP TABLE task; --".into(),
        strength,
        due,
        steps: vec![Step { verb: "办好".into(), text: "办好活动".into() }],
        projects: vec![Project { name: "杭州国际日".into(), stage: "办好".into() }],
        duties: DutyRole::ALL
            .map(|role| Duty { role, organisation: format!("市{}局", role.name()) })
            .to_vec(),
        assignments: luoshi_delivery::Assignments::default(),
        standing: luoshi_delivery::Standing::default(),
        detail: luoshi_delivery::TaskDetail::default(),
    };
    let target = |id: u32, comparator, basis| Target {
        id: TargetId(id),
        place: place(),
        sentence: "chp_1__s_1".into(),
        span: Span::new(3, 9),
        quote: "达到5.5%".into(),
        indicator: "比重".into(),
        comparator,
        value: (id != 1).then(|| "5.50".parse().unwrap()),
        value_max: (id == 2).then(|| "6".parse().unwrap()),
        unit: (id != 1).then(|| "%".into()),
        from: Some("2018".into()),
        due: Some(Due::Month(2020, 6)),
        basis,
        aspirational: id == 3,
    };
    let days = [Some(Due::Year(2020)), Some(Due::Day(jiff::civil::date(2018, 12, 31))), None, None];
    let deadline = Deadline {
        sentence: "chp_1__s_1".into(),
        span: Span::new(0, 4),
        quote: "年底前".into(),
        due: Due::Year(2018),
    };
    PlanContents {
        chapters: chapters(),
        tasks: Strength::ALL
            .into_iter()
            .zip(days)
            .zip(1..)
            .map(|((s, d), id)| task(id, s, d))
            .collect(),
        targets: Comparator::ALL
            .into_iter()
            .zip(Basis::ALL.into_iter().cycle())
            .zip(1..)
            .map(|((comparator, basis), id)| target(id, comparator, basis))
            .collect(),
        deadlines: vec![deadline],
        ..PlanContents::default()
    }
}

/// The digest of a file whose whole text is `text`.
fn digest_of(text: &str) -> String {
    hex::encode(Sha256::digest(text))
}

/// A plan of a file with that text.
fn new_plan(text: &str) -> NewPlan {
    let plan = Plan {
        id: PlanId(0),
        title: "关于开放的意见".into(),
        number: None,
        issuers: vec!["中共杭州市委".into(), "“引号”\"政府".into()],
        written_on: Some(jiff::civil::date(2018, 7, 30)),
        source: PlanSource { name: "文件.txt".into(), sha256: digest_of(text) },
        audience: Audience::Public,
        created_at: now(),
        created_by: "office".into(),
    };
    NewPlan { plan, contents: contents() }
}

async fn add(store: &Store, place: &Jurisdiction, text: &str) -> PlanId {
    let new = new_plan(text);
    let mut tx = store.write(place).await.unwrap();
    tx.save_file(&new.plan.source, text.as_bytes(), now()).await.unwrap();
    let id = tx.add_plan(&new).await.unwrap();
    tx.commit(entry(&format!("plan/{id}"))).await.unwrap();
    id
}

async fn plans(store: &Store) -> Vec<Plan> {
    store.plans(&hangzhou(), &[Audience::Public], None, 100).await.unwrap()
}

#[tokio::test]
async fn plans_are_listed_by_the_stretch_for_those_who_may_read_them() {
    on_both_databases(async |database| {
        let store = &database.store;
        for file in ["a", "b", "c"] {
            add(store, &hangzhou(), file).await;
        }
        let listed = async |audiences: &[Audience], before, limit| {
            let plans = store.plans(&hangzhou(), audiences, before, limit).await.unwrap();
            plans.iter().map(|plan| plan.id.0).collect::<Vec<_>>()
        };
        let everybody = [Audience::Public];
        assert_eq!(listed(&everybody, None, 2).await, [3, 2]);
        assert_eq!(listed(&everybody, Some(PlanId(2)), 2).await, [1]);
        assert_eq!(listed(&[Audience::Internal], None, 2).await, [0; 0]);
        assert_eq!(listed(&[], None, 2).await, [0; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_plan_read_again_after_a_write_is_read_anew() {
    on_both_databases(async |database| {
        let store = &database.store;
        let id = add(store, &hangzhou(), "aa").await;
        let first = store.contents(&hangzhou(), id).await.unwrap();
        assert!(Arc::ptr_eq(&first, &store.contents(&hangzhou(), id).await.unwrap()));
        let position = store.position(&hangzhou()).await.unwrap();
        add(store, &hangzhou(), "bb").await;
        assert_eq!(store.position(&hangzhou()).await.unwrap(), position + 1);
        assert!(!Arc::ptr_eq(&first, &store.contents(&hangzhou(), id).await.unwrap()));
    })
    .await;
}

#[tokio::test]
async fn a_plan_comes_back_as_it_was_stored() {
    on_both_databases(async |database| {
        let store = &database.store;
        let id = add(store, &hangzhou(), "aa").await;
        let expected = Plan { id, ..new_plan("aa").plan };
        assert_eq!(store.plan(&hangzhou(), id).await.unwrap(), Some(expected.clone()));
        assert_eq!(plans(store).await, [expected]);
        assert_eq!(*store.contents(&hangzhou(), id).await.unwrap(), contents());
        let sha256 = digest_of("aa");
        assert_eq!(store.file(&hangzhou(), &sha256).await.unwrap().unwrap(), b"aa");
        assert_eq!(store.plan_of_file(&hangzhou(), &sha256).await.unwrap(), Some(id));
        let tally = Tally { chapters: 2, articles: 1, tasks: 4, targets: 9 };
        assert_eq!(store.tallies(&hangzhou(), id..=id).await.unwrap()[&id], tally);
    })
    .await;
}

#[tokio::test]
async fn a_file_whose_bytes_were_changed_is_not_given_out() {
    on_both_databases(async |database| {
        let store = &database.store;
        add(store, &hangzhou(), "aa").await;
        let others = match database.url().starts_with("postgres") {
            true => "UPDATE document SET bytes = 'bb'",
            false => "UPDATE document SET bytes = x'6262'",
        };
        database.execute(others).await.unwrap();
        let refused = store.file(&hangzhou(), &digest_of("aa")).await;
        assert!(matches!(refused, Err(Error::FileChanged(_))), "{refused:?}");
        let refused = store.named_file(&hangzhou(), &digest_of("aa")).await;
        assert!(matches!(refused, Err(Error::FileChanged(_))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_write_that_was_not_committed_leaves_nothing() {
    on_both_databases(async |database| {
        let store = &database.store;
        let mut tx = store.write(&hangzhou()).await.unwrap();
        tx.save_file(&new_plan("aa").plan.source, b"text", now()).await.unwrap();
        tx.add_plan(&new_plan("aa")).await.unwrap();
        drop(tx);
        assert_eq!(plans(store).await, []);
        assert_eq!(store.file(&hangzhou(), &digest_of("aa")).await.unwrap(), None);
        assert_eq!(store.audit_entries(&hangzhou()).await.unwrap(), []);
        assert_eq!(add(store, &hangzhou(), "aa").await, PlanId(1), "no number was used up");
    })
    .await;
}

#[tokio::test]
async fn writers_at_the_same_time_queue_up_and_every_write_has_its_entry() {
    on_both_databases(async |database| {
        let writers = (0..8).map(|writer| {
            let store = database.store.clone();
            tokio::spawn(async move {
                for file in 0..4 {
                    add(&store, &hangzhou(), &format!("{writer}-{file}")).await;
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        let plans = plans(&database.store).await;
        let numbers: Vec<u32> = plans.iter().map(|plan| plan.id.0).rev().collect();
        assert_eq!(numbers, (1..=32).collect::<Vec<_>>());
        assert_eq!(database.store.audit_entries(&hangzhou()).await.unwrap().len(), 32);
    })
    .await;
}

#[tokio::test]
async fn opening_a_database_again_changes_nothing() {
    on_both_databases(async |database| {
        let id = add(&database.store, &hangzhou(), "aa").await;
        let again = database.reopened().await;
        assert_eq!(*again.store.contents(&hangzhou(), id).await.unwrap(), contents());
    })
    .await;
}

#[tokio::test]
async fn a_database_that_is_not_there_is_named_without_its_password() {
    let error =
        Store::open("postgres://luoshi:s3cr3t@127.0.0.1:1/none").await.unwrap_err().to_string();
    assert!(error.contains("127.0.0.1:1/none") && !error.contains("s3cr3t"), "{error}");
    let error = Store::open("mysql://db/luoshi").await.unwrap_err().to_string();
    assert!(error.contains("postgres://"), "{error}");
}
