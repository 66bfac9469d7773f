//! Supervision orders 督办单: the list, one with its timeline, a new one, the printed sheet.

mod act;
mod list;
mod new;
mod show;

pub(crate) use act::{act, attach};
pub(crate) use list::{list, spreadsheet};
pub(crate) use new::{form, register};
pub(crate) use show::{file, sheet, show};
