//! Values of a row of any table, on their way from one database into another.

use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Row as _};

use crate::Error;
use crate::schema::{Kind, Table, quoted};

/// The most values one statement binds: both databases take as many.
const MOST_VALUES: usize = 30_000;
/// The most rows one statement inserts: files are large.
const MOST_ROWS: usize = 500;

/// A value of one column.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    Text(Option<String>),
    Integer(Option<i64>),
    Real(Option<f64>),
    Bytes(Option<Vec<u8>>),
}

impl Cell {
    /// The value that was written as text; of bytes none is.
    pub(crate) fn parse(kind: Kind, text: Option<&str>) -> Self {
        match kind {
            Kind::Text => Self::Text(text.map(str::to_owned)),
            Kind::Integer => Self::Integer(text.and_then(|it| it.parse().ok())),
            Kind::Real => Self::Real(text.and_then(|it| it.parse().ok())),
            Kind::Bytes => Self::Bytes(None),
        }
    }

    /// The value of a column that must have one and did not.
    pub(crate) fn nothing(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(Some(String::new())),
            Kind::Integer => Self::Integer(Some(0)),
            Kind::Real => Self::Real(Some(0.0)),
            Kind::Bytes => Self::Bytes(Some(Vec::new())),
        }
    }

    fn bind(self, query: Query<'_, Any, AnyArguments>) -> Query<'_, Any, AnyArguments> {
        match self {
            Self::Text(value) => query.bind(value),
            Self::Integer(value) => query.bind(value),
            Self::Real(value) => query.bind(value),
            Self::Bytes(value) => query.bind(value),
        }
    }
}

impl Table {
    /// The values of a row that was read with [`Table::column_list`].
    pub(crate) fn cells(&self, row: &AnyRow) -> Result<Vec<Cell>, Error> {
        let cell = |(at, kind): (usize, Kind)| {
            Ok(match kind {
                Kind::Text => Cell::Text(row.try_get(at)?),
                Kind::Integer => Cell::Integer(row.try_get(at)?),
                Kind::Real => Cell::Real(row.try_get(at)?),
                Kind::Bytes => Cell::Bytes(row.try_get(at)?),
            })
        };
        self.columns.iter().map(|column| column.kind).enumerate().map(cell).collect()
    }

    /// How many rows one statement inserts.
    pub(crate) fn rows_at_once(&self) -> usize {
        (MOST_VALUES / self.columns.len()).clamp(1, MOST_ROWS)
    }

    /// Inserts rows, at most [`Table::rows_at_once`], and empties the list.
    pub(crate) async fn insert(
        &self,
        rows: &mut Vec<Vec<Cell>>,
        target: &mut AnyConnection,
    ) -> Result<u64, Error> {
        if rows.is_empty() {
            return Ok(0);
        }
        let width = self.columns.len();
        let tuple = |row: usize| {
            let places = (1..=width).map(|column| format!("${}", row * width + column));
            format!("({})", places.collect::<Vec<_>>().join(", "))
        };
        let tuples = (0..rows.len()).map(tuple).collect::<Vec<_>>().join(", ");
        let insert =
            format!("INSERT INTO {} ({}) VALUES {tuples}", quoted(&self.name), self.column_list());
        let query = sqlx::query(AssertSqlSafe(insert)).persistent(false);
        let query = rows.drain(..).flatten().fold(query, |query, cell| cell.bind(query));
        Ok(query.execute(target).await?.rows_affected())
    }
}
