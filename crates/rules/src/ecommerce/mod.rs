//! Cross-border e-commerce 跨境电商零售进口.

mod retail_tax;

pub use retail_tax::{Channel, Goods, LimitCode, RetailTax, Taxed};
