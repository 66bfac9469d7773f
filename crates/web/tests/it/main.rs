//! The pages over a real database, parsed as browsers parse them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod account;
mod audit;
mod bulletins;
mod desk;
mod guard;
mod injection;
mod orders;
mod organisations;
mod packs;
mod pages;
mod past;
mod permissions;
mod rules;
mod site;
mod task_table;
mod uploads;
mod users;
mod words;
