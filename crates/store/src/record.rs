//! Records of registers: searching those in force, one with every version of it, changing one by hand.

use jiff::Timestamp;
use luoshi_delivery::{Jurisdiction, Signed};
use luoshi_packs::{Cell, Field, Kind, Record, Register};
use luoshi_rules::Sureness;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe, Row as _};

use crate::register::{Table, bind, cell, quoted};
use crate::row::Columns;
use crate::{Error, Store, WriteTx};

/// The most records a search counts; a list that is longer is to be narrowed, not leafed through.
const MOST_COUNTED: usize = 10_000;

/// The most values a field is counted by.
const MOST_VALUES: usize = 200;

/// Which records of a register are wanted, and in which order.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Words that all stand somewhere in the texts of a record.
    pub words: Vec<String>,
    /// The texts that words are looked for in: places of fields.
    pub texts: Vec<usize>,
    /// What fields hold.
    pub within: Vec<Within>,
    /// The place of the field to sort by; by the key where there is none.
    pub by: Option<usize>,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// What a field holds: at least one value, at most another; both the same for just that.
#[derive(Clone, Debug)]
pub struct Within {
    /// The place of the field.
    pub field: usize,
    /// The least value.
    pub least: Option<Cell>,
    /// The greatest.
    pub most: Option<Cell>,
}

/// How many records a search finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// So many, as far as they were counted.
    pub records: usize,
    /// Whether there are more than were counted.
    pub is_more: bool,
}

/// A version of a record as it is stored.
#[derive(Clone, Debug)]
pub struct StoredRecord {
    /// The record's number in its register.
    pub number: i64,
    /// Which version.
    pub version: i64,
    /// What it says.
    pub record: Record,
    /// Who recorded it, and when.
    pub recorded: Signed,
    /// Until when it was in force; `None` for the version that is.
    pub replaced_at: Option<Timestamp>,
}

/// Why a record was changed or taken back by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordChange {
    /// The version it made; of a record taken back, its last.
    pub version: i64,
    /// What was done.
    pub act: RecordAct,
    /// Why.
    pub reason: String,
    /// Who did it, and when.
    pub signed: Signed,
}

/// What is done to a record by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordAct {
    /// It says something else from now on.
    Corrected,
    /// It should never have been there.
    Withdrawn,
}

impl RecordAct {
    /// Its name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Corrected => "corrected",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Corrected, Self::Withdrawn].into_iter().find(|act| act.name() == name)
    }
}

type Bound<'q> = Query<'q, Any, AnyArguments>;

/// A condition with the values it binds.
struct Condition<'s> {
    sql: String,
    values: Vec<(&'s Field, Cell)>,
    words: Vec<String>,
}

impl<'s> Condition<'s> {
    /// $1 is the jurisdiction; then the words, then the bounds.
    fn of(register: &'s Register, search: &Search) -> Self {
        let mut sql = "jurisdiction = $1 AND replaced_at IS NULL".to_owned();
        let texts: Vec<&Field> = search.texts.iter().map(|at| &register.fields[*at]).collect();
        let words: Vec<String> = search.words.iter().map(|word| like(word)).collect();
        for place in 2..2 + words.len() {
            let anywhere = texts
                .iter()
                .map(|field| format!("LOWER({}) LIKE ${place} ESCAPE '!'", quoted(field.name())));
            let anywhere = anywhere.collect::<Vec<_>>().join(" OR ");
            sql += &format!(" AND ({})", if texts.is_empty() { "FALSE" } else { &anywhere });
        }
        let mut values = Vec::new();
        for within in &search.within {
            let field = &register.fields[within.field];
            let bounds = [(">=", within.least.clone()), ("<=", within.most.clone().map(last))];
            for (sign, bound) in bounds {
                let Some(bound) = bound else { continue };
                let place = 2 + words.len() + values.len();
                sql += &format!(" AND {} {sign} ${place}", quoted(field.name()));
                values.push((field, bound));
            }
        }
        Self { sql, values, words }
    }

    fn bind<'q>(&self, query: Bound<'q>, jurisdiction: &Jurisdiction) -> Bound<'q> {
        let query = query.bind(jurisdiction.as_str().to_owned());
        let query = self.words.iter().fold(query, |query, word| query.bind(word.clone()));
        self.values.iter().fold(query, |query, (field, value)| bind(query, field, Some(value)))
    }

    fn places(&self) -> usize {
        1 + self.words.len() + self.values.len()
    }
}

/// A pattern that finds the word anywhere, whatever letters it is written in.
fn like(word: &str) -> String {
    let mut pattern = "%".to_owned();
    for letter in word.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern + "%"
}

/// The last text a bound lets in: up to `2018` are all of its days.
fn last(bound: Cell) -> Cell {
    match bound {
        Cell::Text(text) => Cell::Text(text + "~"),
        other => other,
    }
}

impl Table<'_> {
    fn columns(&self) -> String {
        format!(
            "record, version, {}, valid_from, source, sureness, recorded_at, recorded_by, replaced_at",
            self.fields()
        )
    }

    /// By the chosen field, empty ones last, and always by the key, so that pages hold each record once.
    fn order(&self, search: &Search) -> String {
        let direction = if search.descending { " DESC" } else { "" };
        let key: Vec<String> = self.key().iter().map(|it| format!("{it}{direction}")).collect();
        let chosen = search.by.map(|at| quoted(self.register().fields[at].name()));
        let chosen = chosen.filter(|name| self.key().first() != Some(name));
        let chosen = chosen.map(|name| format!("({name} IS NULL), {name}{direction}"));
        chosen.into_iter().chain(key).collect::<Vec<_>>().join(", ")
    }
}

impl Store {
    /// How many records a search finds, counted up to a bound.
    pub async fn count_records(
        &self,
        jurisdiction: &Jurisdiction,
        pack: &str,
        register: &Register,
        search: &Search,
    ) -> Result<Counted, Error> {
        let (table, condition) = (Table::of(pack, register), Condition::of(register, search));
        let sql = format!(
            "SELECT COUNT(*) AS found FROM (SELECT 1 AS one FROM {} WHERE {} LIMIT {}) AS bounded",
            table.name(),
            condition.sql,
            MOST_COUNTED + 1
        );
        let query = condition.bind(sqlx::query(AssertSqlSafe(sql)), jurisdiction);
        let found: i64 = query.fetch_one(self.pool()).await?.try_get("found")?;
        let found = usize::try_from(found).unwrap_or(usize::MAX);
        Ok(Counted { records: found.min(MOST_COUNTED), is_more: found > MOST_COUNTED })
    }

    /// The records a search finds, so many of them after the first `skip`.
    pub async fn records(
        &self,
        jurisdiction: &Jurisdiction,
        pack: &str,
        register: &Register,
        search: &Search,
        (skip, most): (usize, usize),
    ) -> Result<Vec<StoredRecord>, Error> {
        let (table, condition) = (Table::of(pack, register), Condition::of(register, search));
        let sql = format!(
            "SELECT {} FROM {} WHERE {} ORDER BY {} LIMIT {most} OFFSET {skip}",
            table.columns(),
            table.name(),
            condition.sql,
            table.order(search)
        );
        let query = condition.bind(sqlx::query(AssertSqlSafe(sql)), jurisdiction);
        let rows = query.fetch_all(self.pool()).await?;
        rows.iter().map(|row| stored(row, register)).collect()
    }

    /// The records a search finds in the order of their numbers, so many of them after number `after`: how
    /// a whole register is read, however long it is.
    pub async fn records_after(
        &self,
        jurisdiction: &Jurisdiction,
        pack: &str,
        register: &Register,
        search: &Search,
        (after, most): (i64, usize),
    ) -> Result<Vec<StoredRecord>, Error> {
        let (table, condition) = (Table::of(pack, register), Condition::of(register, search));
        let sql = format!(
            "SELECT {} FROM {} WHERE {} AND record > ${} ORDER BY record LIMIT {most}",
            table.columns(),
            table.name(),
            condition.sql,
            condition.places() + 1
        );
        let query = condition.bind(sqlx::query(AssertSqlSafe(sql)), jurisdiction).bind(after);
        let rows = query.fetch_all(self.pool()).await?;
        rows.iter().map(|row| stored(row, register)).collect()
    }

    /// How many records in force there are of each value of a field; dates are counted by their year.
    pub async fn count_records_by(
        &self,
        jurisdiction: &Jurisdiction,
        pack: &str,
        register: &Register,
        field: &Field,
    ) -> Result<Vec<(String, i64)>, Error> {
        let name = quoted(field.name());
        let value = match field.kind {
            Kind::Date | Kind::Yearmonth => format!("SUBSTR({name}, 1, 4)"),
            _ => format!("CAST({name} AS TEXT)"),
        };
        let sql = format!(
            "SELECT {value} AS value, COUNT(*) AS found FROM {}
             WHERE jurisdiction = $1 AND replaced_at IS NULL AND {name} IS NOT NULL
             GROUP BY {value} ORDER BY {value} LIMIT {MOST_VALUES}",
            Table::of(pack, register).name()
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(jurisdiction.as_str());
        let rows = query.fetch_all(self.pool()).await?;
        rows.iter().map(|row| Ok((row.try_get("value")?, row.try_get("found")?))).collect()
    }

    /// Every version of a record, the newest first; none where there is no such record.
    pub async fn record_versions(
        &self,
        jurisdiction: &Jurisdiction,
        pack: &str,
        register: &Register,
        number: i64,
    ) -> Result<Vec<StoredRecord>, Error> {
        let table = Table::of(pack, register);
        let sql = format!(
            "SELECT {} FROM {} WHERE jurisdiction = $1 AND record = $2 ORDER BY version DESC",
            table.columns(),
            table.name()
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(jurisdiction.as_str()).bind(number);
        let rows = query.fetch_all(self.pool()).await?;
        rows.iter().map(|row| stored(row, register)).collect()
    }

    /// Why a record was changed by hand, the newest first.
    pub async fn record_changes(
        &self,
        jurisdiction: &Jurisdiction,
        pack: &str,
        register: &str,
        number: i64,
    ) -> Result<Vec<RecordChange>, Error> {
        const CHANGES: &str = "
            SELECT version, act, reason, changed_at, changed_by FROM record_change
            WHERE jurisdiction = $1 AND pack = $2 AND register = $3 AND record = $4
            ORDER BY changed_at DESC, version DESC";
        let query = sqlx::query(CHANGES).bind(jurisdiction.as_str()).bind(pack).bind(register);
        query.bind(number).fetch_all(self.pool()).await?.iter().map(change).collect()
    }
}

impl WriteTx {
    /// Adds a record; its number, or none where another one in force has its key.
    pub async fn add_record(
        &mut self,
        pack: &str,
        register: &Register,
        record: &Record,
        signed: &Signed,
    ) -> Result<Option<i64>, Error> {
        let table = Table::of(pack, register);
        if !self.current(&table, &[record]).await?.is_empty() {
            return Ok(None);
        }
        let number = self.numbers(table.name(), 1).await?;
        let row = (number, 1, record);
        self.insert_rows(&table, &[row], (signed.at, &signed.by)).await?;
        Ok(Some(number))
    }

    /// Puts another version in the place of the one that was seen; whether that was still in force.
    pub async fn correct_record(
        &mut self,
        pack: &str,
        register: &Register,
        (number, seen): (i64, i64),
        record: &Record,
        change: &RecordChange,
    ) -> Result<bool, Error> {
        let table = Table::of(pack, register);
        if !self.end_version(&table, (number, seen), change.signed.at).await? {
            return Ok(false);
        }
        let signed = (change.signed.at, change.signed.by.as_str());
        self.insert_rows(&table, &[(number, seen + 1, record)], signed).await?;
        self.save_change(pack, register, number, change).await?;
        Ok(true)
    }

    /// Takes a record back; whether the version that was seen was still in force.
    pub async fn withdraw_record(
        &mut self,
        pack: &str,
        register: &Register,
        (number, seen): (i64, i64),
        change: &RecordChange,
    ) -> Result<bool, Error> {
        let table = Table::of(pack, register);
        let ended = self.end_version(&table, (number, seen), change.signed.at).await?;
        if ended {
            self.save_change(pack, register, number, change).await?;
        }
        Ok(ended)
    }

    async fn end_version(
        &mut self,
        table: &Table<'_>,
        (number, seen): (i64, i64),
        at: Timestamp,
    ) -> Result<bool, Error> {
        let end = format!(
            "UPDATE {} SET replaced_at = $1
             WHERE jurisdiction = $2 AND record = $3 AND version = $4 AND replaced_at IS NULL",
            table.name()
        );
        let query = sqlx::query(AssertSqlSafe(end)).bind(at.to_string());
        let query = query.bind(self.jurisdiction().to_owned()).bind(number).bind(seen);
        Ok(query.execute(self.connection()).await?.rows_affected() == 1)
    }

    async fn save_change(
        &mut self,
        pack: &str,
        register: &Register,
        number: i64,
        change: &RecordChange,
    ) -> Result<(), Error> {
        const SAVE: &str = "
            INSERT INTO record_change (jurisdiction, pack, register, record, version, act, reason,
                                       changed_at, changed_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        sqlx::query(SAVE)
            .bind(self.jurisdiction().to_owned())
            .bind(pack.to_owned())
            .bind(register.name.clone())
            .bind(number)
            .bind(change.version)
            .bind(change.act.name())
            .bind(change.reason.clone())
            .bind(change.signed.at.to_string())
            .bind(change.signed.by.clone())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

fn stored(row: &AnyRow, register: &Register) -> Result<StoredRecord, Error> {
    let columns = Columns { table: "a register", row };
    let cells = register.fields.iter().map(|field| cell(row, field));
    Ok(StoredRecord {
        number: row.try_get("record")?,
        version: row.try_get("version")?,
        record: Record {
            cells: cells.collect::<Result<_, _>>()?,
            source: columns.optional("source")?,
            sureness: columns.read("sureness", Sureness::parse)?,
            valid_from: columns.optional("valid_from")?,
        },
        recorded: columns.signed("recorded_by", "recorded_at")?,
        replaced_at: columns.parsed("replaced_at")?,
    })
}

fn change(row: &AnyRow) -> Result<RecordChange, Error> {
    let columns = Columns { table: "record_change", row };
    Ok(RecordChange {
        version: row.try_get("version")?,
        act: columns.read("act", RecordAct::parse)?,
        reason: columns.text("reason")?,
        signed: columns.signed("changed_by", "changed_at")?,
    })
}
