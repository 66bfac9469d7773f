//! Plans, documents, users and the audit log in an SQL database.
//!
//! One set of SQL: portable text with bound parameters, `jurisdiction` first in every key. Nothing is
//! written but through [`WriteTx`], and nothing it wrote stays unless [`WriteTx::commit`] got its
//! [`AuditEntry`].

mod account;
mod amendment;
mod assignment;
mod audit;
mod audit_list;
mod backup;
mod bulletin;
mod cell;
mod change;
mod clash;
mod compute;
mod delay;
mod delegation;
mod desk;
mod desk_orders;
mod detail;
mod dialect;
mod document;
mod duty;
mod error;
mod grant;
mod identity;
mod intake;
mod kept;
mod letter;
mod link;
mod log;
mod notice;
mod observation;
mod order;
mod organisation;
mod pack;
mod past;
mod person;
mod plan;
mod position;
mod record;
mod register;
mod report;
mod row;
mod schema;
mod seal;
mod second_factor;
mod session;
mod stock;
mod tally;
mod target;
mod task;
mod task_due;
mod terms;
#[cfg(feature = "testing")]
pub mod testing;
mod transaction;
mod watch;

pub use account::Account;
pub use audit::{AuditEntry, StoredCheckpoint, StoredEntry};
pub use audit_list::AuditFilter;
pub use backup::Copied;
pub use compute::Computed;
pub use delegation::Delegation;
pub use desk::{Outstanding, ToApprove};
pub use desk_orders::AtOffice;
pub use error::Error;
pub use grant::StoredGrant;
pub use identity::Identity;
pub use letter::{Channel, Claimed, Letter, LetterState, Sending};
pub use order::OrderFilter;
pub use pack::StoredPack;
pub use person::ALIAS;
pub use plan::NewPlan;
pub use position::ReadPlans;
pub use record::{Counted, RecordAct, RecordChange, Search, StoredRecord, Within};
pub use register::Saved;
pub use report::logged_row;
pub use session::Session;
pub use stock::{OddRow, Oddity};
pub use tally::Tally;
pub use transaction::{Store, WriteTx};
