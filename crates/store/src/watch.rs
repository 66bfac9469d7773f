//! Which rows a write touches, as the database itself sees it: one place for all tables and all statements.
//!
//! Triggers note each row that is added, changed or removed, as it was and as it is, in a table of the connection's
//! own that is emptied before the commit. Every table that has a jurisdiction is watched, those of registers and of
//! later migrations too. The triggers see our own connections alone: what somebody else changes behind the program's
//! back is never taken for a write of ours.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use luoshi_audit::Row;
use serde_json::Value;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use crate::Error;
use crate::dialect::Dialect;
use crate::schema::{Column, Kind, Table, quoted, tables};

/// Tables whose rows are no business of the log: itself, numbers given out, who is signed in, and what was told to
/// whom of an act that has its own entry.
const UNWATCHED: [&str; 14] = [
    "audit_change",
    "audit_checkpoint",
    "audit_entry",
    "audit_log",
    "audit_person",
    "counter",
    "letter",
    "letter_notice",
    "notice",
    "past_begin",
    "plan_position",
    "row_before",
    "session",
    "webhook",
];

/// A row that a write touched.
#[derive(Clone, Debug)]
pub(crate) struct Touched {
    /// The row before the write.
    pub(crate) before: Option<Row>,
    /// The row after it.
    pub(crate) after: Option<Row>,
}

/// The tables whose rows the log answers for.
pub(crate) async fn watched(
    dialect: Dialect,
    connection: &mut AnyConnection,
) -> Result<Vec<Table>, Error> {
    let mut tables = tables(dialect, connection).await?;
    tables.retain(|table| table.is_watched());
    Ok(tables)
}

/// Watches all tables from here on, where they are not watched as they stand now.
pub(crate) async fn watch(dialect: Dialect, connection: &mut AnyConnection) -> Result<(), Error> {
    if dialect.is_watching(connection).await? {
        return Ok(());
    }
    for table in watched(dialect, connection).await? {
        for statement in dialect.watch_table(&table) {
            sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *connection).await?;
        }
    }
    dialect.note_watching(connection).await
}

/// Tables whose rows are kept as they were.
pub(crate) fn with_past(tables: &Tables) -> HashSet<String> {
    tables.seen().iter().filter(|table| table.has_past()).map(|it| it.name.clone()).collect()
}

/// The tables as they were last seen. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables(Arc<Mutex<Arc<Vec<Table>>>>);

impl Tables {
    pub(crate) fn seen(&self) -> Arc<Vec<Table>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Looks at them again: one was made meanwhile, or got a column.
    async fn look(
        &self,
        dialect: Dialect,
        connection: &mut AnyConnection,
    ) -> Result<Arc<Vec<Table>>, Error> {
        let tables = Arc::new(watched(dialect, connection).await?);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = tables.clone();
        Ok(tables)
    }
}

/// The rows that were touched since the write began; they are forgotten by this.
pub(crate) async fn touched(
    tables: &Tables,
    dialect: Dialect,
    connection: &mut AnyConnection,
) -> Result<Vec<Touched>, Error> {
    const TAKE: &str = "DELETE FROM audit_touched RETURNING table_name, row_key, old_row, new_row";
    let rows = sqlx::query(TAKE).fetch_all(&mut *connection).await?;
    let mut seen = tables.seen();
    let known = |seen: &[Table], row: &AnyRow| {
        let name: String = row.try_get("table_name")?;
        Ok::<_, Error>(seen.iter().any(|table| table.name == name))
    };
    for row in &rows {
        if !known(&seen, row)? {
            seen = tables.look(dialect, connection).await?;
        }
    }
    match rows.iter().map(|row| touched_row(&seen, row)).collect() {
        Err(Error::OtherColumns(_)) => {
            let seen = tables.look(dialect, connection).await?;
            rows.iter().map(|row| touched_row(&seen, row)).collect()
        }
        read => read,
    }
}

fn touched_row(tables: &[Table], row: &AnyRow) -> Result<Touched, Error> {
    let (name, key): (String, String) = (row.try_get("table_name")?, row.try_get("row_key")?);
    let table = tables.iter().find(|table| table.name == name);
    let table = table.ok_or_else(|| Error::OtherColumns(name.clone()))?;
    let read = |values: Option<String>| values.map(|it| table.row(&key, &it)).transpose();
    Ok(Touched { before: read(row.try_get("old_row")?)?, after: read(row.try_get("new_row")?)? })
}

impl Table {
    pub(crate) fn is_watched(&self) -> bool {
        let has_jurisdiction = self.columns.iter().any(|column| column.name == "jurisdiction");
        has_jurisdiction && !UNWATCHED.contains(&self.name.as_str())
    }

    /// The columns that tell a row from the others of its jurisdiction, in the order of the key.
    pub(crate) fn key_columns(&self) -> Vec<&Column> {
        let own = |column: &&Column| column.key > 0 && column.name != "jurisdiction";
        let mut key: Vec<&Column> = self.columns.iter().filter(own).collect();
        key.sort_by_key(|column| column.key);
        key
    }

    /// The columns a digest is made of, by name. Bytes are not among them: a file stands under the digest of its
    /// content, which is checked whenever it is read.
    fn value_columns(&self) -> Vec<&Column> {
        let own = |column: &&Column| column.kind != Kind::Bytes && column.name != "jurisdiction";
        let mut columns: Vec<&Column> = self.columns.iter().filter(own).collect();
        columns.sort_by_key(|column| column.name.as_str());
        columns
    }

    /// The SQL of the key of a row called `of`.
    pub(crate) fn key_sql(&self, dialect: Dialect, of: &str) -> String {
        dialect.json_list(of, &self.key_columns())
    }

    /// The SQL of the values of a row called `of`.
    pub(crate) fn row_sql(&self, dialect: Dialect, of: &str) -> String {
        dialect.json_list(of, &self.value_columns())
    }

    /// The row of a key and values as the two SQLs above give them.
    pub(crate) fn row(&self, key: &str, values: &str) -> Result<Row, Error> {
        let read = |text: &str| {
            let other = |_| Error::OtherColumns(self.name.clone());
            serde_json::from_str::<Vec<Value>>(text).map_err(other)
        };
        let key = Value::Array(read(key)?).to_string();
        let (known, values) = (self.value_columns(), read(values)?);
        if known.len() != values.len() {
            return Err(Error::OtherColumns(self.name.clone()));
        }
        let mut columns = Vec::new();
        for (column, value) in known.into_iter().zip(values) {
            let text = match value {
                Value::Null => continue,
                Value::String(text) if column.kind == Kind::Real => {
                    text.parse::<f64>().map(|number| format!("{number:?}")).unwrap_or(text)
                }
                Value::String(text) => text,
                other => other.to_string(),
            };
            columns.push((column.name.clone(), text));
        }
        Ok(Row { table: self.name.clone(), key, columns })
    }
}

/// How each database watches its rows.
impl Dialect {
    /// The values of some columns of `of` as a JSON list; numbers that are not whole as the text that reads back as
    /// the same.
    fn json_list(self, of: &str, columns: &[&Column]) -> String {
        let value = |column: &&Column| {
            let place = format!("{of}.{}", quoted(&column.name));
            match (self, column.kind) {
                (Self::Sqlite, Kind::Real) => {
                    format!("CASE WHEN {place} IS NOT NULL THEN printf('%!.17g', {place}) END")
                }
                (Self::Postgres, Kind::Real) => format!("CAST({place} AS TEXT)"),
                _ => place,
            }
        };
        let values = columns.iter().map(value).collect::<Vec<_>>().join(", ");
        match self {
            Self::Sqlite => format!("json_array({values})"),
            Self::Postgres => format!("CAST(json_build_array({values}) AS TEXT)"),
        }
    }

    /// Whether all tables are watched on this connection as they stand now.
    async fn is_watching(self, connection: &mut AnyConnection) -> Result<bool, Error> {
        let asked = match self {
            // A new table changes the number of the schema.
            Self::Sqlite => {
                "SELECT schema_version = (SELECT MAX(schema) FROM audit_watching) AS same
                 FROM pragma_schema_version"
            }
            // Here the triggers are part of the tables, and every start looks after them.
            Self::Postgres => return Ok(false),
        };
        let same: Option<i64> = sqlx::query_scalar(asked).fetch_one(connection).await?;
        Ok(same == Some(1))
    }

    async fn note_watching(self, connection: &mut AnyConnection) -> Result<(), Error> {
        if self == Self::Sqlite {
            let note = "DELETE FROM audit_watching; DELETE FROM audit_touched;
                        INSERT INTO audit_watching SELECT schema_version FROM pragma_schema_version";
            sqlx::raw_sql(note).execute(connection).await?;
        }
        Ok(())
    }

    /// What makes a table watched, whether or not it was.
    pub(crate) fn watch_table(self, table: &Table) -> Vec<String> {
        let (key, row) = (|of| table.key_sql(self, of), |of| table.row_sql(self, of));
        let name = &table.name;
        const INTO: &str =
            "INSERT INTO audit_touched (table_name, row_key, old_row, new_row) VALUES";
        const AGAIN: &str = "ON CONFLICT (table_name, row_key) DO UPDATE SET new_row";
        let old =
            format!("{INTO} ('{name}', {}, {}, NULL) {AGAIN} = NULL;", key("OLD"), row("OLD"));
        let new = format!(
            "{INTO} ('{name}', {}, NULL, {}) {AGAIN} = excluded.new_row;",
            key("NEW"),
            row("NEW")
        );
        match self {
            Self::Sqlite => {
                let trigger = |on: &str, does: &str| {
                    let called = quoted(&format!("audit_{on}_{name}"));
                    format!(
                        "DROP TRIGGER IF EXISTS temp.{called};
                         CREATE TEMP TRIGGER {called} AFTER {on} ON main.{} BEGIN {does} END",
                        quoted(name)
                    )
                };
                vec![
                    trigger("INSERT", &new),
                    trigger("DELETE", &old),
                    trigger("UPDATE", &format!("{old} {new}")),
                ]
            }
            Self::Postgres => {
                let function = quoted(&format!("audit_{name}"));
                vec![
                    format!(
                        "CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $touch$
                         BEGIN
                             IF current_setting('luoshi.writes', true) IS DISTINCT FROM 'on' THEN
                                 RETURN NULL;
                             END IF;
                             IF TG_OP <> 'INSERT' THEN {old} END IF;
                             IF TG_OP <> 'DELETE' THEN {new} END IF;
                             RETURN NULL;
                         END $touch$"
                    ),
                    format!(
                        "CREATE OR REPLACE TRIGGER audit_touch AFTER INSERT OR UPDATE OR DELETE
                         ON {} FOR EACH ROW EXECUTE FUNCTION {function}()",
                        quoted(name)
                    ),
                ]
            }
        }
    }
}
