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
