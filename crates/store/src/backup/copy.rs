//! The copy of all rows of all tables from a snapshot of one database into another, empty one.

use futures_util::TryStreamExt as _;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Row as _};

use super::Copied;
use crate::schema::{Kind, Table, quoted, tables};
use crate::{Error, Store};

/// The most values one statement binds: both databases take as many.
const MOST_VALUES: usize = 30_000;
/// The most rows one statement inserts: files are large.
const MOST_ROWS: usize = 500;

/// Copies everything. Into a database that already holds something nothing is copied.
pub(super) async fn everything(from: &Store, to: &Store) -> Result<Copied, Error> {
    let mut source = from.pool().begin_with(from.dialect().begin_snapshot()).await?;
    let mut target = to.pool().begin_with(to.dialect().begin_write()).await?;
    let tables_there = tables(to.dialect(), &mut target).await?;
    for table in &tables_there {
        if !table.is_empty(&mut target).await? {
            return Err(Error::NotEmpty(table.name.clone()));
        }
    }
    let tables = tables(from.dialect(), &mut source).await?;
    to.dialect().look_away(&mut target).await?;
    let keys = to.dialect().suspend_keys(&mut target).await?;
    let mut rows = 0;
    for table in &tables {
        if !tables_there.iter().any(|there| there.name == table.name) {
            table.make(&mut target).await?;
        }
        rows += rows_of(table, &mut source, &mut target).await?;
    }
    keys.restore(&mut target).await?;
    target.commit().await?;
    to.watch().await?;
    Ok(Copied { tables: tables.len(), rows })
}

async fn rows_of(
    table: &Table,
    source: &mut AnyConnection,
    target: &mut AnyConnection,
) -> Result<u64, Error> {
    let select = format!("SELECT {} FROM {}", table.column_list(), quoted(&table.name));
    let mut rows = sqlx::query(AssertSqlSafe(select)).fetch(source);
    let at_once = (MOST_VALUES / table.columns.len()).clamp(1, MOST_ROWS);
    let mut waiting = Vec::with_capacity(at_once);
    let mut copied = 0;
    while let Some(row) = rows.try_next().await? {
        waiting.push(row);
        if waiting.len() == at_once {
            copied += insert(table, &mut waiting, target).await?;
        }
    }
    copied += insert(table, &mut waiting, target).await?;
    Ok(copied)
}

/// Inserts the rows and empties the list.
async fn insert(
    table: &Table,
    rows: &mut Vec<AnyRow>,
    target: &mut AnyConnection,
) -> Result<u64, Error> {
    if rows.is_empty() {
        return Ok(0);
    }
    let width = table.columns.len();
    let tuple = |row: usize| {
        let places = (1..=width).map(|column| format!("${}", row * width + column));
        format!("({})", places.collect::<Vec<_>>().join(", "))
    };
    let tuples = (0..rows.len()).map(tuple).collect::<Vec<_>>().join(", ");
    let insert =
        format!("INSERT INTO {} ({}) VALUES {tuples}", quoted(&table.name), table.column_list());
    let mut query = sqlx::query(AssertSqlSafe(insert)).persistent(false);
    for row in rows.iter() {
        for (at, column) in table.columns.iter().enumerate() {
            query = bind(query, row, at, column.kind)?;
        }
    }
    let inserted = query.execute(target).await?.rows_affected();
    rows.clear();
    Ok(inserted)
}

fn bind<'q>(
    query: Query<'q, Any, AnyArguments>,
    row: &AnyRow,
    at: usize,
    kind: Kind,
) -> Result<Query<'q, Any, AnyArguments>, Error> {
    Ok(match kind {
        Kind::Text => query.bind(row.try_get::<Option<String>, _>(at)?),
        Kind::Integer => query.bind(row.try_get::<Option<i64>, _>(at)?),
        Kind::Real => query.bind(row.try_get::<Option<f64>, _>(at)?),
        Kind::Bytes => query.bind(row.try_get::<Option<Vec<u8>>, _>(at)?),
    })
}
