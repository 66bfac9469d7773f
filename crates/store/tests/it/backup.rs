//! A backup holds everything and goes into either database.

use luoshi_store::testing::{TestDatabase, on_both_databases};
use luoshi_store::{Error, Store};

use crate::{add, contents, hangzhou, plans};

#[tokio::test]
async fn a_backup_of_either_database_is_restored_into_either() {
    let folder = tempfile::tempdir().unwrap();
    for (at, source) in TestDatabase::of_each_kind().await.iter().enumerate() {
        let source = &source.store;
        let id = add(source, &hangzhou(), "aa").await;
        let file = folder.path().join(format!("{at}.sqlite"));
        let written = source.backup(&file).await.unwrap();
        let bytes = std::fs::read(&file).unwrap();
        for target in TestDatabase::of_each_kind().await {
            let target = target.store;
            assert_eq!(target.restore(&file).await.unwrap(), written);
            assert_eq!(plans(&target).await, plans(source).await);
            assert_eq!(*target.contents(&hangzhou(), id).await.unwrap(), contents());
            let file_of = async |store: &Store| store.file(&hangzhou(), "aa").await.unwrap();
            assert_eq!(file_of(&target).await, file_of(source).await);
            let entries = async |store: &Store| store.audit_entries(&hangzhou()).await.unwrap();
            assert_eq!(entries(&target).await, entries(source).await);
            assert_eq!(target.odd_rows(&hangzhou()).await.unwrap(), []);
            add(&target, &hangzhou(), "bb").await; // It goes on where the other one stood.
            assert_eq!(plans(&target).await.len(), 2);
            assert_eq!(target.odd_rows(&hangzhou()).await.unwrap(), []);
        }
        assert_eq!(std::fs::read(&file).unwrap(), bytes, "the backup stays as it was");
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), at + 1, "{left:?}");
    }
}

#[tokio::test]
async fn tables_no_migration_knows_come_along() {
    const REGISTER: &str = "CREATE TABLE reg_x (jurisdiction TEXT NOT NULL, n BIGINT, r DOUBLE PRECISION, b BYTEA, PRIMARY KEY (jurisdiction))";
    let folder = tempfile::tempdir().unwrap();
    for (at, source) in TestDatabase::of_each_kind().await.iter().enumerate() {
        source.execute(REGISTER).await.unwrap();
        source.execute("INSERT INTO reg_x VALUES ('330100', NULL, 0.5, NULL)").await.unwrap();
        let file = folder.path().join(format!("{at}.sqlite"));
        source.store.backup(&file).await.unwrap();
        for target in TestDatabase::of_each_kind().await {
            target.store.restore(&file).await.unwrap();
            let twice = target.execute("INSERT INTO reg_x VALUES ('330100', 1, 0.5, NULL)");
            assert!(twice.await.is_err(), "the key came along, and so did its row");
        }
    }
}

#[tokio::test]
async fn nothing_is_written_over() {
    on_both_databases(async |database| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("backup.sqlite");
        add(&database.store, &hangzhou(), "aa").await;
        database.store.backup(&file).await.unwrap();
        let again = database.store.backup(&file).await;
        assert!(matches!(again, Err(Error::FileExists(_))), "{again:?}");
        let into_itself = database.store.restore(&file).await;
        assert!(matches!(into_itself, Err(Error::NotEmpty(_))), "{into_itself:?}");
        assert_eq!(plans(&database.store).await.len(), 1);
        let nowhere = database.store.backup(&folder.path().join("no/such/folder")).await;
        assert!(matches!(nowhere, Err(Error::File { .. })), "{nowhere:?}");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_backup_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.txt");
    std::fs::write(&file, "这不是数据库。".repeat(1000)).unwrap();
    for target in TestDatabase::of_each_kind().await {
        let target = target.store;
        assert!(target.restore(&file).await.is_err());
        assert!(target.restore(&folder.path().join("none")).await.is_err());
        assert_eq!(plans(&target).await, []);
    }
}
