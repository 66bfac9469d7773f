//! The pages over a real database, parsed as browsers parse them.

mod guard;
mod pages;
mod site;
mod uploads;
mod words;
