//! Registers 台账: searching them, their records' versions, and changing them by hand or from a file.

mod import;
mod keep;
mod kept;
mod read;
mod rows;

pub use import::{ImportTrial, apply_import, try_import, upload_records};
pub use keep::{Typed, add_record, correct_record, withdraw_record};
pub use kept::{KeptRegister, pack_in_force, register};
pub use read::{
    Listed, RecordHistory, count_records_by, export_records, list_records, loaded_packs,
    record_history,
};
pub(crate) use rows::Rows;
