//! Customs duties 海关税收.

mod aggregate;
mod declaration;
mod late;
mod ledger;
mod month;
mod tax;
mod terms;
mod value;

pub use aggregate::{
    Aggregate, Guarantee, Line, Outcome, Owed, Posted, Posting, Reason, Refusal, State, Status,
};
pub use declaration::{CvRounding, Due, Input, TaxKind, Taxes, VatClass};
pub use month::Month;
pub use tax::{Assessed, Bill, Output, Tax};
pub(crate) use terms::vat_rate;
