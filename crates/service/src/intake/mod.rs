//! Intake 文件导入: from an uploaded document over proposals that a person reviews 审读 to a plan.

mod amend;
mod anchor;
mod begin;
mod carry;
mod contents;
mod doubt;
mod publish;
mod review;

pub use amend::{Amendment, TargetAmendment, TaskAmendment, amend_item};
pub use begin::begin_intake;
pub(crate) use contents::contents;
pub use publish::{discard_intake, publish_intake};
pub use review::{
    Kind, Review, Revision, add_item, decide_all, decide_item, merge_item, open_intakes, review,
    split_item,
};
