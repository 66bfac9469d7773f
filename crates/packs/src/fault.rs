//! What can be wrong in a pack.

use std::fmt;

use crate::WrongCell;

/// Something wrong in a pack: where, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, from the pack's folder.
    pub file: String,
    /// Its line, counted from 1, where there is one.
    pub line: Option<usize>,
    /// What is wrong.
    pub wrong: Wrong,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.wrong),
            None => write!(f, "{}: {}", self.file, self.wrong),
        }
    }
}

/// A kind of thing a pack names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A register.
    Register,
    /// A field of a register or a form.
    Field,
    /// An indicator.
    Indicator,
    /// A case type.
    CaseType,
    /// A state of a case.
    State,
    /// A transition of a case.
    Transition,
    /// A role.
    Role,
    /// A source of data.
    Source,
    /// A published rule.
    Rule,
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Register => "register",
            Self::Field => "field",
            Self::Indicator => "indicator",
            Self::CaseType => "case type",
            Self::State => "state",
            Self::Transition => "transition",
            Self::Role => "role",
            Self::Source => "source",
            Self::Rule => "rule",
        })
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// The manifest is not there.
    #[error("is missing: every pack starts with its name, title and version")]
    NoManifest,
    /// A file that belongs to no part of a pack.
    #[error(
        "is no part of a pack: it has pack.toml, sources.toml, README.md, registers/, indicators/, cases/, charts/, examples/ and data/"
    )]
    StrangeFile,
    /// TOML that cannot be read, or with keys and types that do not belong.
    #[error("{0}")]
    Toml(String),
    /// A name that cannot be a table or a column.
    #[error("`{0}` cannot be a name: use small letters, digits and _, a letter first, at most 28")]
    BadName(String),
    /// A name the program keeps for itself.
    #[error("`{0}` is a name the program uses itself: choose another")]
    Reserved(String),
    /// The same name twice.
    #[error("{0} `{1}` is there twice: rename one")]
    Twice(Thing, String),
    /// A name that leads nowhere.
    #[error("there is no {0} `{1}`: {2}")]
    NoSuch(Thing, String, Known),
    /// A constraint that its type does not know.
    #[error("`{constraint}` says nothing about a {kind}: remove it")]
    IdleConstraint {
        /// The constraint.
        constraint: &'static str,
        /// The type.
        kind: &'static str,
    },
    /// A pattern that is no regular expression.
    #[error("`pattern` is no regular expression: {0}")]
    Pattern(String),
    /// A bound or an allowed value that is no value of its type.
    #[error("`{constraint}` holds `{value}`, which {why}")]
    BadConstraint {
        /// The constraint.
        constraint: &'static str,
        /// What stands there.
        value: String,
        /// Why it cannot.
        why: WrongCell,
    },
    /// A register without a key.
    #[error("`primaryKey` is empty: name the fields that tell two records apart")]
    NoKey,
    /// A key field that may be empty.
    #[error("`{0}` is part of the key and may be empty: set constraints.required = true")]
    EmptyKey(String),
    /// Nothing to hold.
    #[error("has no fields")]
    NoFields,
    /// A reference with unequal sides.
    #[error("refers with {0} fields to {1}: a reference needs as many on both sides")]
    UnevenReference(usize, usize),
    /// An indicator with two methods.
    #[error("has both `sql` and `ratio`: an indicator is computed in one way")]
    TwoMethods,
    /// An indicator that needs itself.
    #[error("needs itself: {0}")]
    Circle(String),
    /// SQL that cannot be parsed.
    #[error("is no SQL: {0}")]
    Sql(String),
    /// SQL that is more than one SELECT.
    #[error("must be one SELECT that only reads: {0} is not allowed")]
    NotReading(&'static str),
    /// A function that is not on the list.
    #[error("calls `{0}`: only functions that compute from their arguments are allowed ({1})")]
    Function(String, String),
    /// SQL without a column it must give.
    #[error("gives no column `{0}`: write `… AS {0}`")]
    NoColumn(&'static str),
    /// A state nobody can get to.
    #[error("no transition leads to state `{0}`: add one, or remove the state")]
    Unreachable(String),
    /// A state nobody gets out of.
    #[error("state `{0}` is a dead end: add a transition, or set final = true")]
    DeadEnd(String),
    /// A final state that goes on.
    #[error("state `{0}` is final, and transition `{1}` leaves it")]
    FinalGoesOn(String, String),
    /// A case that never ends.
    #[error("from state `{0}` no final state can be reached")]
    NoEnd(String),
    /// A state whose lateness leads nowhere.
    #[error("a time limit needs at least one working day")]
    NoDays,
    /// A time limit in a state in which nothing waits.
    #[error("state `{0}` is final: nothing waits there, remove its time limit")]
    LimitAtEnd(String),
    /// CSV that cannot be read.
    #[error("{0}")]
    Csv(String),
    /// A column no field has.
    #[error("there is no field `{0}`: {1}")]
    StrangeColumn(String, Known),
    /// A column that is missing.
    #[error("column `{0}` is missing")]
    NoSuchColumn(String),
    /// A value its field does not take.
    #[error("{field}: `{value}` {why}")]
    Cell {
        /// The field.
        field: String,
        /// What stands there.
        value: String,
        /// Why it is not taken.
        why: WrongCell,
    },
    /// Two records with one key.
    #[error("the key {0} is there already, in line {1}")]
    SameKey(String, usize),
    /// A value that must be unique.
    #[error("{field}: `{value}` is there already, in line {line}")]
    NotUnique {
        /// The field.
        field: String,
        /// The value.
        value: String,
        /// Where it stands first.
        line: usize,
    },
    /// A key that another record in force has.
    #[error("another record has the key {0} already")]
    KeyTaken(String),
    /// A value that must be unique and that another record in force has.
    #[error("{field}: another record has `{value}` already")]
    Taken {
        /// The field.
        field: String,
        /// The value.
        value: String,
    },
    /// A record that others still name.
    #[error("register {register} still names {value}: change it there first")]
    StillNamed {
        /// The register that names it.
        register: String,
        /// What it is named by.
        value: String,
    },
    /// A reference to a record that is not there.
    #[error("{field}: there is no `{value}` in register {register}")]
    Dangling {
        /// The field.
        field: String,
        /// The value.
        value: String,
        /// The register.
        register: String,
    },
    /// A period of another length than the indicator's.
    #[error("`{0}` is no {1} as the indicator counts them")]
    OtherPeriod(String, &'static str),
    /// An example that does not come out.
    #[error("example does not hold: {0}")]
    Example(String),
}

impl Wrong {
    /// The field it is about, where it is about one.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Cell { field, .. }
            | Self::NotUnique { field, .. }
            | Self::Taken { field, .. }
            | Self::Dangling { field, .. } => Some(field),
            _ => None,
        }
    }
}

/// Names that would have been understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known(pub Vec<String>);

impl Known {
    pub(crate) fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self(names.into_iter().map(str::to_owned).collect())
    }
}

impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("there is none");
        }
        write!(f, "known are {}", self.0.join(", "))
    }
}
