//! Notices 通知: what whoever is signed in was told, and which mail they want.

mod letters;
mod list;
mod mail;

pub(crate) use letters::{again, letters};
pub(crate) use list::{address, list, open, read};
pub(crate) use mail::{form, save};
