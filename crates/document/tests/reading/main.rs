//! Reading: cases of real documents, what holds of every document, and what must not break it.

mod cases;
mod formats;
mod holds;
mod printed;
mod properties;
mod robust;
mod seed;
mod structure;
mod truncated;
mod word;
mod writing;
