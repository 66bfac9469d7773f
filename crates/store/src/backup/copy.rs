//! The copy of all rows of all tables from a snapshot of one database into another, empty one.

use futures_util::TryStreamExt as _;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::Copied;
use crate::schema::{Table, quoted, tables};
use crate::{Error, Store};

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
    let at_once = table.rows_at_once();
    let mut waiting = Vec::with_capacity(at_once);
    let mut copied = 0;
    while let Some(row) = rows.try_next().await? {
        waiting.push(table.cells(&row)?);
        if waiting.len() == at_once {
            copied += table.insert(&mut waiting, target).await?;
        }
    }
    copied += table.insert(&mut waiting, target).await?;
    Ok(copied)
}
