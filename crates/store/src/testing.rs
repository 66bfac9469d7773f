//! Databases for tests: each test gets one of its own, once on SQLite and once on PostgreSQL.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use luoshi_packs::Files;
use tempfile::TempDir;

use crate::Store;
use crate::schema::{Kind, quoted, tables};

/// An empty database that nobody else uses.
#[derive(Clone, Debug)]
pub struct TestDatabase {
    /// It, open.
    pub store: Store,
    url: String,
    /// Where its file is, as long as it is used.
    folder: Option<Arc<TempDir>>,
}

impl TestDatabase {
    async fn embedded() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("luoshi.sqlite").display());
        Self::open(url, Some(Arc::new(folder))).await
    }

    /// One of each kind that an earlier version of the program made: with the migrations up to `last`
    /// and what `statements` wrote, opened by this version.
    pub async fn grown_from(last: i64, statements: &[&'static str]) -> Vec<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let url = format!("sqlite://{}?mode=rwc", folder.path().join("earlier.sqlite").display());
        sqlx::any::install_default_drivers();
        let mut places = vec![(url, Some(Arc::new(folder)))];
        if let Ok(server) = std::env::var("LUOSHI_TEST_POSTGRES") {
            places.push((fresh_database(&server).await, None));
        }
        let mut grown = Vec::new();
        for (url, folder) in places {
            make_earlier(&url, last, statements).await;
            grown.push(Self::open(url, folder).await);
        }
        grown
    }

    /// The numbers of all migrations: the versions a database may be of.
    pub fn versions() -> Vec<i64> {
        sqlx::migrate!().iter().map(|migration| migration.version).collect()
    }

    async fn open(url: String, folder: Option<Arc<TempDir>>) -> Self {
        let store = Store::open(&url).await.expect("a fresh database opens");
        Self { store, url, folder }
    }

    /// The same database after its connections were closed and opened anew.
    pub async fn reopened(self) -> Self {
        self.store.close().await;
        Self::open(self.url, self.folder).await
    }

    /// One on SQLite and, where `LUOSHI_TEST_POSTGRES` names a server, one on PostgreSQL.
    pub async fn of_each_kind() -> Vec<Self> {
        let mut databases = vec![Self::embedded().await];
        if let Ok(server) = std::env::var("LUOSHI_TEST_POSTGRES") {
            databases.push(Self::open(fresh_database(&server).await, None).await);
        }
        databases
    }

    /// How another program opens it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Runs any statement.
    pub async fn execute(&self, statement: &'static str) -> Result<(), crate::Error> {
        sqlx::query(statement).execute(self.store.pool()).await?;
        Ok(())
    }

    /// Runs any statement with these texts bound to it.
    pub async fn execute_with(&self, statement: &str, texts: &[&str]) -> Result<(), crate::Error> {
        let query = sqlx::query(sqlx::AssertSqlSafe(statement.to_owned()));
        let query = texts.iter().fold(query, |query, text| query.bind((*text).to_owned()));
        query.execute(self.store.pool()).await?;
        Ok(())
    }

    /// How the embedded database goes about a query: what `EXPLAIN QUERY PLAN` tells.
    pub async fn plan_of(&self, query: &str) -> Result<Vec<String>, crate::Error> {
        use sqlx::Row as _;
        let rows = sqlx::query(sqlx::AssertSqlSafe(query.to_owned()));
        let rows = rows.fetch_all(self.store.pool()).await?;
        rows.iter().map(|row| Ok(row.try_get("detail")?)).collect()
    }

    /// Every text that stands in any table.
    pub async fn every_text(&self) -> Result<Vec<String>, crate::Error> {
        let mut connection = self.store.pool().acquire().await?;
        let mut texts = Vec::new();
        for table in tables(self.store.dialect(), &mut connection).await? {
            for column in table.columns.iter().filter(|column| column.kind == Kind::Text) {
                let (table, column) = (quoted(&table.name), quoted(&column.name));
                let all = format!("SELECT {column} FROM {table} WHERE {column} IS NOT NULL");
                texts.extend(self.texts(&all).await?);
            }
        }
        Ok(texts)
    }

    /// The texts that a query of one column finds.
    pub async fn texts(&self, query: &str) -> Result<Vec<String>, crate::Error> {
        let query = sqlx::query_scalar(sqlx::AssertSqlSafe(query.to_owned()));
        Ok(query.fetch_all(self.store.pool()).await?)
    }
}

/// Runs a test on SQLite and, where `LUOSHI_TEST_POSTGRES` names a server, on PostgreSQL.
///
/// `make test` starts such a server: `scripts/with-postgres cargo test`.
pub async fn on_both_databases(test: impl AsyncFn(TestDatabase)) {
    for database in TestDatabase::of_each_kind().await {
        test(database).await;
    }
}

/// The files of a pack that this project ships.
pub fn shipped_pack(name: &str) -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs").join(name);
    let mut files = Files::default();
    for part in ["", "registers", "indicators", "cases", "charts", "examples", "data"] {
        let entries = fs::read_dir(folder.join(part)).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()).filter(|path| path.is_file()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("the files of packs are texts");
            files.insert(if part.is_empty() { name } else { format!("{part}/{name}") }, text);
        }
    }
    files
}

/// Makes the tables of an earlier version and writes into them.
async fn make_earlier(url: &str, last: i64, statements: &[&'static str]) {
    let pool = sqlx::AnyPool::connect(url).await.expect("a fresh database opens");
    let mut migrator = sqlx::migrate!();
    migrator.migrations.to_mut().retain(|migration| migration.version <= last);
    migrator.run(&pool).await.expect("the earlier migrations run");
    for statement in statements {
        sqlx::query(*statement).execute(&pool).await.expect("the earlier tables take it");
    }
    pool.close().await;
}

/// Makes an empty database on the server; its URL.
async fn fresh_database(server: &str) -> String {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let made = MADE.fetch_add(1, Ordering::Relaxed);
    let name = format!("test_{}_{made}", std::process::id());
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(server).await.expect("the test server answers");
    let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
    sqlx::query(create).execute(&pool).await.expect("the test server makes databases");
    pool.close().await;
    let (place, _) = server.rsplit_once('/').expect("a database URL ends in a name");
    format!("{place}/{name}")
}
