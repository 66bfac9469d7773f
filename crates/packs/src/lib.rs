//! Packs 领域包: registers, indicators, case types and charts of one policy field, as declarative files.
//!
//! A pack adds no Rust. Its folder is read into a [`Pack`], or into everything that is wrong with it, by
//! file and line:
//!
//! ```
//! use luoshi_packs::{Files, Pack};
//! let mut files = Files::default();
//! files.insert("pack.toml", r#"
//!     name = "parks"
//!     version = "1.0.0"
//!     licence = "CC0-1.0"
//!     title = { zh = "公园", en = "Parks" }
//!     articles = ["十"]
//! "#);
//! let pack = Pack::read(&files).unwrap();
//! assert_eq!(pack.manifest.title.en, "Parks");
//!
//! files.insert("indicators/parks.toml", "title = 7");
//! let faults = Pack::read(&files).unwrap_err();
//! assert_eq!(faults[0].file, "indicators/parks.toml");
//! assert_eq!(faults[0].line, Some(1));
//! ```
//!
//! Pure: files in, model out. Tables, queries and pages are made of the model elsewhere.

mod case;
mod chart;
mod data;
mod example;
mod export;
mod fault;
mod field;
mod files;
mod indicator;
mod manifest;
mod pack;
mod query;
mod register;

pub use case::{CaseType, Clock, Late, Refusal, State, TimeLimit, Transition};
pub use chart::{Chart, ChartKind, CountBy};
pub use data::{Reading, Record, Records, RowReader};
pub use example::{Examples, Expected, Refused, Walk};
pub use export::{CsvWriter, guarded};
pub use fault::{Fault, Known, Thing, Wrong};
pub use field::{Cell, Constraints, Field, Format, Kind, WrongCell};
pub use files::Files;
pub use indicator::{Accrual, Direction, Frequency, Indicator, Method, Ratio, Scope};
pub use manifest::{Manifest, Role, SourceOfData};
pub use pack::Pack;
pub use query::{PERIOD, Query};
pub use register::{ForeignKey, Reference, Register};
