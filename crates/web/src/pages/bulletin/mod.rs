//! Bulletins 通报: composed in one click, edited, published by somebody else, read by everybody.

mod act;
mod compose;
mod show;

pub(crate) use act::{compose, edit, publish, save};
pub(crate) use show::{list, pdf, show, word};
