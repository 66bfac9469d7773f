//! Which tasks serve which targets 任务与目标: many to many, with weights.

use rust_decimal::Decimal;

use crate::{PlanContents, Target, TargetId, Task, TaskId};

/// A task that serves a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskTarget {
    /// The task.
    pub task: TaskId,
    /// The target.
    pub target: TargetId,
    /// How much of the target rests on the task, beside the other tasks that serve it: above 0.
    pub weight: Decimal,
}

/// Why a link is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Because {
    /// The number stands in the task's own sentence.
    SameSentence,
    /// Both stand in one article, and no task's sentence holds the number.
    SameArticle,
}

impl PlanContents {
    /// The tasks that serve a target, each with its share of the weights.
    pub fn serving(&self, target: TargetId) -> Vec<(&Task, Decimal)> {
        let links: Vec<_> = self.links.iter().filter(|it| it.target == target).collect();
        let whole: Decimal = links.iter().map(|it| it.weight).sum();
        let share = |weight: Decimal| weight.checked_div(whole).unwrap_or_default();
        let served = links.iter().filter_map(|link| {
            let task = self.tasks.iter().find(|task| task.id == link.task)?;
            Some((task, share(link.weight)))
        });
        served.collect()
    }

    /// The targets a task serves; as long as nobody said which, those that stand in its own sentence.
    pub fn targets_of(&self, task: &Task) -> Vec<&Target> {
        let linked: Vec<&Target> = self
            .links
            .iter()
            .filter(|link| link.task == task.id)
            .filter_map(|link| self.targets.iter().find(|target| target.id == link.target))
            .collect();
        if linked.is_empty() {
            return self.targets.iter().filter(|it| task.span.contains(it.span)).collect();
        }
        linked
    }

    /// Links that the document itself suggests for targets no task serves yet.
    pub fn proposed_links(&self) -> Vec<(TaskTarget, Because)> {
        let bare = self.targets.iter().filter(|it| self.links.iter().all(|at| at.target != it.id));
        bare.flat_map(|target| self.proposed_for(target)).collect()
    }

    fn proposed_for(&self, target: &Target) -> Vec<(TaskTarget, Because)> {
        let same_sentence = |task: &&Task| task.span.contains(target.span);
        let same_article = |task: &&Task| {
            target.place.article.is_some() && task.place.article == target.place.article
        };
        let link = |task: &Task, because| {
            (TaskTarget { task: task.id, target: target.id, weight: Decimal::ONE }, because)
        };
        let found: Vec<_> = self
            .tasks
            .iter()
            .filter(same_sentence)
            .map(|task| link(task, Because::SameSentence))
            .collect();
        if found.is_empty() {
            let tasks = self.tasks.iter().filter(same_article);
            return tasks.map(|task| link(task, Because::SameArticle)).collect();
        }
        found
    }
}

/// The share of a target's work that was verified as done: the mean of its tasks by their shares. What nobody
/// verified counts as nothing. None where no task serves it.
pub fn verified_work(serving: &[(&Task, Decimal)]) -> Option<Decimal> {
    if serving.is_empty() {
        return None;
    }
    let done = |task: &Task| task.standing.verified.map_or(Decimal::ZERO, |it| it.progress);
    Some(serving.iter().map(|(task, share)| done(task) * share).sum())
}
