//! An office with a database of its own, for one test, once on each database.

use jiff::Timestamp;
use jiff::civil::date;
use luoshi_delivery::{Audience, Jurisdiction};
use luoshi_service::{Actor, Context, Grant, Role, Upload, User};
use luoshi_store::testing::{self, TestDatabase};

pub(crate) const SEED: &[u8] = include_bytes!("../../../../examples/hangzhou-2018/document.txt");

pub(crate) struct Office {
    database: TestDatabase,
}

/// Runs a test in an office on SQLite and in one on PostgreSQL.
pub(crate) async fn on_both_databases(test: impl AsyncFn(Office)) {
    testing::on_both_databases(async |database| test(Office { database }).await).await;
}

impl Office {
    /// The same office after its server was stopped and started.
    pub(crate) async fn restarted(self) -> Self {
        Self { database: self.database.reopened().await }
    }

    /// Does to the database what no use case does.
    pub(crate) async fn execute(&self, statement: &'static str) {
        self.database.execute(statement).await.unwrap();
    }

    /// Every text that stands in any table.
    pub(crate) async fn every_text(&self) -> Vec<String> {
        self.database.every_text().await.unwrap()
    }

    /// Every text of a column.
    pub(crate) async fn texts(&self, table: &str, column: &str) -> Vec<String> {
        let all = format!("SELECT {column} FROM {table} ORDER BY {column}");
        self.database.texts(&all).await.unwrap()
    }

    /// Puts one text in place of another, past the program.
    pub(crate) async fn replace(&self, table: &str, column: &str, old: &str, new: &str) {
        let replace = format!("UPDATE {table} SET {column} = $1 WHERE {column} = $2");
        self.database.execute_with(&replace, &[new, old]).await.unwrap();
    }

    pub(crate) fn store(&self) -> &luoshi_store::Store {
        &self.database.store
    }

    /// The context of `actor` in Hangzhou on the evening of 1 November 2018, UTC.
    pub(crate) fn cx(&self, actor: Actor) -> Context {
        let jurisdiction: Jurisdiction = "330100".parse().unwrap();
        let now: Timestamp = "2018-11-01T20:00:00Z".parse().unwrap();
        Context { store: self.store().clone(), jurisdiction, actor, now }
    }

    /// What was written to the audit log: actor, action, thing.
    pub(crate) async fn audit(&self) -> Vec<String> {
        let place: Jurisdiction = "330100".parse().unwrap();
        let entries = self.store().audit_entries(&place).await.unwrap();
        let names = self.store().names_in_log(&place).await.unwrap();
        let told = entries.into_iter().map(|entry| {
            let told = format!("{} {} {}", entry.actor, entry.action, entry.thing);
            names.iter().fold(told, |told, (alias, name)| told.replace(alias, name))
        });
        told.collect()
    }
}

pub(crate) fn user(role: Role) -> Actor {
    user_of(role, None)
}

/// Somebody who holds `role` for an organisation, or for the whole jurisdiction.
pub(crate) fn user_of(role: Role, organisation: Option<&str>) -> Actor {
    let grants = vec![grant(role, organisation)];
    let organisation = organisation.map(|code| code.parse().unwrap());
    let (name, display_name) = (role.name().to_owned(), "某某".to_owned());
    Actor::User(User {
        name,
        display_name,
        organisation,
        grants,
        only_reads: false,
        must_change_password: false,
        has_second_factor: false,
        stands_in: None,
    })
}

/// A role from the year of the plan on.
pub(crate) fn grant(role: Role, organisation: Option<&str>) -> Grant {
    let organisation = organisation.map(|code| code.parse().unwrap());
    Grant { role, organisation, from: date(2018, 1, 1), until: None }
}

pub(crate) fn upload(bytes: &[u8], audience: Audience) -> Upload {
    Upload { file_name: "文件.txt".to_owned(), bytes: bytes.to_vec(), audience }
}
