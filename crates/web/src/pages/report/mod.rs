//! Cycles and reports 督查周期与进展填报.

mod act;
mod cycles;
mod sheet;
mod show;

pub(crate) use act::{act, attach};
pub(crate) use cycles::{act_together, board, list, open};
pub(crate) use sheet::{apply, receive_sheet, template, trial};
pub(crate) use show::{evidence, show};
