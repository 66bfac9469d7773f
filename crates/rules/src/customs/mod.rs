//! Customs duties 海关税收.

mod late;
mod tax;
mod terms;
mod value;

pub use tax::Tax;
