//! What a user can do: each use case one function, one permission, one transaction, one audit entry.
//!
//! Web, API and command line call the same functions, so that neither a permission nor an audit entry
//! can be forgotten in one of them.

mod account;
mod context;
mod error;
mod intake;
mod organisation;
mod pack;
mod plan;
mod policy;

pub use account::{
    Role, SessionToken, User, actor, create_user, fresh_nonce, fresh_password, sign_in, sign_out,
};
pub use context::{Actor, Context};
pub use error::{Error, What};
pub use intake::{
    Amendment, Kind, Review, Revision, TargetAmendment, TaskAmendment, add_item, amend_item,
    begin_intake, decide_all, decide_item, discard_intake, merge_item, open_intakes,
    publish_intake, review, split_item,
};
pub use luoshi_store::Tally;
pub use organisation::{LoadedOrganisations, load_organisations, organisations};
pub use pack::{Loaded, Measured, Outcomes, failing_examples, load_pack, outcomes};
pub use plan::{
    Imported, LARGEST_UPLOAD, LivingDocument, PLANS_AT_ONCE, PlanCard, PlanList, Upload, contents,
    import_document, living_document, plan, plans, source_file,
};
pub use policy::{Action, may};
