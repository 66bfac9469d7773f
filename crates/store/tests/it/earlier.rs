//! A database that an earlier version made opens, and what it said is still said.

use luoshi_delivery::Role;
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
