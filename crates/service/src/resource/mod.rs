//! Policy resources 政策资源 of a plan, out of the registers of the pack `delivery`.

mod read;

pub use read::{PlanResources, plan_resources};
