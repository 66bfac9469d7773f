//! A database that an earlier version made opens, and what it said is still said.

use luoshi_delivery::{PlanId, Role};
use luoshi_store::testing::TestDatabase;

use crate::hangzhou;

#[tokio::test]
async fn users_of_one_role_each_hold_it_as_a_grant() {
    let written = [
        "INSERT INTO user_account (jurisdiction, name, display_name, role, password_hash, failures)
         VALUES ('330100', 'office', '办公室', 'office', 'x', 0),
                ('330100', 'zhang', '张', 'reader', 'x', 0),
                ('330200', 'li', '李', 'office', 'x', 0)",
        "INSERT INTO session (jurisdiction, token_digest, user_name, expires_at)
         VALUES ('330100', 'abc', 'zhang', '2018-11-02T08:00:00Z')",
    ];
    for database in TestDatabase::grown_from(1, &written).await {
        let store = &database.store;
        let held: Vec<_> = store.grants(&hangzhou()).await.unwrap();
        let roles: Vec<_> =
            held.iter().map(|it| (it.id, it.user_name.as_str(), it.grant.role)).collect();
        assert_eq!(roles, [(1, "office", Role::Office), (2, "zhang", Role::Leader)]);
        assert!(held.iter().all(|it| it.grant.organisation.is_none()));
        let zhang = store.account(&hangzhou(), "zhang").await.unwrap().unwrap();
        assert_eq!((zhang.display_name.as_str(), &zhang.organisation), ("张", &None));
        assert!(!zhang.must_change && zhang.totp_secret.is_none());
        let ended = store.session(&hangzhou(), "abc").await.unwrap();
        assert!(ended.is_none(), "whoever was signed in signs in again");
        let mut tx = store.write(&hangzhou()).await.unwrap();
        let next = tx.add_grant("zhang", &held[0].grant, "test", crate::now()).await.unwrap();
        assert_eq!(next, 3);
    }
}

#[tokio::test]
async fn whoever_is_older_than_aliases_stands_in_the_log_by_name_and_is_forgotten_all_the_same() {
    let written = [
        "INSERT INTO user_account (jurisdiction, name, display_name, password_hash, failures)
         VALUES ('330100', 'zhang', '张', 'x', 0)",
        "INSERT INTO identity (jurisdiction, issuer, subject, user_name, linked_at)
         VALUES ('330100', 'https://id.example', 's-1', 'zhang', '2018-11-01T08:00:00Z')",
        "INSERT INTO counter (jurisdiction, name, value) VALUES ('330100', 'audit_entry', 1)",
        "INSERT INTO audit_entry (jurisdiction, sequence, at, actor, action, thing)
         VALUES ('330100', 1, '2018-11-01T08:00:00Z', 'zhang', 'sign_in', 'user/zhang')",
        "INSERT INTO audit_log (jurisdiction, hashing, stock) VALUES ('330100', 'sm3', 0)",
    ];
    for database in TestDatabase::grown_from(60, &written).await {
        let store = &database.store;
        assert_eq!(store.odd_rows(&hangzhou()).await.unwrap(), []);
        assert!(store.has_identity(&hangzhou(), "zhang", "https://id.example").await.unwrap());
        let mut tx = store.write(&hangzhou()).await.unwrap();
        tx.forget_user("zhang", "office", crate::now()).await.unwrap();
        tx.commit_forgetting(crate::entry("user/zhang"), "zhang").await.unwrap();
        assert_eq!(store.odd_rows(&hangzhou()).await.unwrap(), []);
        assert!(store.account(&hangzhou(), "zhang").await.unwrap().is_none());
        assert!(store.accounts(&hangzhou()).await.unwrap().is_empty());
    }
}

/// What stands in a database of each version that was released: rows of every kind it had.
const EVER: [(i64, &str); 9] = [
    (
        1,
        "INSERT INTO user_account (jurisdiction, name, display_name, role, password_hash, failures)
         VALUES ('330100', 'office', '办公室', 'office', 'x', 0)",
    ),
    (
        1,
        "INSERT INTO document VALUES ('330100', 'ab', '文件.txt', '', '2018-11-01T08:00:00Z')",
    ),
    (
        1,
        "INSERT INTO plan VALUES ('330100', 1, 'ab', '意见', NULL, '[]', '2018-07-30', 'public',
                                  '2018-11-01T08:00:00Z', 'office')",
    ),
    (
        1,
        "INSERT INTO task VALUES ('330100', 1, 1, NULL, NULL, 's_1', 0, 9, '做好工作', 'deliver', '2020')",
    ),
    (1, "INSERT INTO counter VALUES ('330100', 'plan', 1)"),
    (1, "INSERT INTO counter VALUES ('330100', 'audit_entry', 1)"),
    (
        1,
        "INSERT INTO audit_entry (jurisdiction, sequence, at, actor, action, thing)
         VALUES ('330100', 1, '2018-11-01T08:00:00Z', 'office', 'import_document', 'plan/1')",
    ),
    (
        20,
        "INSERT INTO organisation VALUES ('330100', 'fgw', '', NULL, 0, 'department', '杭州市发改委',
                                          NULL, '[]', NULL, '[]', NULL)",
    ),
    (31, "INSERT INTO term_list (jurisdiction, body) VALUES ('330100', 'x')"),
];

#[tokio::test]
async fn a_database_of_every_earlier_version_opens_with_what_stood_in_it() {
    for version in TestDatabase::versions() {
        let written: Vec<&str> =
            EVER.iter().filter(|(since, _)| *since <= version).map(|(_, row)| *row).collect();
        // What was one column when users had one role each is a grant later.
        let written: Vec<&'static str> = written
            .into_iter()
            .map(|row| match version {
                ..21 => row,
                _ if row.starts_with("INSERT INTO user_account") => {
                    "INSERT INTO user_account (jurisdiction, name, display_name, password_hash, failures)
                     VALUES ('330100', 'office', '办公室', 'x', 0)"
                }
                _ => row,
            })
            .collect();
        for database in TestDatabase::grown_from(version, &written).await {
            let store = &database.store;
            let plan = store.plan(&hangzhou(), PlanId(1)).await.unwrap().unwrap();
            assert_eq!(plan.title, "意见", "{version}");
            let contents = store.contents(&hangzhou(), plan.id).await.unwrap();
            assert_eq!(contents.tasks.len(), 1, "{version}");
            assert!(store.account(&hangzhou(), "office").await.unwrap().is_some());
            let organisations = store.organisations(&hangzhou()).await.unwrap();
            assert_eq!(organisations.len(), usize::from(version >= 20), "{version}");
            let next = crate::add(store, &hangzhou(), "and on").await;
            assert_eq!(next, PlanId(2), "{version}");
        }
    }
}

#[tokio::test]
async fn an_update_takes_its_own_rows_into_the_log_and_nothing_that_was_odd_before() {
    let written = [
        "INSERT INTO term_list (jurisdiction, body) VALUES ('330100', 'x')",
        "INSERT INTO counter (jurisdiction, name, value) VALUES ('330100', 'audit_entry', 1)",
        "INSERT INTO audit_entry (jurisdiction, sequence, at, actor, action, thing)
         VALUES ('330100', 1, '2018-11-01T08:00:00Z', 'office', 'import_document', 'terms')",
    ];
    for database in TestDatabase::grown_from(40, &written).await {
        let of = async |database: &TestDatabase| {
            let odd = database.store.odd_rows(&hangzhou()).await.unwrap();
            odd.into_iter().map(|row| (row.entry, row.table, row.oddity)).collect::<Vec<_>>()
        };
        let position = async |database: &TestDatabase| database.store.position(&hangzhou()).await;
        assert_eq!(of(&database).await, []);
        assert_eq!(position(&database).await.unwrap(), 2, "what was there is in the log");
        let changed = "UPDATE term_list SET body = 'y'";
        database.execute(changed).await.unwrap();
        database
            .execute("INSERT INTO principle VALUES ('330100', 1, 'chp_1', 'by a migration', 'x')")
            .await
            .unwrap();
        let odd = of(&database).await;
        assert_eq!(odd.len(), 2);
        database.execute("UPDATE audit_log SET stock = 1").await.unwrap();
        let database = database.reopened().await;
        assert_eq!(of(&database).await, odd, "an update makes nothing right");
        database.execute("UPDATE term_list SET body = 'x'").await.unwrap();
        database.execute("DELETE FROM principle").await.unwrap();
        let database = database.reopened().await;
        assert_eq!(of(&database).await, []);
        assert_eq!(position(&database).await.unwrap(), 2, "nothing new, nothing to say");
    }
}
