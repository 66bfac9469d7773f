//! A full disk, a database that goes away, two programs on one database: a clear error, nothing lost, and on it goes.

use std::process::Command;

use luoshi_store::Store;
use luoshi_store::testing::{TestDatabase, on_both_databases};

use crate::{add, contents, entry, hangzhou, new_plan, now, plans};

/// Says to the program below which database it fills.
const DATABASE: &str = "LUOSHI_FULL_DATABASE";

/// The program whose disk is full: it writes until it cannot, and says why.
#[tokio::test]
#[ignore = "started by the test below, with a limit on the length of files"]
async fn writes_until_the_disk_is_full() {
    let Ok(url) = std::env::var(DATABASE) else { return };
    let store = Store::open(&url).await.unwrap();
    for file in 0..10_000 {
        let new = new_plan(&file.to_string());
        let written = async {
            let mut tx = store.write(&hangzhou()).await?;
            tx.save_file(&new.plan.source, &[7; 4096], now()).await?;
            let id = tx.add_plan(&new).await?;
            tx.commit(entry(&format!("plan/{id}"))).await
        };
        if let Err(why) = written.await {
            return eprintln!("refused after {file}: {why}");
        }
    }
}

#[tokio::test]
async fn a_full_disk_is_a_clear_error_and_what_was_written_before_is_safe() {
    let database = TestDatabase::of_each_kind().await.remove(0);
    // `ulimit -f` in blocks of 512 bytes: no file may become longer than two megabytes.
    let limited = "trap '' XFSZ; ulimit -f 4096; exec \"$0\" \"$@\"";
    let filled = Command::new("sh")
        .args(["-c", limited, std::env::current_exe().unwrap().to_str().unwrap()])
        .args(["trouble::writes_until_the_disk_is_full", "--exact", "--ignored", "--nocapture"])
        .env(DATABASE, database.url())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&filled.stderr);
    let (_, refused) = told.split_once("refused after ").unwrap_or_else(|| panic!("{told}"));
    let (written, why) = refused.split_once(": ").unwrap();
    assert!(why.contains("the database refused a statement"), "{why}");
    let written: u64 = written.parse().unwrap();
    let store = &database.store;
    assert_eq!(store.position(&hangzhou()).await.unwrap(), written);
    for plan in plans(store).await {
        assert_eq!(*store.contents(&hangzhou(), plan.id).await.unwrap(), contents());
    }
    let next = add(store, &hangzhou(), "when there is room again").await;
    assert_eq!(u64::from(next.0), written + 1);
}

#[tokio::test]
async fn a_server_that_drops_its_connections_is_found_again() {
    const DROP: &str = "
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    for database in TestDatabase::of_each_kind().await.into_iter().skip(1) {
        let other = Store::open(database.url()).await.unwrap();
        add(&other, &hangzhou(), "before").await;
        database.execute(DROP).await.unwrap();
        add(&other, &hangzhou(), "after").await;
        let mut tx = other.write(&hangzhou()).await.unwrap();
        let new = new_plan("cut off");
        tx.save_file(&new.plan.source, b"text", now()).await.unwrap();
        database.execute(DROP).await.unwrap();
        let error = tx.add_plan(&new).await.expect_err("the connection is gone").to_string();
        assert!(error.contains("the database refused a statement"), "{error}");
        drop(tx);
        add(&other, &hangzhou(), "and on").await;
        assert_eq!(plans(&other).await.len(), 3);
    }
}

#[tokio::test]
async fn two_programs_on_one_database_write_in_turn() {
    on_both_databases(async |database| {
        let other = Store::open(database.url()).await.unwrap();
        let writers = [database.store.clone(), other].into_iter().enumerate().map(|(at, store)| {
            tokio::spawn(async move {
                for file in 0..12 {
                    add(&store, &hangzhou(), &format!("{at}-{file}")).await;
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        assert_eq!(plans(&database.store).await.len(), 24);
        assert_eq!(database.store.audit_entries(&hangzhou()).await.unwrap().len(), 24);
    })
    .await;
}
