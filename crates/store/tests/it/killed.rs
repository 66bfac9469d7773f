//! A program that is killed at any moment loses nothing it acknowledged and leaves nothing half done.

use std::collections::BTreeSet;
use std::hash::{BuildHasher as _, RandomState};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::Duration;

use luoshi_delivery::PlanId;
use luoshi_store::Store;
use luoshi_store::testing::TestDatabase;

use crate::{add, contents, hangzhou};

/// How often each database's writers are killed.
const KILLS: u32 = 200;
/// Who writes at the same time.
const WRITERS: u32 = 4;
/// Says to the killed program which database it writes to, and which round it is.
const DATABASE: &str = "LUOSHI_KILLED_DATABASE";

/// The program that is killed: it writes plans and says which were acknowledged.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "started by the test below, to be killed"]
async fn writes_until_it_is_killed() {
    let Ok(told) = std::env::var(DATABASE) else { return };
    let (round, url) = told.split_once(' ').unwrap();
    let store = Store::open(url).await.unwrap();
    let writers = (0..WRITERS).map(|writer| {
        let (store, round) = (store.clone(), round.to_owned());
        tokio::spawn(async move {
            for file in 0.. {
                let id = add(&store, &hangzhou(), &format!("{round}-{writer}-{file}")).await;
                let mut out = std::io::stdout().lock();
                writeln!(out, "acknowledged {id}").and_then(|()| out.flush()).unwrap();
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_kills_the_program_loses_no_acknowledged_write_and_finds_none_half_done() {
    let databases = TestDatabase::of_each_kind().await.into_iter().map(|database| {
        tokio::spawn(async move {
            let mut acknowledged = BTreeSet::new();
            for round in 0..KILLS {
                let url = format!("{round} {}", database.url());
                let now = tokio::task::spawn_blocking(move || killed(&url)).await.unwrap();
                assert!(!now.is_empty(), "nothing was written in round {round}");
                acknowledged.extend(now);
                nothing_is_missing(&database.store, &acknowledged).await;
            }
            nothing_is_half_done(&database.store).await;
        })
    });
    for database in databases.collect::<Vec<_>>() {
        database.await.unwrap();
    }
}

/// Starts the program above, kills it some moment after its first write; what it had acknowledged.
fn killed(url: &str) -> Vec<PlanId> {
    let this = std::env::current_exe().unwrap();
    let mut child = Command::new(this)
        .args(["killed::writes_until_it_is_killed", "--exact", "--ignored", "--nocapture"])
        .env(DATABASE, url)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let acknowledged = |line: String| line.strip_prefix("acknowledged ")?.parse().ok();
    let mut found: Vec<PlanId> = lines.by_ref().find_map(acknowledged).into_iter().collect();
    let moment = RandomState::new().hash_one(url) % 12_000;
    std::thread::sleep(Duration::from_micros(moment));
    child.kill().unwrap();
    found.extend(lines.filter_map(acknowledged));
    child.wait().unwrap();
    found
}

/// Every acknowledged plan has its entry, and the log has as many entries as it says.
async fn nothing_is_missing(store: &Store, acknowledged: &BTreeSet<PlanId>) {
    // A server may still be finishing a commit that the killed program had sent.
    let before = store.position(&hangzhou()).await.unwrap();
    let entries = store.audit_entries(&hangzhou()).await.unwrap();
    let after = store.position(&hangzhou()).await.unwrap();
    assert!((before..=after).contains(&(entries.len() as u64)), "{before}, {after}");
    let entered: BTreeSet<PlanId> = entries
        .iter()
        .map(|entry| entry.thing.strip_prefix("plan/").unwrap().parse().unwrap())
        .collect();
    assert_eq!(entered.len(), entries.len(), "no plan has two entries");
    let lost: Vec<&PlanId> = acknowledged.difference(&entered).collect();
    assert!(lost.is_empty(), "{lost:?} were acknowledged");
}

/// Every plan of the log is there with everything it holds, and no other plan is.
async fn nothing_is_half_done(store: &Store) {
    let entries = store.audit_entries(&hangzhou()).await.unwrap().len() as u32;
    for id in (1..=entries).map(PlanId) {
        let plan = store.plan(&hangzhou(), id).await.unwrap().expect("its entry is there");
        assert_eq!(*store.contents(&hangzhou(), id).await.unwrap(), contents(), "plan {id}");
        assert!(store.file(&hangzhou(), &plan.source.sha256).await.unwrap().is_some());
    }
    assert_eq!(store.plan(&hangzhou(), PlanId(entries + 1)).await.unwrap(), None);
}
