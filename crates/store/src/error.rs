use std::path::PathBuf;

/// What can go wrong between a use case and the database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The URL names a database we do not know.
    #[error("`{0}` is no database we know: write postgres://… or sqlite://…")]
    UnknownDatabase(String),
    /// The database could not be opened.
    #[error("cannot open the database {url}: {why}")]
    Open {
        /// Its URL, without a password.
        url: String,
        /// What the driver says.
        why: sqlx::Error,
    },
    /// The tables could not be brought up to date.
    #[error("cannot bring the tables up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A computation that takes too long, gives too many values, or gives no period.
    #[error(
        "indicator `{indicator}` takes too long or gives too much: ask for fewer rows in its sql"
    )]
    TooMuch {
        /// The indicator.
        indicator: String,
    },
    /// Work on a past day stopped.
    #[error("what was known on that day could not be put together: try again")]
    Stopped,
    /// The past is written to.
    #[error("what is past cannot be changed: go back to today")]
    Past,
    /// A statement failed.
    #[error("the database refused a statement: {0}")]
    Statement(#[from] sqlx::Error),
    /// A backup would write over something.
    #[error("{0} is there already: choose another name, nothing was written")]
    FileExists(PathBuf),
    /// A backup could not be written or read.
    #[error("cannot use {file}: {why}")]
    File {
        /// The file.
        file: PathBuf,
        /// What the system says.
        why: std::io::Error,
    },
    /// A restore would mix two databases.
    #[error("the database already holds something (table {0}): restore into an empty one")]
    NotEmpty(String),
    /// A column is of a type that only one of the databases knows.
    #[error("{table}.{column} is {declared}, which a backup cannot hold")]
    Unportable {
        /// Table.
        table: String,
        /// Column.
        column: String,
        /// Its type as declared.
        declared: String,
    },
    /// A plan's file is gone.
    #[error("the file {0} is not in the database any more: restore a backup")]
    FileMissing(String),
    /// A file whose bytes are not those that were stored.
    #[error("the stored file {0} was changed past the program: restore a backup")]
    FileChanged(String),
    /// A file that became a plan once is no document now.
    #[error("the stored file {file_name} cannot be read: {why}")]
    Unreadable {
        /// The file.
        file_name: String,
        /// What the reader says.
        why: luoshi_document::ReadError,
    },
    /// A table changed while its rows were read.
    #[error("the table {0} has other columns than a moment ago: try again")]
    OtherColumns(String),
    /// A sealed secret that this key does not open.
    #[error("a sealed secret cannot be opened: is secret-key.txt the one it was sealed with?")]
    Sealed,
    /// No random numbers.
    #[error("the system gives no random numbers: {0}")]
    NoChance(String),
    /// A stored value is not what the table's comment says it is.
    #[error("{table}.{column} holds `{value}`, which is not what belongs there: restore a backup")]
    Corrupt {
        /// Table.
        table: &'static str,
        /// Column.
        column: &'static str,
        /// What stands there.
        value: String,
    },
}

impl Error {
    /// Whether a unique key is already taken: somebody stored the same thing first.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Statement(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}
