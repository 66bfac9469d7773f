//! What the databases do differently, in one place.

use std::path::{Path, PathBuf};

use sqlx::{AnyConnection, AssertSqlSafe, Executor as _, Row as _};

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

    /// The SQL that opens a reading transaction in which nothing changes.
    pub(crate) fn begin_snapshot(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN",
            Self::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }

    /// Every column of every table of ours, table by table, in order: its declared type, whether it is
    /// required, its place in the primary key.
    pub(crate) fn all_columns(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT tables.name AS table_name, columns.name AS column_name,
                        columns.type AS declared, columns.\"notnull\" AS required,
                        columns.pk AS key_place
                 FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
                 WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                       AND tables.name <> '_sqlx_migrations'
                 ORDER BY tables.name, columns.cid"
            }
            Self::Postgres => {
                "SELECT tables.relname::TEXT AS table_name, columns.attname::TEXT AS column_name,
                        format_type(columns.atttypid, NULL)::TEXT AS declared,
                        columns.attnotnull::INT::BIGINT AS required,
                        COALESCE(array_position(keys.indkey::INT2[], columns.attnum) + 1, 0)::BIGINT
                            AS key_place
                 FROM pg_class AS tables
                 JOIN pg_attribute AS columns ON columns.attrelid = tables.oid
                     AND columns.attnum > 0 AND NOT columns.attisdropped
                 LEFT JOIN pg_index AS keys ON keys.indrelid = tables.oid AND keys.indisprimary
                 WHERE tables.relkind = 'r' AND tables.relname <> '_sqlx_migrations'
                       AND tables.relnamespace = current_schema()::REGNAMESPACE
                 ORDER BY tables.relname COLLATE \"C\", columns.attnum"
            }
        }
    }

    /// Lets rows come in any order for the rest of the transaction, whatever refers to whatever.
    pub(crate) async fn suspend_keys(
        self,
        connection: &mut AnyConnection,
    ) -> Result<SuspendedKeys, sqlx::Error> {
        const ALL_KEYS: &str = "
            SELECT conrelid::REGCLASS::TEXT AS table_name, quote_ident(conname)::TEXT AS name,
                   pg_get_constraintdef(oid)::TEXT AS definition
            FROM pg_constraint
            WHERE contype = 'f' AND connamespace = current_schema()::REGNAMESPACE";
        let mut keys = Vec::new();
        match self {
            Self::Sqlite => {
                connection.execute("PRAGMA defer_foreign_keys = ON").await?;
            }
            Self::Postgres => {
                for row in connection.fetch_all(ALL_KEYS).await? {
                    let (table, name, definition): (String, String, String) =
                        (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
                    let drop = format!("ALTER TABLE {table} DROP CONSTRAINT {name}");
                    sqlx::query(AssertSqlSafe(drop)).execute(&mut *connection).await?;
                    keys.push(format!("ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"));
                }
            }
        }
        Ok(SuspendedKeys(keys))
    }

    /// Watches nothing for the rest of the transaction: rows are copied with what the log says of them. The embedded
    /// database watches no connection that has not written yet.
    pub(crate) async fn look_away(self, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
        if self == Self::Postgres {
            connection.execute("SET LOCAL luoshi.writes = 'off'").await?;
        }
        Ok(())
    }

    /// Watches nothing on this connection, which nobody else will use.
    pub(crate) async fn watch_nothing(
        self,
        connection: &mut AnyConnection,
    ) -> Result<(), sqlx::Error> {
        if self == Self::Postgres {
            connection.execute("SET luoshi.writes = 'off'").await?;
        }
        Ok(())
    }

    /// Whether a table that is watched is so for every connection; else each connection watches for itself.
    pub(crate) fn watches_for_all(self) -> bool {
        self == Self::Postgres
    }

    /// Lets one program at a time go on from here, to the end of its transaction.
    pub(crate) async fn alone(self, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
        if self == Self::Postgres {
            // Any number that is the same for all of our programs.
            connection.execute("SELECT 1 FROM pg_advisory_xact_lock(3301002018)").await?;
        }
        Ok(())
    }

    /// Prepares a new connection: durable commits, readers beside the writer, checked keys.
    pub(crate) async fn prepare(self, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
        let statements: &[&str] = match self {
            Self::Sqlite => &[
                "PRAGMA busy_timeout = 10000",
                "PRAGMA journal_mode = WAL",
                "PRAGMA synchronous = FULL",
                "PRAGMA foreign_keys = ON",
                "PRAGMA temp_store = MEMORY",
                "CREATE TEMP TABLE IF NOT EXISTS audit_watching (schema BIGINT NOT NULL)",
                "CREATE TEMP TABLE IF NOT EXISTS audit_touched
                     (table_name TEXT NOT NULL, row_key TEXT NOT NULL, old_row TEXT, new_row TEXT,
                      PRIMARY KEY (table_name, row_key))",
            ],
            Self::Postgres => &[
                "SET client_min_messages = 'warning'",
                "CREATE TEMP TABLE IF NOT EXISTS audit_touched
                     (table_name TEXT NOT NULL, row_key TEXT NOT NULL, old_row TEXT, new_row TEXT,
                      PRIMARY KEY (table_name, row_key))",
                "SET luoshi.writes = 'on'",
            ],
        };
        for statement in statements {
            connection.execute(*statement).await?;
        }
        Ok(())
    }
}

/// Keys to be checked again before the transaction ends.
#[must_use = "rows that refer to nothing would stay"]
pub(crate) struct SuspendedKeys(Vec<String>);

impl SuspendedKeys {
    /// Checks all keys; the transaction fails where a row refers to nothing.
    pub(crate) async fn restore(self, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
        for statement in self.0 {
            sqlx::query(AssertSqlSafe(statement)).execute(&mut *connection).await?;
        }
        Ok(())
    }
}

/// The file of the embedded database under a data directory.
pub(crate) fn embedded_file(data: &Path) -> PathBuf {
    data.join("luoshi.sqlite")
}

/// The URL of an embedded database in that file.
pub(crate) fn file_url(file: &Path) -> String {
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
