//! Registers 台账: typed tables made of a pack's schema, `reg_<pack>_<register>`, with every version of
//! every record.
//!
//! Beside the register's own fields a table has `record` and `version` (a record's number and its
//! version), `valid_from` (from when the values are true, where somebody said so), `source`, `sureness`,
//! and the recorded time: `recorded_at`, `recorded_by`, and `replaced_at`, NULL for the version in force.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use luoshi_packs::{Cell, Field, Kind, Record, Register};
use rust_decimal::Decimal;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe, Row as _};

use crate::{Error, WriteTx};

/// The most values one statement binds: both databases take as many.
const MOST_VALUES: usize = 30_000;
/// The most rows one statement inserts.
const MOST_ROWS: usize = 500;
/// Columns before and after a register's own.
const OWN_COLUMNS: usize = 8;

/// What became of the records of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Records that were not there.
    pub new: usize,
    /// Records whose values changed: they have one more version.
    pub changed: usize,
    /// Records that stay as they were.
    pub same: usize,
}

/// The version of a record that is in force.
pub(crate) struct Current {
    record: i64,
    version: i64,
    cells: Vec<Option<Cell>>,
}

/// The table of a register.
pub(crate) struct Table<'p> {
    name: String,
    register: &'p Register,
}

impl<'p> Table<'p> {
    pub(crate) fn of(pack: &str, register: &'p Register) -> Self {
        Self { name: format!("reg_{pack}_{}", register.name), register }
    }

    /// Its name as SQL reads it. Names of packs and registers are letters, digits and `_`.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    fn make(&self) -> String {
        let fields = self.register.fields.iter().map(declared).collect::<Vec<_>>().join(", ");
        format!(
            "CREATE TABLE IF NOT EXISTS {} (jurisdiction TEXT NOT NULL, record BIGINT NOT NULL,
             version BIGINT NOT NULL, {fields}, valid_from TEXT, source TEXT, sureness TEXT NOT NULL,
             recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL, replaced_at TEXT,
             PRIMARY KEY (jurisdiction, record, version))",
            self.name
        )
    }

    /// No two records in force have the same key.
    fn make_key(&self) -> String {
        format!(
            "CREATE UNIQUE INDEX IF NOT EXISTS {0}_k ON {0} (jurisdiction, {1})
             WHERE replaced_at IS NULL",
            self.name,
            self.key().join(", ")
        )
    }

    pub(crate) fn register(&self) -> &'p Register {
        self.register
    }

    pub(crate) fn key(&self) -> Vec<String> {
        self.register.primary_key.iter().map(|name| quoted(name.get_ref())).collect()
    }

    pub(crate) fn fields(&self) -> String {
        let names = self.register.fields.iter().map(|field| quoted(field.name()));
        names.collect::<Vec<_>>().join(", ")
    }

    fn insert(&self, rows: usize) -> String {
        let width = self.register.fields.len() + OWN_COLUMNS;
        format!(
            "INSERT INTO {} (jurisdiction, record, version, {}, valid_from, source, sureness,
                             recorded_at, recorded_by) VALUES {}",
            self.name,
            self.fields(),
            tuples(0, rows, width)
        )
    }

    fn current(&self, rows: usize) -> String {
        let key = self.key();
        format!(
            "SELECT record, version, {} FROM {}
             WHERE jurisdiction = $1 AND replaced_at IS NULL AND ({}) IN (VALUES {})",
            self.fields(),
            self.name,
            key.join(", "),
            tuples(1, rows, key.len())
        )
    }
}

/// `($1, $2), ($3, $4)`, after `before` values.
pub(crate) fn tuples(before: usize, rows: usize, width: usize) -> String {
    let tuple = |row: usize| {
        let places = (1..=width).map(|column| format!("${}", before + row * width + column));
        format!("({})", places.collect::<Vec<_>>().join(", "))
    };
    (0..rows).map(tuple).collect::<Vec<_>>().join(", ")
}

pub(crate) fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

fn declared(field: &Field) -> String {
    let kind = match field.kind {
        Kind::Integer | Kind::Year | Kind::Boolean => "BIGINT",
        Kind::Number => "DOUBLE PRECISION",
        Kind::String | Kind::Date | Kind::Yearmonth | Kind::Geojson => "TEXT",
    };
    format!("{} {kind}", quoted(field.name()))
}

type Bound<'q> = Query<'q, Any, AnyArguments>;

/// Binds a value in the type of its column, also where there is none.
pub(crate) fn bind<'q>(query: Bound<'q>, field: &Field, cell: Option<&Cell>) -> Bound<'q> {
    match field.kind {
        Kind::Integer | Kind::Year | Kind::Boolean => {
            query.bind(cell.and_then(|cell| match cell {
                Cell::Integer(number) => Some(*number),
                Cell::Boolean(truth) => Some(i64::from(*truth)),
                _ => None,
            }))
        }
        Kind::Number => query.bind(cell.and_then(|cell| match cell {
            // Fifteen digits go into a double and come back the same.
            Cell::Number(number) => number.to_string().parse::<f64>().ok(),
            _ => None,
        })),
        _ => query.bind(cell.map(ToString::to_string)),
    }
}

/// The value of a column, as its field reads it.
pub(crate) fn cell(row: &AnyRow, field: &Field) -> Result<Option<Cell>, Error> {
    let name = field.name();
    Ok(match field.kind {
        Kind::Integer | Kind::Year => row.try_get::<Option<i64>, _>(name)?.map(Cell::Integer),
        Kind::Boolean => row.try_get::<Option<i64>, _>(name)?.map(|it| Cell::Boolean(it != 0)),
        Kind::Number => row.try_get::<Option<f64>, _>(name)?.and_then(decimal).map(Cell::Number),
        _ => row.try_get::<Option<String>, _>(name)?.map(Cell::Text),
    })
}

/// The decimal a double stands for: the shortest that reads back as the same.
pub(crate) fn decimal(value: f64) -> Option<Decimal> {
    let text = value.to_string();
    text.parse::<Decimal>().ok().map(|value| value.normalize())
}

impl WriteTx {
    /// Makes the table of a register where it is not there; adds the columns that are new in it.
    pub async fn make_register(&mut self, pack: &str, register: &Register) -> Result<(), Error> {
        let table = Table::of(pack, register);
        sqlx::query(AssertSqlSafe(table.make())).execute(self.connection()).await?;
        let there = self.columns(table.name()).await?;
        for field in register.fields.iter().filter(|field| !there.contains(field.name())) {
            let add = format!("ALTER TABLE {} ADD COLUMN {}", table.name(), declared(field));
            sqlx::query(AssertSqlSafe(add)).execute(self.connection()).await?;
        }
        sqlx::query(AssertSqlSafe(table.make_key())).execute(self.connection()).await?;
        self.watch_table(table.name()).await
    }

    async fn columns(&mut self, table: &str) -> Result<BTreeSet<String>, Error> {
        let all = self.dialect().all_columns();
        let mut columns = BTreeSet::new();
        for row in sqlx::query(all).fetch_all(self.connection()).await? {
            if row.try_get::<String, _>("table_name")? == table {
                columns.insert(row.try_get("column_name")?);
            }
        }
        Ok(columns)
    }

    /// Saves records: what is new is added, what changed gets another version, what is the same is left.
    pub async fn save_records<'r>(
        &mut self,
        pack: &str,
        register: &Register,
        records: impl IntoIterator<Item = &'r Record>,
        now: Timestamp,
        by: &str,
    ) -> Result<Saved, Error> {
        let table = Table::of(pack, register);
        let width = register.fields.len() + OWN_COLUMNS;
        let at_once = (MOST_VALUES / width).clamp(1, MOST_ROWS);
        let mut saved = Saved::default();
        let mut records = records.into_iter();
        loop {
            let chunk: Vec<&Record> = records.by_ref().take(at_once).collect();
            if chunk.is_empty() {
                return Ok(saved);
            }
            self.save_chunk(&table, &chunk, (now, by), &mut saved).await?;
        }
    }

    async fn save_chunk(
        &mut self,
        table: &Table<'_>,
        chunk: &[&Record],
        (now, by): (Timestamp, &str),
        saved: &mut Saved,
    ) -> Result<(), Error> {
        let last = self.numbers(table.name(), chunk.len()).await?;
        let first_ever = last == chunk.len() as i64;
        let current = match first_ever {
            true => HashMap::new(),
            false => self.current(table, chunk).await?,
        };
        let mut rows = Vec::with_capacity(chunk.len());
        for (record, number) in chunk.iter().zip(last - chunk.len() as i64 + 1..) {
            match current.get(&key_of(table.register, &record.cells)) {
                Some(current) if current.cells == record.cells => saved.same += 1,
                Some(current) => {
                    self.replace(table, current.record, now).await?;
                    saved.changed += 1;
                    rows.push((current.record, current.version + 1, *record));
                }
                None => {
                    saved.new += 1;
                    rows.push((number, 1, *record));
                }
            }
        }
        self.insert_rows(table, &rows, (now, by)).await
    }

    /// Gives out `count` numbers of records; the last of them. Imports into one register queue up here.
    pub(crate) async fn numbers(&mut self, table: &str, count: usize) -> Result<i64, Error> {
        const NEXT: &str = "
            INSERT INTO counter (jurisdiction, name, value) VALUES ($1, $2, $3)
            ON CONFLICT (jurisdiction, name) DO UPDATE SET value = counter.value + $3
            RETURNING value";
        let query = sqlx::query_scalar::<Any, i64>(NEXT)
            .bind(self.jurisdiction().to_owned())
            .bind(table.to_owned())
            .bind(count as i64);
        Ok(query.fetch_one(self.connection()).await?)
    }

    pub(crate) async fn current(
        &mut self,
        table: &Table<'_>,
        chunk: &[&Record],
    ) -> Result<HashMap<Vec<Option<Cell>>, Current>, Error> {
        let jurisdiction = self.jurisdiction().to_owned();
        let select = AssertSqlSafe(table.current(chunk.len()));
        let mut query = sqlx::query(select).persistent(false).bind(jurisdiction);
        let key = table.register.key();
        for record in chunk {
            for at in &key {
                query = bind(query, &table.register.fields[*at], record.cells[*at].as_ref());
            }
        }
        let mut current = HashMap::new();
        for row in query.fetch_all(self.connection()).await? {
            let fields = table.register.fields.iter();
            let cells = fields.map(|field| cell(&row, field)).collect::<Result<Vec<_>, _>>()?;
            let found = Current {
                record: row.try_get("record")?,
                version: row.try_get("version")?,
                cells: cells.clone(),
            };
            current.insert(key_of(table.register, &cells), found);
        }
        Ok(current)
    }

    async fn replace(
        &mut self,
        table: &Table<'_>,
        record: i64,
        now: Timestamp,
    ) -> Result<(), Error> {
        let replace = format!(
            "UPDATE {} SET replaced_at = $1
             WHERE jurisdiction = $2 AND record = $3 AND replaced_at IS NULL",
            table.name()
        );
        let jurisdiction = self.jurisdiction().to_owned();
        let query = sqlx::query(AssertSqlSafe(replace)).bind(now.to_string());
        query.bind(jurisdiction).bind(record).execute(self.connection()).await?;
        Ok(())
    }

    pub(crate) async fn insert_rows(
        &mut self,
        table: &Table<'_>,
        rows: &[(i64, i64, &Record)],
        (now, by): (Timestamp, &str),
    ) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        let (jurisdiction, now) = (self.jurisdiction().to_owned(), now.to_string());
        let mut query = sqlx::query(AssertSqlSafe(table.insert(rows.len()))).persistent(false);
        for (number, version, record) in rows {
            query = query.bind(jurisdiction.clone()).bind(*number).bind(*version);
            for (field, cell) in table.register.fields.iter().zip(&record.cells) {
                query = bind(query, field, cell.as_ref());
            }
            query = query
                .bind(record.valid_from.clone())
                .bind(record.source.clone())
                .bind(record.sureness.name())
                .bind(now.clone())
                .bind(by.to_owned());
        }
        query.execute(self.connection()).await?;
        Ok(())
    }
}

fn key_of(register: &Register, cells: &[Option<Cell>]) -> Vec<Option<Cell>> {
    register.key().into_iter().map(|at| cells[at].clone()).collect()
}
