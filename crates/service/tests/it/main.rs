//! Use cases on a real database.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod accounts;
mod audit;
mod decompose;
mod delivery;
mod desk;
mod forgetting;
mod office;
mod orders;
mod organisations;
mod packs;
mod permissions;
mod plans;
mod review;
