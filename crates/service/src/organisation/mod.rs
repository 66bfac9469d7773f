//! Organisations 单位: the tree as it stood on a day, and loading it from a file.

mod load;
mod read;

pub use load::{LoadedOrganisations, load_organisations};
pub use read::organisations;
