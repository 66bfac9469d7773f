//! The binary as a user meets it, and the arrows between the crates.

mod architecture;
mod command_line;
mod first_start;
mod rule;
