//! The audit log is what it says, and whoever changes it is found.

use jiff::SignedDuration;
use luoshi_audit::{Hashing, Signer};
use luoshi_delivery::Audience;
use luoshi_service::{
    Actor, AuditFilter, Broken, Context, Error, Role, audit_log, checkpoint, checkpoint_when_due,
    import_document, load_pack, prove_entry, prove_log, save_term_list, verify_audit,
};
use luoshi_store::testing::{TestDatabase, shipped_pack};

use crate::office::{Office, on_both_databases, upload, user};

fn signer() -> Signer {
    Signer::new("luoshi/330100", &[7; 32]).unwrap()
}

/// Writes a few plans, with a checkpoint behind the third and one at the end.
async fn written(office: &Office) {
    let cx = office.cx(Actor::Operator);
    for number in 1..=7 {
        let text = format!("关于第{number}项工作的通知\n\n一、做好第{number}项工作。\n");
        import_document(&cx, upload(text.as_bytes(), Audience::Public)).await.unwrap();
        if number == 3 {
            checkpoint(&cx, &signer()).await.unwrap();
        }
    }
    checkpoint(&cx, &signer()).await.unwrap();
}

async fn verdict(office: &Office) -> Result<u64, Broken> {
    let cx = office.cx(Actor::Operator);
    let verified = verify_audit(&cx, &signer().verifier()).await.unwrap();
    verified.map(|verified| verified.entries)
}

#[tokio::test]
async fn a_log_that_nobody_touched_is_verified_and_every_entry_proved() {
    on_both_databases(async |office| {
        written(&office).await;
        assert_eq!(verdict(&office).await, Ok(7));
        let (cx, key) = (office.cx(user(Role::Auditor)), signer().verifier());
        for sequence in 1..=7 {
            let proof = prove_entry(&cx, sequence).await.unwrap();
            assert_eq!(proof.check(&key).unwrap().size, 7);
            assert_eq!(proof.entry.thing, format!("plan/{sequence}"));
        }
        let (before, after) = prove_log(&cx, None, None).await.unwrap().check(&key).unwrap();
        assert_eq!((before.size, after.size), (3, 7));
        assert!(matches!(prove_entry(&cx, 8).await, Err(Error::NotFound(_))));
        assert!(matches!(prove_log(&cx, Some(4), None).await, Err(Error::NoCheckpoint)));
    })
    .await;
}

#[tokio::test]
async fn the_first_thing_that_was_changed_is_named() {
    let root = "entry from 4 to 7";
    for (change, told) in [
        ("UPDATE audit_entry SET actor = 'nobody' WHERE sequence = 2", "entry 2 was changed"),
        (
            "UPDATE audit_entry SET at = '2018-11-01T20:00:01Z' WHERE sequence = 5",
            "entry 5 was changed",
        ),
        ("UPDATE audit_entry SET digest_after = 'ab' WHERE sequence = 1", "entry 1 was changed"),
        ("UPDATE audit_entry SET leaf = 'zz' WHERE sequence = 6", "entry 6 was changed"),
        ("DELETE FROM audit_entry WHERE sequence = 4", "entry 4 is missing"),
        ("DELETE FROM audit_entry WHERE sequence = 7", "the last ones were removed"),
        ("UPDATE audit_entry SET sequence = 9 WHERE sequence = 7", "entry 7 is missing"),
        ("UPDATE audit_checkpoint SET note = 'none' WHERE size = 3", "checkpoint of 3"),
        ("UPDATE audit_checkpoint SET size = 4 WHERE size = 3", "checkpoint of 4"),
        // Whoever can compute digests cannot sign.
        ("DELETE FROM audit_entry WHERE sequence = 6; again", root),
    ] {
        on_both_databases(async |office| {
            written(&office).await;
            match change.strip_suffix("; again") {
                None => office.execute(change).await,
                Some(delete) => {
                    office.execute(delete).await;
                    office.execute("DELETE FROM audit_change WHERE sequence = 6").await;
                    office.execute("UPDATE audit_change SET sequence = 6 WHERE sequence = 7").await;
                    office
                        .execute(
                            "UPDATE audit_entry SET sequence = 6, leaf = '' WHERE sequence = 7",
                        )
                        .await;
                    office.execute("UPDATE counter SET value = 6 WHERE name = 'audit_entry'").await;
                    let cx = office.cx(Actor::Operator);
                    let text = "关于另一项工作的通知\n\n一、做好工作。\n";
                    let office = &office;
                    import_document(&cx, upload(text.as_bytes(), Audience::Public)).await.unwrap();
                    office.execute("UPDATE audit_entry SET leaf = '' WHERE sequence = 6").await;
                }
            }
            let office = if change.ends_with("again") { office.restarted().await } else { office };
            let broken = verdict(&office).await.expect_err(change).to_string();
            assert!(broken.contains(told), "{change}: {broken}");
        })
        .await;
    }
}

#[tokio::test]
async fn a_witness_signs_the_same_checkpoint() {
    on_both_databases(async |office| {
        written(&office).await;
        let witness = Signer::new("discipline/330100", &[9; 32]).unwrap();
        let note = checkpoint(&office.cx(Actor::Operator), &witness).await.unwrap();
        assert!(note.is_signed_by(&witness.verifier()) && note.is_signed_by(&signer().verifier()));
        assert_eq!(verdict(&office).await, Ok(7));
        let proof = prove_entry(&office.cx(Actor::Operator), 5).await.unwrap();
        assert!(proof.check(&witness.verifier()).is_ok());
    })
    .await;
}

#[tokio::test]
async fn what_was_done_to_a_thing_is_for_those_who_may_see_it() {
    on_both_databases(async |office| {
        written(&office).await;
        let of = |thing: &str| AuditFilter { thing: Some(thing.into()), ..AuditFilter::default() };
        let read = audit_log(&office.cx(user(Role::Office)), &of("plan/3")).await.unwrap();
        assert_eq!((read.entries.len(), read.size, read.older), (1, 7, None));
        assert_eq!(
            (read.entries[0].actor.as_str(), read.entries[0].action.as_str()),
            ("operator", "import_document")
        );
        assert_eq!(read.checkpoint.unwrap().signers, ["luoshi/330100"]);
        let cx = office.cx(user(Role::Auditor));
        for nothing in ["plan/%", "plan", "plan/3/t1", "plan/3' OR '1'='1"] {
            assert_eq!(audit_log(&cx, &of(nothing)).await.unwrap().entries, [], "{nothing}");
        }
        for actor in [Actor::Visitor, user(Role::Reporter)] {
            let denied = audit_log(&office.cx(actor), &of("plan/3")).await.unwrap_err();
            assert!(matches!(denied, Error::Forbidden(_) | Error::SignInFirst(_)));
        }
        let denied = verify_audit(&office.cx(user(Role::Office)), &signer().verifier()).await;
        assert!(
            matches!(denied, Err(Error::Forbidden(_))),
            "security, audit and business are apart"
        );
    })
    .await;
}

/// Changes past the program, and what is told of each.
const PAST_THE_PROGRAM: [(&str, &str); 9] = [
    ("UPDATE task SET body = 'x' WHERE plan = 2 AND id = 1", "[2,1] of table task was changed"),
    ("UPDATE plan SET audience = 'internal' WHERE id = 3", "entry 3 made of it"),
    ("DELETE FROM task_step WHERE plan = 4", "of table task_step was removed"),
    (
        "INSERT INTO term_list (jurisdiction, body) VALUES ('330100', 'x')",
        "[] of table term_list was added",
    ),
    ("UPDATE document SET name = 'y' WHERE stored_at <> ''", "of table document was changed"),
    ("UPDATE audit_change SET digest_after = 'ab' WHERE sequence = 5", "entry 5 did to which rows"),
    ("DELETE FROM audit_change WHERE sequence = 2 AND table_name = 'task'", "entry 2 did to which"),
    ("UPDATE audit_change SET sequence = 9 WHERE sequence = 7", "entry 7 did to which rows"),
    ("UPDATE audit_change SET salt = 'ab' WHERE sequence = 6", "entry 6 made of it"),
];

#[tokio::test]
async fn a_row_that_was_changed_past_the_program_is_named() {
    for (change, told) in PAST_THE_PROGRAM {
        on_both_databases(async |office| {
            written(&office).await;
            office.execute(change).await;
            let broken = verdict(&office).await.expect_err(change).to_string();
            assert!(broken.contains(told), "{change}: {broken}");
        })
        .await;
    }
}

#[tokio::test]
async fn a_later_write_makes_nothing_right_that_was_changed_past_the_program() {
    on_both_databases(async |office| {
        let cx = office.cx(Actor::Operator);
        save_term_list(&cx, "").await.unwrap();
        office.execute("UPDATE term_list SET body = '市外办 = 市政府外事办公室'").await;
        save_term_list(&cx, "市委 = 中共杭州市委员会").await.unwrap();
        let broken = verdict(&office).await.unwrap_err().to_string();
        assert!(
            broken.contains("[] of table term_list") && broken.contains("before entry 2"),
            "{broken}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_log_is_hashed_as_was_chosen_when_it_began() {
    on_both_databases(async |office| {
        let mut cx = office.cx(Actor::Operator);
        cx.store = cx.store.hashing_new_logs_by(Hashing::Sha256);
        save_term_list(&cx, "").await.unwrap();
        cx.store = cx.store.hashing_new_logs_by(Hashing::Sm3);
        save_term_list(&cx, "市委 = 中共杭州市委员会").await.unwrap();
        let note = checkpoint(&cx, &signer()).await.unwrap();
        assert!(note.text.ends_with("\nsha256\n"), "{note}");
        assert_eq!(verdict(&office).await, Ok(2));
        let proof = prove_entry(&cx, 2).await.unwrap();
        assert!(proof.check(&signer().verifier()).is_ok());
    })
    .await;
}

#[tokio::test]
async fn the_rows_of_registers_are_in_the_log_too_also_after_a_restore() {
    let folder = tempfile::tempdir().unwrap();
    let databases = TestDatabase::of_each_kind().await;
    for (at, source) in databases.iter().enumerate() {
        let place = "330100".parse().unwrap();
        let cx = operator_of(source);
        load_pack(&cx, &shipped_pack("exchange")).await.unwrap();
        load_pack(&cx, &shipped_pack("hub")).await.unwrap();
        let file = folder.path().join(format!("{at}.sqlite"));
        source.store.backup(&file).await.unwrap();
        assert_eq!(source.store.odd_rows(&place).await.unwrap(), []);
        for target in TestDatabase::of_each_kind().await {
            target.store.restore(&file).await.unwrap();
            assert_eq!(target.store.odd_rows(&place).await.unwrap(), []);
            load_pack(&operator_of(&target), &shipped_pack("exchange")).await.unwrap();
            assert_eq!(target.store.odd_rows(&place).await.unwrap(), []);
            target.execute("UPDATE observation SET value = '1' WHERE id = 1").await.unwrap();
            let odd = target.store.odd_rows(&place).await.unwrap();
            assert_eq!((odd.len(), odd[0].table.as_str()), (1, "observation"));
        }
    }
}

fn operator_of(database: &TestDatabase) -> Context {
    let (jurisdiction, now) = ("330100".parse().unwrap(), "2018-11-01T20:00:00Z".parse().unwrap());
    Context { store: database.store.clone(), jurisdiction, actor: Actor::Operator, now }
}

#[tokio::test]
async fn checkpoints_are_signed_when_they_are_due_and_the_log_went_on() {
    on_both_databases(async |office| {
        let witness = Signer::new("discipline/330100", &[9; 32]).unwrap();
        let (signers, day) = ([signer(), witness], SignedDuration::from_hours(24));
        let mut cx = office.cx(Actor::Operator);
        let signed = async |cx: &Context| {
            let kept = cx.store.checkpoints(&cx.jurisdiction).await.unwrap();
            kept.into_iter().map(|it| it.size).collect::<Vec<_>>()
        };
        let due = async |cx: &Context| checkpoint_when_due(cx, &signers, day).await.unwrap();
        assert_eq!(due(&cx).await, cx.now + day);
        assert_eq!(signed(&cx).await, [] as [u64; 0], "there is nothing to sign");
        save_term_list(&cx, "").await.unwrap();
        let first = cx.now;
        assert_eq!(due(&cx).await, first + day);
        save_term_list(&cx, "").await.unwrap();
        cx.now = first + day - SignedDuration::from_secs(1);
        assert_eq!(due(&cx).await, first + day);
        assert_eq!(signed(&cx).await, [1]);
        cx.now = first + day;
        assert_eq!(due(&cx).await, first + day + day);
        assert_eq!(signed(&cx).await, [1, 2]);
        cx.now = first + day + day;
        due(&cx).await;
        assert_eq!(signed(&cx).await, [1, 2], "the log did not go on");
        let proof = prove_entry(&cx, 1).await.unwrap();
        assert!(signers.iter().all(|signer| proof.check(&signer.verifier()).is_ok()));
    })
    .await;
}

/// Where a bit is changed: table and column.
const BITS: [(&str, &str); 10] = [
    ("audit_entry", "thing"),
    ("audit_entry", "subject"),
    ("audit_entry", "digest_after"),
    ("audit_entry", "leaf"),
    ("audit_change", "row_key"),
    ("audit_change", "digest_after"),
    ("audit_change", "salt"),
    ("task", "body"),
    ("plan", "title"),
    ("task_step", "body"),
];

#[tokio::test]
async fn a_bit_changed_in_any_table_of_a_real_database_is_found() {
    on_both_databases(async |office| {
        written(&office).await;
        assert_eq!(verdict(&office).await, Ok(7));
        for (at, (table, column)) in BITS.into_iter().cycle().take(60).enumerate() {
            let all = office.texts(table, column).await;
            let alone = |text: &&String| all.iter().filter(|other| other == text).count() == 1;
            let before: Vec<&String> = all.iter().filter(alone).collect();
            let at = at * 31 % before.len();
            let mut bytes = before[at].clone().into_bytes();
            // An ASCII character stays one when its lowest bits change; of others the lowest bit of the last byte.
            let place = at * 7 % bytes.len();
            let place = if bytes[place].is_ascii() { place } else { bytes.len() - 1 };
            bytes[place] ^= 1;
            let changed = String::from_utf8(bytes).unwrap();
            if all.contains(&changed) {
                continue; // It could not be put back alone.
            }
            office.replace(table, column, before[at], &changed).await;
            assert!(
                verdict(&office).await.is_err(),
                "{table}.{column}: {} → {changed}",
                before[at]
            );
            office.replace(table, column, &changed, before[at]).await;
        }
        assert_eq!(verdict(&office).await, Ok(7));
    })
    .await;
}
