//! Notices 通知: what whoever is signed in was told, and which mail they want.

mod list;
mod mail;

pub(crate) use list::{list, open, read};
pub(crate) use mail::{form, save};
