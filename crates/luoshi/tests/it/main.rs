//! The binary as a user meets it, and the arrows between the crates.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod architecture;
mod audit;
mod command_line;
mod draw;
mod first_start;
mod organisation;
mod pack;
mod rule;
mod user;
