//! Cross-border e-commerce 跨境电商零售进口.

mod checks;
mod documents;
mod identity;
mod matching;
mod retail_tax;

pub use documents::{Documents, Inventory, Item, Listed, Order, Payment, Waybill};
pub use matching::{Check, CheckOutcome, Code, Match, Matched, Verdict};
pub use retail_tax::{Channel, Goods, LimitCode, RetailTax, Taxed};
