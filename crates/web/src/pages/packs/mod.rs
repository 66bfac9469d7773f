//! Packs 领域包: what they hold, their registers with their records, their indicators.

mod asked;
mod columns;
mod export;
mod form;
mod list;
mod record;
mod register;
mod show;

pub(crate) use export::{csv, xlsx};
pub(crate) use list::list;
pub(crate) use record::{add, correct, edit, new, show as record, withdraw};
pub(crate) use register::show as register;
pub(crate) use show::show;
