//! Customs duties 海关税收.

mod declaration;
mod late;
mod tax;
mod terms;
mod value;

pub use declaration::{CvRounding, Due, Input, TaxKind, Taxes, VatClass};
pub use tax::{Assessed, Bill, Output, Tax};
