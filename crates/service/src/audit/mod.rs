//! The audit log: reading it, proving it, checking it.

mod prove;
mod read;
mod schedule;
mod verify;

pub use prove::{adopt_signature, checkpoint, prove_entry, prove_log};
pub use read::{AuditList, LastCheckpoint, audit_log, export_audit, task_log};
pub use schedule::checkpoint_when_due;
pub use verify::{Broken, Verified, verify_audit};
