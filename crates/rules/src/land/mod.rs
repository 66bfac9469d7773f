//! The yield of land 亩均论英雄.

mod figures;
mod per_mu;
mod scheme;

pub use figures::{Enterprise, Figure, Veto};
pub use per_mu::{Group, Input, Item, Output, PerMu, Scored};
pub use scheme::{Class, Form, ItemRule, Missing, Scale, Scheme, SchemeChoice};
