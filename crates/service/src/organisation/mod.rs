//! Organisations 单位: the tree as it stood on a day, loading it from a file, and whose things are.

mod load;
mod owner;
mod read;

pub use load::{LoadedOrganisations, load_organisations};
pub use owner::owner_in;
pub(crate) use owner::{chart_today, exist, owner_of};
pub use read::organisations;
