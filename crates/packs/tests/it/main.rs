//! Packs with faults, and the packs this project ships.

mod faults;
mod shipped;
mod tutorial;
