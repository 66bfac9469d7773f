//! Computing indicators from registers: one SELECT that only reads, with limits of time and rows.
//!
//! A pack's SQL names registers and indicators; each name becomes a WITH before it that shows the
//! versions in force of this jurisdiction and nothing else, so that it cannot reach another table.

use std::collections::BTreeSet;
use std::time::Duration;

use luoshi_delivery::{Jurisdiction, Period};
use luoshi_packs::{Kind, Method, PERIOD, Pack, Query, Register};
use luoshi_rules::half_up;
use rust_decimal::Decimal;
use sqlx::{AssertSqlSafe, Row as _};

use crate::register::{Table, decimal, quoted};
use crate::{Error, Store};

/// The longest a computation may take.
const LONGEST: Duration = Duration::from_secs(10);
/// The most values a computation may give.
const MOST_ROWS: usize = 10_000;

/// A value that was computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// For which period.
    pub period: Period,
    /// For which part of the jurisdiction; `None` for all of it.
    pub scope: Option<String>,
    /// The value; `None` where there was nothing to compute it from.
    pub value: Option<Decimal>,
}

impl Store {
    /// Computes an indicator of a pack for `periods`; nothing for one that is reported.
    pub async fn compute(
        &self,
        jurisdiction: &Jurisdiction,
        pack: &Pack,
        indicator: &str,
        periods: &[Period],
    ) -> Result<Vec<Computed>, Error> {
        let Some(known) = pack.indicators.get(indicator) else { return Ok(Vec::new()) };
        let scope = match known.method() {
            Method::Reported => return Ok(Vec::new()),
            Method::Computed(Query { scoped: true, .. }) => "CAST(scope AS TEXT)",
            Method::Computed(_) | Method::Ratio(_) => "CAST(NULL AS TEXT)",
        };
        if periods.is_empty() {
            return Ok(Vec::new());
        }
        let mut relations = Relations { pack, written: BTreeSet::new(), parts: Vec::new() };
        relations.need(indicator);
        let sql = format!(
            "WITH {} SELECT CAST(period AS TEXT) AS period, {scope} AS scope,
                    CAST(value AS DOUBLE PRECISION) AS value
             FROM {} ORDER BY 1, 2 LIMIT {}",
            relations.written(periods.len()),
            quoted(indicator),
            MOST_ROWS + 1
        );
        let mut query = sqlx::query(AssertSqlSafe(sql))
            .persistent(false)
            .bind(jurisdiction.as_str())
            .bind(pack.name());
        for period in periods {
            query = query.bind(period.to_string());
            query = query.bind(period.first_day().to_string()).bind(period.last_day().to_string());
        }
        let mut tx = self.pool().begin_with(self.dialect().begin_snapshot()).await?;
        let running = tokio::time::timeout(LONGEST, query.fetch_all(&mut *tx));
        let too_much = || Error::TooMuch { indicator: indicator.to_owned() };
        let rows = running.await.map_err(|_| too_much())??;
        if rows.len() > MOST_ROWS {
            return Err(too_much());
        }
        let mut computed = Vec::with_capacity(rows.len());
        for row in rows {
            let period: String = row.try_get("period")?;
            let Ok(period) = period.parse() else { return Err(too_much()) };
            let value: Option<f64> = row.try_get("value")?;
            let value = value.and_then(decimal).map(|value| half_up(value, known.decimals));
            computed.push(Computed { period, scope: row.try_get("scope")?, value });
        }
        Ok(computed)
    }
}

impl Store {
    /// The first year anything in the registers of a pack speaks of.
    pub async fn first_year(
        &self,
        jurisdiction: &Jurisdiction,
        pack: &Pack,
    ) -> Result<Option<i16>, Error> {
        let mut first: Option<i16> = None;
        for register in pack.registers.values() {
            let table = Table::of(pack.name(), register);
            let dated = |kind| matches!(kind, Kind::Date | Kind::Yearmonth | Kind::Year);
            for field in register.fields.iter().filter(|field| dated(field.kind)) {
                let least = format!(
                    "SELECT CAST(MIN({}) AS TEXT) AS least FROM {}
                     WHERE jurisdiction = $1 AND replaced_at IS NULL",
                    quoted(field.name()),
                    table.name()
                );
                let query = sqlx::query(AssertSqlSafe(least)).bind(jurisdiction.as_str());
                let least: Option<String> = query.fetch_one(self.pool()).await?.try_get("least")?;
                let year = least.and_then(|least| least.get(..4)?.parse().ok());
                first = first.into_iter().chain(year).min();
            }
        }
        Ok(first)
    }
}

/// The relations an indicator reads, each before those that read it.
struct Relations<'p> {
    pack: &'p Pack,
    written: BTreeSet<String>,
    parts: Vec<String>,
}

impl Relations<'_> {
    /// Writes a relation and all that it needs.
    fn need(&mut self, name: &str) {
        if name == PERIOD || !self.written.insert(name.to_owned()) {
            return;
        }
        let sql = match (self.pack.registers.get(name), self.pack.indicators.get(name)) {
            (Some(register), _) => in_force(self.pack.name(), register),
            (None, Some(indicator)) => match indicator.method() {
                Method::Reported => reported(name),
                Method::Computed(query) => {
                    query.reads.iter().for_each(|read| self.need(read));
                    query.sql.clone()
                }
                Method::Ratio(ratio) => {
                    let (over, under) = (ratio.numerator.get_ref(), ratio.denominator.get_ref());
                    self.need(over);
                    self.need(under);
                    let factor = if indicator.unit == "%" { "100.0" } else { "1.0" };
                    format!(
                        "SELECT o.period AS period, {factor} * o.value / NULLIF(u.value, 0) AS value
                         FROM {} AS o JOIN {} AS u ON u.period = o.period",
                        quoted(over),
                        quoted(under)
                    )
                }
            },
            (None, None) => return, // `Pack::read` refused it.
        };
        self.parts.push(format!("{} AS ({sql})", quoted(name)));
    }

    /// All of them, the periods first: $1 is the jurisdiction, $2 the pack, then three for each period.
    fn written(&self, periods: usize) -> String {
        let rows = (0..periods).map(|at| {
            let first = 3 + at * 3;
            format!("(${first}, ${}, ${})", first + 1, first + 2)
        });
        let rows = rows.collect::<Vec<_>>().join(", ");
        let named = format!("{PERIOD} (label, starts, ends) AS (VALUES {rows})");
        std::iter::once(named).chain(self.parts.iter().cloned()).collect::<Vec<_>>().join(", ")
    }
}

/// The versions in force of a register, in the types its schema gives them.
fn in_force(pack: &str, register: &Register) -> String {
    let fields = register.fields.iter().map(|field| {
        let name = quoted(field.name());
        match field.kind {
            Kind::Boolean => {
                format!("CASE WHEN {name} = 1 THEN TRUE WHEN {name} = 0 THEN FALSE END AS {name}")
            }
            _ => name,
        }
    });
    let fields = fields.collect::<Vec<_>>().join(", ");
    let table = Table::of(pack, register);
    format!("SELECT {fields} FROM {} WHERE jurisdiction = $1 AND replaced_at IS NULL", table.name())
}

/// The values that were reported and not corrected since.
fn reported(indicator: &str) -> String {
    format!(
        "SELECT period, scope, CAST(value AS DOUBLE PRECISION) AS value FROM observation
         WHERE jurisdiction = $1 AND pack = $2 AND indicator = '{indicator}' AND value IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM observation AS newer
                           WHERE newer.jurisdiction = observation.jurisdiction
                             AND newer.supersedes = observation.id)"
    )
}
