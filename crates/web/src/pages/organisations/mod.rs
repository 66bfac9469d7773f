//! Organisations 单位: the tree on any day, each one's history, and changing them.

mod act;
mod list;
mod show;

pub(crate) use act::{close, found, mirror, names, reword};
pub(crate) use list::{called, chart, list, typed};
pub(crate) use show::show;
