//! What the audit log costs: writes a second with it and without, on both databases, and entries verified a second.
//!
//! The write is the smallest there is, one row; "without" is the same statement in a transaction of its own, with no
//! entry, no digest and no trigger. `scripts/with-postgres` makes it run on PostgreSQL too.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement prints what it measured"
)]
#![expect(clippy::disallowed_methods, reason = "a measurement takes the time")]

use std::time::Instant;

use jiff::Timestamp;
use luoshi_audit::Signer;
use luoshi_service::{Actor, Context, checkpoint, save_term_list, verify_audit};
use luoshi_store::testing::TestDatabase;

/// How many writes of each kind are measured.
const WRITES: u32 = 1_000;
/// How many entries are verified.
const ENTRIES: u32 = 5_000;

fn per_second(count: u32, since: Instant) -> f64 {
    f64::from(count) / since.elapsed().as_secs_f64()
}

async fn measure(database: &TestDatabase) {
    let kind = database.url().split(':').next().unwrap_or_default();
    let cx = Context {
        store: database.store.clone(),
        jurisdiction: "330100".parse().unwrap(),
        actor: Actor::Operator,
        now: Timestamp::now(),
    };
    save_term_list(&cx, "").await.unwrap();

    let plain = "UPDATE term_list SET body = $1 WHERE jurisdiction = $2";
    let begun = Instant::now();
    for number in 0..WRITES {
        let body = format!("市委 = 中共杭州市委员会{number}");
        database.execute_with(plain, &[&body, "330100"]).await.unwrap();
    }
    let without = per_second(WRITES, begun);
    save_term_list(&cx, "").await.unwrap();

    let begun = Instant::now();
    for number in 0..WRITES {
        save_term_list(&cx, &format!("市委 = 中共杭州市委员会{number}")).await.unwrap();
    }
    let with = per_second(WRITES, begun);
    let share = 100.0 * (1.0 - with / without);
    println!(
        "{kind:>10}  {without:>8.0} writes/s without the log, {with:>8.0} with it: {share:.0}% of the write is the log"
    );

    for number in WRITES..ENTRIES {
        save_term_list(&cx, &format!("市委 = 中共杭州市委员会{number}")).await.unwrap();
    }
    let signer = Signer::new("luoshi/330100", &[7; 32]).unwrap();
    checkpoint(&cx, &signer).await.unwrap();
    let entries = u32::try_from(cx.store.position(&cx.jurisdiction).await.unwrap()).unwrap();
    let begun = Instant::now();
    drop(verify_audit(&cx, &signer.verifier()).await.unwrap());
    let verified = per_second(entries, begun);
    println!(
        "{kind:>10}  {verified:>8.0} entries verified/s, of {entries}, with their rows and a checkpoint"
    );
}

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        for database in TestDatabase::of_each_kind().await {
            measure(&database).await;
        }
    });
}
