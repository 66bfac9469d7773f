//! Plans: importing a document, reading what it became.

mod import;
mod read;

pub use import::{Imported, LARGEST_UPLOAD, Upload, import_document};
pub(crate) use import::{plan_of, read_and_extract};
pub use read::{
    LivingDocument, PLANS_AT_ONCE, PlanCard, PlanList, contents, living_document, plan, plans,
    source_file,
};
