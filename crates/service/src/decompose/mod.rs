//! Decomposition 分解: milestones and stages of tasks, what serves which target, what answers for each sentence.

mod detail;
mod link;
mod sentence;

pub use detail::{PlannedMilestone, TaskPlan, plan_task};
pub use link::{AgreedMeasure, accept_proposed_links, agree_measure, link_target};
pub(crate) use sentence::is_sentence;
pub use sentence::{OpenSentence, unanswered};
