//! Which tables a database has, as it says itself.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use crate::Error;
use crate::dialect::Dialect;

/// A table that holds something of ours.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
}

#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
    /// Its place in the primary key, from 1; 0 outside of it.
    pub(crate) key: i64,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Integer,
    Real,
    Bytes,
}

impl Kind {
    fn of(declared: &str) -> Option<Self> {
        Some(match declared.to_ascii_uppercase().as_str() {
            "TEXT" => Self::Text,
            "BIGINT" | "INTEGER" => Self::Integer,
            "DOUBLE PRECISION" | "REAL" => Self::Real,
            "BYTEA" | "BLOB" => Self::Bytes,
            _ => return None,
        })
    }

    /// A name that both databases know.
    fn declared(self) -> &'static str {
        match self {
            Self::Text => "TEXT",
            Self::Integer => "BIGINT",
            Self::Real => "DOUBLE PRECISION",
            Self::Bytes => "BYTEA",
        }
    }
}

/// All tables but the one in which migrations are noted.
pub(crate) async fn tables(
    dialect: Dialect,
    connection: &mut AnyConnection,
) -> Result<Vec<Table>, Error> {
    let mut tables: Vec<Table> = Vec::new();
    for row in sqlx::query(dialect.all_columns()).fetch_all(connection).await? {
        let name: String = row.try_get("table_name")?;
        let column = column(&name, &row)?;
        match tables.last_mut() {
            Some(open) if open.name == name => open.columns.push(column),
            _ => tables.push(Table { name, columns: vec![column] }),
        }
    }
    Ok(tables)
}

fn column(table: &str, row: &AnyRow) -> Result<Column, Error> {
    let (name, declared): (String, String) =
        (row.try_get("column_name")?, row.try_get("declared")?);
    let Some(kind) = Kind::of(&declared) else {
        return Err(Error::Unportable { table: table.to_owned(), column: name, declared });
    };
    let required: i64 = row.try_get("required")?;
    Ok(Column { name, kind, required: required != 0, key: row.try_get("key_place")? })
}

impl Table {
    /// Makes the table where it is not there: registers of packs have tables that no migration knows.
    pub(crate) async fn make(&self, connection: &mut AnyConnection) -> Result<(), Error> {
        let columns = self.columns.iter().map(|column| {
            let required = if column.required { " NOT NULL" } else { "" };
            format!("{} {}{required}", quoted(&column.name), column.kind.declared())
        });
        let mut key: Vec<&Column> = self.columns.iter().filter(|column| column.key > 0).collect();
        key.sort_by_key(|column| column.key);
        let key = key.iter().map(|column| quoted(&column.name)).collect::<Vec<_>>().join(", ");
        let key = (!key.is_empty()).then(|| format!("PRIMARY KEY ({key})"));
        let parts = columns.chain(key).collect::<Vec<_>>().join(", ");
        let make = format!("CREATE TABLE {} ({parts})", quoted(&self.name));
        sqlx::query(AssertSqlSafe(make)).execute(connection).await?;
        Ok(())
    }

    /// Whether it has no rows.
    pub(crate) async fn is_empty(&self, connection: &mut AnyConnection) -> Result<bool, Error> {
        let any = format!("SELECT 1 AS one FROM {} LIMIT 1", quoted(&self.name));
        Ok(sqlx::query(AssertSqlSafe(any)).fetch_optional(connection).await?.is_none())
    }

    pub(crate) fn column_list(&self) -> String {
        self.columns.iter().map(|column| quoted(&column.name)).collect::<Vec<_>>().join(", ")
    }
}

/// A name as both databases read it literally.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
