//! An office with a database of its own, for one test.

use jiff::Timestamp;
use luoshi_delivery::{Audience, Jurisdiction};
use luoshi_service::{Actor, Context, Role, Upload, User};
use luoshi_store::Store;
use tempfile::TempDir;

pub(crate) const SEED: &[u8] = include_bytes!("../../../../examples/hangzhou-2018/document.txt");

pub(crate) struct Office {
    pub(crate) data: TempDir,
    pub(crate) store: Store,
}

impl Office {
    pub(crate) async fn open() -> Self {
        let data = tempfile::tempdir().unwrap();
        let store = Store::open(data.path()).await.unwrap();
        Self { data, store }
    }

    /// The context of `actor` in Hangzhou on the evening of 1 November 2018, UTC.
    pub(crate) fn cx(&self, actor: Actor) -> Context {
        let jurisdiction: Jurisdiction = "330100".parse().unwrap();
        let now: Timestamp = "2018-11-01T20:00:00Z".parse().unwrap();
        Context { store: self.store.clone(), jurisdiction, actor, now }
    }

    /// What was written to the audit log: actor, action, thing.
    pub(crate) async fn audit(&self) -> Vec<String> {
        let entries = self.store.audit_entries(&"330100".parse().unwrap()).await.unwrap();
        entries
            .into_iter()
            .map(|entry| format!("{} {} {}", entry.actor, entry.action, entry.thing))
            .collect()
    }
}

pub(crate) fn user(role: Role) -> Actor {
    Actor::User(User { name: role.name().to_owned(), display_name: "某某".to_owned(), role })
}

pub(crate) fn upload(bytes: &[u8], audience: Audience) -> Upload {
    Upload { file_name: "文件.txt".to_owned(), bytes: bytes.to_vec(), audience }
}
