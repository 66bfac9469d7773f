//! What the databases do differently, in one place.

use std::path::Path;

/// The SQL that opens a write transaction: SQLite takes its one write lock at once, so that two
/// writers queue up instead of failing half-way.
pub(crate) const BEGIN_WRITE: &str = "BEGIN IMMEDIATE";

/// What every new SQLite connection is told: durable commits, readers beside the writer, checked keys.
pub(crate) const ON_CONNECT: &[&str] = &[
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
];

/// The URL of the embedded database under a data directory.
pub(crate) fn embedded_url(data: &Path) -> String {
    let file = data.join("luoshi.sqlite");
    let path = file.to_string_lossy().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    format!("sqlite://{path}?mode=rwc")
}
