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
        let mut and = |condition: &str, value: Bound| {
            bound.push(value);
            let place = format!("${}", bound.len() + 1);
            sql.push_str(" AND ");
            sql.push_str(&condition.replace('?', &place));
        };
        if let Some(actor) = &self.actor {
            and("actor = ?", Bound::Text(actor.clone()));
        }
        if let Some(action) = &self.action {
            and("action = ?", Bound::Text(action.clone()));
        }
        if let Some(thing) = &self.thing {
            let of = subject(thing);
            and("subject = ?", Bound::Text(of.to_owned()));
            if thing != of {
                let part = thing.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
                and("(thing || '/') LIKE ? ESCAPE '\\'", Bound::Text(format!("{part}/%")));
            }
        }
        if let Some(from) = self.from {
            and("at >= ?", Bound::Text(without_zone(from)));
        }
        if let Some(until) = self.until {
            and("at < ?", Bound::Text(without_zone(until)));
        }
        if let Some(before) = self.before {
            and("sequence < ?", Bound::Number(before.cast_signed()));
        }
        (sql, bound)
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
