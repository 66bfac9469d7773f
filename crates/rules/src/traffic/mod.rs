//! Road traffic 道路交通: how congested it is, and how long lights are green.

mod tpi;
mod webster;

pub use tpi::{ClassShare, Congestion, Observed, RoadClass, Segment, SegmentState, Tpi};
pub use webster::{Junction, Phase, Plan, Split, Webster};
