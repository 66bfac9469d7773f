//! Decomposition 分解: milestones and stages of tasks, what serves which target, what answers for each sentence.

mod answer;
mod detail;
mod link;
mod sentence;

pub use answer::{UpperPlan, add_task, answer_to, mirror_plan, roll_up, upper_plan, upper_plans};
pub use detail::{PlannedMilestone, TaskPlan, plan_task};
pub use link::{AgreedMeasure, accept_proposed_links, agree_measure, link_target};
pub(crate) use sentence::is_sentence;
pub use sentence::{OpenSentence, unanswered};
