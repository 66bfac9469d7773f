//! The bulletin 通报 of a cycle: what is found in the figures, and the draft an office makes of it.
//!
//! Figures are computed and never typed; what the office writes beside them is kept when they are computed anew.

mod draft;
mod findings;

pub use draft::{Bulletin, BulletinText, NotPublishable, Section, SectionKind, SectionTable};
pub use findings::{Discipline, Findings, LightCounts, Moved, OverdueTask, Quarter, TargetFinding};
