//! Organisations 单位: the tree as it stood on a day, loading it from a file, changing one, and whose things are.

mod change;
mod load;
mod owner;
mod read;

pub use change::{
    close_organisation, found_organisation, mirror_mechanism, name_organisation,
    organisation_history, require_keeping, reword_organisation,
};
pub use load::{LoadedOrganisations, load_organisations};
pub use owner::owner_in;
pub(crate) use owner::{chart_today, exist, owner_of};
pub use read::organisations;
