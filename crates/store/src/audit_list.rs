//! The audit log as it is read: the newest first, by what is asked for, a page at a time.

use jiff::Timestamp;
use luoshi_audit::Entry;
use luoshi_delivery::Jurisdiction;
use sqlx::AssertSqlSafe;

use crate::audit::{stored_entry, subject};
use crate::{Error, Store};

/// Which entries are asked for; what is not said leaves all of them in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Who acted.
    pub actor: Option<String>,
    /// What they did: the use case.
    pub action: Option<String>,
    /// To which thing, or to what is part of it: `plan/1`.
    pub thing: Option<String>,
    /// Or to one of these rows, where a thing is asked for: a table and the key of a row, as the log writes it.
    pub rows: Vec<(String, String)>,
    /// At this moment or later.
    pub from: Option<Timestamp>,
    /// Earlier than this moment.
    pub until: Option<Timestamp>,
    /// With a smaller number than this: where the page before ended.
    pub before: Option<u64>,
}

impl AuditFilter {
    /// The conditions with what is bound to them, numbered from `$2` on.
    fn conditions(&self) -> (String, Vec<Bound>) {
        let (mut sql, mut bound) = (String::new(), Vec::new());
        let mut and = |condition: &str, values: Vec<Bound>| {
            sql.push_str(" AND ");
            let mut parts = condition.split('?');
            sql.push_str(parts.next().unwrap_or_default());
            for (value, part) in values.into_iter().zip(parts) {
                bound.push(value);
                sql.push_str(&format!("${}{part}", bound.len() + 1));
            }
        };
        if let Some(actor) = &self.actor {
            // Whoever acted for somebody else signed with both names.
            let either = "(actor = ? OR actor LIKE ? || ' for %' OR actor LIKE '% for ' || ?)";
            and(
                either,
                vec![
                    Bound::Text(actor.clone()),
                    Bound::Text(actor.clone()),
                    Bound::Text(actor.clone()),
                ],
            );
        }
        if let Some(action) = &self.action {
            and("action = ?", vec![Bound::Text(action.clone())]);
        }
        if let Some(thing) = &self.thing {
            let of = subject(thing);
            and("subject = ?", vec![Bound::Text(of.to_owned())]);
            if thing != of {
                let part = thing.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
                let (of_rows, keys) = self.of_rows();
                let mut bound = vec![Bound::Text(format!("{part}/%"))];
                bound.extend(keys);
                and(&format!("((thing || '/') LIKE ? ESCAPE '\\'{of_rows})"), bound);
            }
        }
        if let Some(from) = self.from {
            and("at >= ?", vec![Bound::Text(without_zone(from))]);
        }
        if let Some(until) = self.until {
            and("at < ?", vec![Bound::Text(without_zone(until))]);
        }
        if let Some(before) = self.before {
            and("sequence < ?", vec![Bound::Number(before.cast_signed())]);
        }
        (sql, bound)
    }

    /// The condition that an entry changed one of the rows, with what is bound to it.
    fn of_rows(&self) -> (String, Vec<Bound>) {
        if self.rows.is_empty() {
            return Default::default();
        }
        let each = vec!["(table_name = ? AND row_key = ?)"; self.rows.len()].join(" OR ");
        let sql = format!(
            " OR sequence IN (SELECT sequence FROM audit_change WHERE jurisdiction = $1 AND ({each}))"
        );
        let keys = self.rows.iter().flat_map(|(table, key)| [table, key]);
        (sql, keys.map(|text| Bound::Text(text.clone())).collect())
    }
}

/// A value bound to a condition.
enum Bound {
    Text(String),
    Number(i64),
}

/// Stored moments end in `Z`, some with fractions before it: without it, text orders as time does.
fn without_zone(moment: Timestamp) -> String {
    moment.to_string().trim_end_matches('Z').to_owned()
}

impl Store {
    /// The newest entries that are asked for: at most `limit`.
    pub async fn audit_list(
        &self,
        jurisdiction: &Jurisdiction,
        filter: &AuditFilter,
        limit: u32,
    ) -> Result<Vec<Entry>, Error> {
        let (conditions, bound) = filter.conditions();
        let list = format!(
            "SELECT sequence, at, actor, organisation, action, thing, subject, digest_before,
                    digest_after, leaf
             FROM audit_entry WHERE jurisdiction = $1{conditions}
             ORDER BY sequence DESC LIMIT {limit}"
        );
        let mut query = sqlx::query(AssertSqlSafe(list)).bind(jurisdiction.as_str());
        for value in bound {
            query = match value {
                Bound::Text(text) => query.bind(text),
                Bound::Number(number) => query.bind(number),
            };
        }
        let rows = query.fetch_all(self.pool()).await?;
        rows.iter().map(|row| Ok(stored_entry(jurisdiction.as_str(), row)?.entry)).collect()
    }
}
