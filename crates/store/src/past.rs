//! What was known of a plan on a day: the present, with every later entry of the log undone.
//!
//! Each commit keeps what its rows were before (`row_before`), and the log knows which rows it added. The first change
//! of a row after a moment therefore says what the row was at that moment: nothing, or what was kept. From that a
//! database of its own is made in a temporary folder, with the plan alone and what belongs to no plan; everything that
//! reads a plan reads it there as it reads the present. A past day never changes, so that it is made once.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use jiff::civil::Date;
use luoshi_delivery::{Jurisdiction, PlanId, start_of};
use quick_cache::sync::Cache;
use sqlx::{AnyConnection, AssertSqlSafe, Executor as _, Row as _};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::cell::Cell;
use crate::dialect::embedded_file;
use crate::schema::{Column, Table, quoted, tables};
use crate::{Error, Store, WriteTx};

/// How many past days are kept ready.
const DAYS: usize = 4;
/// Tables without a plan that the pages of a plan show.
const OF_NO_PLAN: [&str; 5] =
    ["data_source", "indicator", "observation", "order_entry", "organisation"];
/// What registers of packs are called.
const REGISTER: &str = "reg_";
/// Tables that name a plan and are no part of it.
const NO_PART: [&str; 1] = ["intake"];

/// A plan of a jurisdiction on a day.
type PlanOn = (Jurisdiction, PlanId, Date);

/// Past days that were looked at. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Pasts {
    days: Arc<Cache<PlanOn, Store>>,
    /// A database with all tables and no rows.
    empty: Arc<OnceCell<TempDir>>,
}

impl Pasts {
    pub(crate) fn new() -> Self {
        Self { days: Arc::new(Cache::new(DAYS)), empty: Arc::default() }
    }
}

impl fmt::Debug for Pasts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pasts({} days)", self.days.len())
    }
}

/// Which rows of a table belong to a plan's past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Those whose column `plan` names it.
    Plan,
    /// The plan itself.
    Itself,
    /// All of them.
    All,
}

impl Part {
    fn of(table: &Table) -> Option<Self> {
        let name = table.name.as_str();
        let names_plan = table.columns.iter().any(|column| column.name == "plan");
        if name == "plan" {
            Some(Self::Itself)
        } else if names_plan && !NO_PART.contains(&name) && table.is_watched() {
            Some(Self::Plan)
        } else if OF_NO_PLAN.contains(&name) || name.starts_with(REGISTER) {
            Some(Self::All)
        } else {
            None
        }
    }

    /// The column that names the plan.
    fn column(self) -> Option<&'static str> {
        match self {
            Self::Plan => Some("plan"),
            Self::Itself => Some("id"),
            Self::All => None,
        }
    }
}

impl Table {
    /// Whether it is kept what its rows were.
    pub(crate) fn has_past(&self) -> bool {
        Part::of(self).is_some()
    }
}

/// What a row was: its values by column; none where it was not there.
type Was = Option<HashMap<String, String>>;

impl Store {
    /// The plan as it was known at the end of `day`, in a store that cannot be written to; none where that is not
    /// known: what rows were is kept only since this program was brought up to date.
    pub async fn on(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
        day: Date,
    ) -> Result<Option<Self>, Error> {
        let end = day.tomorrow().ok().and_then(start_of).unwrap_or(Timestamp::MAX);
        let last = self.last_entry_before(jurisdiction, end).await?;
        if last < self.past_begin(jurisdiction).await? {
            return Ok(None);
        }
        let on = (jurisdiction.clone(), plan, day);
        let (store, place) = (self.clone(), jurisdiction.clone());
        let made = self.pasts().days.get_or_insert_async(&on, async {
            // Away from the threads that serve pages.
            let running = tokio::runtime::Handle::current();
            let make = move || running.block_on(store.undone(&place, plan, last));
            tokio::task::spawn_blocking(make).await.map_err(|_| Error::Stopped)?
        });
        made.await.map(Some)
    }

    /// The number of the last entry before which none was made at `end` or later.
    async fn last_entry_before(
        &self,
        jurisdiction: &Jurisdiction,
        end: Timestamp,
    ) -> Result<i64, Error> {
        // Moments are compared as text. A whole second sorts before its fractions without the `Z`.
        const LATER: &str =
            "SELECT MIN(sequence) - 1 FROM audit_entry WHERE jurisdiction = $1 AND at >= $2";
        let end = end.to_string();
        let query = sqlx::query_scalar::<_, Option<i64>>(LATER).bind(jurisdiction.as_str());
        let query = query.bind(end.trim_end_matches('Z'));
        match query.fetch_one(self.pool()).await? {
            Some(last) => Ok(last),
            None => Ok(self.position(jurisdiction).await?.cast_signed()),
        }
    }

    async fn past_begin(&self, jurisdiction: &Jurisdiction) -> Result<i64, Error> {
        const BEGIN: &str = "SELECT sequence FROM past_begin WHERE jurisdiction = $1";
        let query = sqlx::query_scalar::<_, i64>(BEGIN).bind(jurisdiction.as_str());
        Ok(query.fetch_optional(self.pool()).await?.unwrap_or_default())
    }

    /// A plan with all entries after `last` undone.
    async fn undone(
        &self,
        jurisdiction: &Jurisdiction,
        plan: PlanId,
        last: i64,
    ) -> Result<Self, Error> {
        let folder = tempfile::tempdir().map_err(failed)?;
        let file = embedded_file(folder.path());
        std::fs::copy(embedded_file(self.empty_database().await?), &file).map_err(failed)?;
        let past = Self::open_past(folder).await?;
        let mut source = self.pool().begin_with(self.dialect().begin_snapshot()).await?;
        let mut target = past.pool().acquire().await?;
        // What a row refers to may belong to another plan.
        target.execute("PRAGMA foreign_keys = OFF").await?;
        target.execute("BEGIN IMMEDIATE").await?;
        let known = tables(past.dialect(), &mut target).await?;
        for table in tables(self.dialect(), &mut source).await? {
            let Some(part) = Part::of(&table) else { continue };
            if !known.iter().any(|it| it.name == table.name) {
                table.make(&mut target).await?;
            }
            let undoing = Undoing { table: &table, part, jurisdiction, plan, last };
            undoing.copy(self, &mut source, &mut target).await?;
        }
        copy_document(jurisdiction, &mut source, &mut target).await?;
        target.execute("COMMIT").await?;
        drop(target);
        Ok(past)
    }

    /// A folder with a database that has all tables and no rows.
    async fn empty_database(&self) -> Result<&std::path::Path, Error> {
        let make = async {
            let folder = tempfile::tempdir().map_err(failed)?;
            let store = Self::open_embedded(folder.path()).await?;
            store.close().await; // The last connection folds the write-ahead log into the file.
            Ok::<_, Error>(folder)
        };
        Ok(self.pasts().empty.get_or_try_init(|| make).await?.path())
    }
}

/// One table on its way into the past.
struct Undoing<'t> {
    table: &'t Table,
    part: Part,
    jurisdiction: &'t Jurisdiction,
    plan: PlanId,
    last: i64,
}

impl Undoing<'_> {
    async fn copy(
        &self,
        from: &Store,
        source: &mut AnyConnection,
        target: &mut AnyConnection,
    ) -> Result<(), Error> {
        let mut were = self.were(source).await?;
        let at_once = self.table.rows_at_once();
        let key = self.table.key_sql(from.dialect(), "t");
        let of_plan = self.part.column().map_or(String::new(), |it| format!(" AND t.{it} = $2"));
        let (columns, name) = (self.table.column_list(), quoted(&self.table.name));
        let select = format!(
            "SELECT {columns}, {key} AS key_of_row FROM {name} AS t WHERE jurisdiction = $1{of_plan}"
        );
        let mut query = sqlx::query(AssertSqlSafe(select)).bind(self.jurisdiction.as_str());
        if self.part.column().is_some() {
            query = query.bind(i64::from(self.plan.0));
        }
        let mut rows = query.fetch(source);
        let mut waiting = Vec::with_capacity(at_once);
        while let Some(row) = rows.try_next().await? {
            let key: String = row.try_get("key_of_row")?;
            if were.contains_key(&canonical(&key)) {
                continue;
            }
            waiting.push(self.table.cells(&row)?);
            if waiting.len() == at_once {
                self.table.insert(&mut waiting, target).await?;
            }
        }
        self.table.insert(&mut waiting, target).await?;
        drop(rows);
        let were = were.drain().filter_map(|(_, was)| was).filter(|was| self.belongs(was));
        let mut were: Vec<Vec<Cell>> = were.map(|was| self.cells(&was)).collect();
        while !were.is_empty() {
            let mut some = were.split_off(were.len().saturating_sub(at_once));
            self.table.insert(&mut some, target).await?;
        }
        Ok(())
    }

    /// What each row was that changed since, by its key.
    async fn were(&self, source: &mut AnyConnection) -> Result<HashMap<String, Was>, Error> {
        const CHANGED: &str = "
            SELECT audit_change.row_key, row_before.old_values
            FROM audit_change LEFT JOIN row_before
                 ON row_before.jurisdiction = audit_change.jurisdiction
                AND row_before.table_name = audit_change.table_name
                AND row_before.row_key = audit_change.row_key
                AND row_before.sequence = audit_change.sequence
            WHERE audit_change.jurisdiction = $1 AND audit_change.table_name = $2
              AND audit_change.sequence > $3
            ORDER BY audit_change.sequence";
        let query = sqlx::query(CHANGED).bind(self.jurisdiction.as_str());
        let mut rows = query.bind(self.table.name.as_str()).bind(self.last).fetch(source);
        let mut were = HashMap::new();
        while let Some(row) = rows.try_next().await? {
            let (key, old): (String, Option<String>) = (row.try_get(0)?, row.try_get(1)?);
            let corrupt = |_| Error::OtherColumns(self.table.name.clone());
            let was = old.map(|old| serde_json::from_str(&old)).transpose().map_err(corrupt)?;
            were.entry(key).or_insert(was);
        }
        Ok(were)
    }

    /// Whether a row that was there belonged to the plan.
    fn belongs(&self, was: &HashMap<String, String>) -> bool {
        let plan = self.plan.0.to_string();
        self.part.column().is_none_or(|column| was.get(column) == Some(&plan))
    }

    /// The values of a row as it was, in the columns that the table has now.
    fn cells(&self, was: &HashMap<String, String>) -> Vec<Cell> {
        let value = |name: &str| match name {
            "jurisdiction" => Some(self.jurisdiction.as_str()),
            _ => was.get(name).map(String::as_str),
        };
        let cell = |column: &Column| match (column.required, value(&column.name)) {
            (true, None) => Cell::nothing(column.kind), // A column that came later.
            (_, text) => Cell::parse(column.kind, text),
        };
        self.table.columns.iter().map(cell).collect()
    }
}

/// A key as the log writes it.
fn canonical(key: &str) -> String {
    let parsed = serde_json::from_str::<serde_json::Value>(key);
    parsed.map_or_else(|_| key.to_owned(), |key| key.to_string())
}

/// Copies the file that the plan was made from then.
async fn copy_document(
    jurisdiction: &Jurisdiction,
    source: &mut AnyConnection,
    target: &mut AnyConnection,
) -> Result<(), Error> {
    const OF_PLAN: &str = "SELECT document FROM plan";
    const FILE: &str = "
        SELECT jurisdiction, sha256, name, bytes, stored_at FROM document
        WHERE jurisdiction = $1 AND sha256 = $2";
    const KEEP: &str = "
        INSERT INTO document (jurisdiction, sha256, name, bytes, stored_at)
        VALUES ($1, $2, $3, $4, $5)";
    let query = sqlx::query_scalar::<_, String>(OF_PLAN);
    let Some(digest) = query.fetch_optional(&mut *target).await? else { return Ok(()) };
    let query = sqlx::query(FILE).bind(jurisdiction.as_str()).bind(digest);
    let Some(row) = query.fetch_optional(source).await? else { return Ok(()) };
    sqlx::query(KEEP)
        .bind(row.try_get::<String, _>("jurisdiction")?)
        .bind(row.try_get::<String, _>("sha256")?)
        .bind(row.try_get::<String, _>("name")?)
        .bind(row.try_get::<Vec<u8>, _>("bytes")?)
        .bind(row.try_get::<String, _>("stored_at")?)
        .execute(target)
        .await?;
    Ok(())
}

impl WriteTx {
    /// Keeps what rows were before an entry.
    pub(crate) async fn keep_before(&mut self, sequence: i64) -> Result<(), Error> {
        const AT_ONCE: usize = 500;
        let befores = std::mem::take(self.befores());
        for some in befores.chunks(AT_ONCE) {
            let tuple = |at: usize| {
                let places = (1..=5).map(|column| format!("${}", at * 5 + column));
                format!("({})", places.collect::<Vec<_>>().join(", "))
            };
            let tuples = (0..some.len()).map(tuple).collect::<Vec<_>>().join(", ");
            let keep = format!(
                "INSERT INTO row_before (jurisdiction, sequence, table_name, row_key, old_values)
                 VALUES {tuples}"
            );
            let jurisdiction = self.jurisdiction().to_owned();
            let query = sqlx::query(AssertSqlSafe(keep));
            let query = some.iter().fold(query, |query, row| {
                let values: HashMap<&str, &str> = row
                    .columns
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str()))
                    .collect();
                let values = serde_json::json!(values).to_string();
                let query = query.bind(&jurisdiction).bind(sequence);
                query.bind(&row.table).bind(&row.key).bind(values)
            });
            query.execute(self.connection()).await?;
        }
        Ok(())
    }
}

fn failed(why: std::io::Error) -> Error {
    Error::File { file: std::env::temp_dir(), why }
}
