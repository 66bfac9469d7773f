//! What the databases do differently, in one place.

use std::path::Path;

use sqlx::{AnyConnection, Executor as _};

/// The two databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// The dialect of a database URL; `None` for a database we do not know.
    pub(crate) fn of(url: &str) -> Option<Self> {
        match url.split_once(':')?.0 {
            "sqlite" => Some(Self::Sqlite),
            "postgres" | "postgresql" => Some(Self::Postgres),
            _ => None,
        }
    }

    /// The SQL that opens a write transaction. SQLite takes its one write lock at once, so that two
    /// writers queue up instead of failing half-way; PostgreSQL locks the rows it touches.
    pub(crate) fn begin_write(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN",
        }
    }

    /// Prepares a new connection: durable commits, readers beside the writer, checked keys.
    pub(crate) async fn prepare(self, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
        let statements: &[&str] = match self {
            Self::Sqlite => &[
                "PRAGMA busy_timeout = 10000",
                "PRAGMA journal_mode = WAL",
                "PRAGMA synchronous = FULL",
                "PRAGMA foreign_keys = ON",
            ],
            Self::Postgres => &[],
        };
        for statement in statements {
            connection.execute(*statement).await?;
        }
        Ok(())
    }
}

/// The URL of the embedded database under a data directory.
pub(crate) fn embedded_url(data: &Path) -> String {
    let file = data.join("luoshi.sqlite");
    let path = file.to_string_lossy().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    format!("sqlite://{path}?mode=rwc")
}

/// A database URL as it may be shown: without user name and password.
pub(crate) fn shown(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("{scheme}://…@{place}"),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_url_holds_no_password() {
        assert_eq!(shown("postgres://luoshi:s3cr3t@db:5432/luoshi"), "postgres://…@db:5432/luoshi");
        assert_eq!(shown("sqlite:///srv/luoshi.sqlite"), "sqlite:///srv/luoshi.sqlite");
    }

    #[test]
    fn a_database_we_do_not_know_has_no_dialect() {
        assert_eq!(Dialect::of("postgresql://db/luoshi"), Some(Dialect::Postgres));
        assert_eq!(Dialect::of("mysql://db/luoshi"), None);
        assert_eq!(Dialect::of("luoshi"), None);
    }
}
