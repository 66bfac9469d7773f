//! 承接: tasks of lower plans answer to a task of an upper one, and their progress rolls up.

use luoshi_rules::half_up;
use rust_decimal::Decimal;

use crate::{OrganisationCode, UpperTask};

/// A task of a lower plan, as far as the upper one needs to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LowerTask {
    /// Which.
    pub at: UpperTask,
    /// The title of its plan.
    pub plan_title: String,
    /// Its text.
    pub text: String,
    /// Who leads it.
    pub lead: Option<OrganisationCode>,
    /// The share that its own office verified as done; none while nobody reported.
    pub verified: Option<Decimal>,
}

/// What the lower tasks come to, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollUp {
    /// The lower tasks.
    pub lower: Vec<LowerTask>,
    /// How many are done.
    pub done: usize,
    /// The mean of the verified shares, to four places; what nobody reported counts as nothing.
    pub mean: Decimal,
}

impl RollUp {
    /// What they come to; none where no task answers.
    pub fn of(lower: Vec<LowerTask>) -> Option<Self> {
        let count = Decimal::from(lower.len());
        let shares = lower.iter().map(|task| task.verified.unwrap_or_default());
        let mean = half_up(shares.sum::<Decimal>().checked_div(count)?, 4);
        let is_done = |task: &&LowerTask| task.verified.is_some_and(|it| it >= Decimal::ONE);
        Some(Self { done: lower.iter().filter(is_done).count(), mean, lower })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{PlanId, TaskId};

    fn lower(verified: Option<Decimal>) -> LowerTask {
        let jurisdiction = "330106".parse().unwrap();
        LowerTask {
            at: UpperTask { jurisdiction, plan: PlanId(1), task: TaskId(1) },
            plan_title: String::new(),
            text: String::new(),
            lead: None,
            verified,
        }
    }

    #[test]
    fn a_district_that_did_not_report_counts_as_nothing() {
        let told = [Some(Decimal::ONE), Some(Decimal::new(23, 2)), None];
        let found = RollUp::of(told.map(lower).to_vec()).unwrap();
        assert_eq!((found.done, found.mean), (1, Decimal::new(41, 2)));
        assert_eq!(RollUp::of(Vec::new()), None);
    }

    proptest! {
        #[test]
        fn the_mean_lies_between_nothing_and_everything(shares in prop::collection::vec(0i64..=100, 1..20)) {
            let told = shares.iter().map(|share| lower(Some(Decimal::new(*share, 2)))).collect();
            let found = RollUp::of(told).unwrap();
            prop_assert!((Decimal::ZERO..=Decimal::ONE).contains(&found.mean));
            prop_assert_eq!(found.mean == Decimal::ONE, found.done == found.lower.len());
        }
    }
}
