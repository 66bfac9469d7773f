//! Packs 领域包: what they hold, their registers with their records, their indicators.

mod asked;
mod columns;
mod export;
mod form;
mod import;
mod indicator;
mod list;
mod record;
mod register;
mod show;

pub(crate) use export::{csv, xlsx};
pub(crate) use import::{
    apply as apply_import, form as import_form, receive as receive_import,
    template as import_template, trial as try_import,
};
pub(crate) use indicator::show as indicator;
pub(crate) use list::list;
pub(crate) use record::{add, correct, edit, new, show as record, withdraw};
pub(crate) use register::show as register;
pub(crate) use show::show;
