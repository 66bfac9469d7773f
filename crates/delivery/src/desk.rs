//! The desk 工作台: what waits for somebody, the most urgent first.

use jiff::civil::Date;
use luoshi_rules::calendar::Calendar;
use luoshi_rules::progress::Period;

use crate::{IntakeId, OrderNumber, OrderState, OrganisationCode, PlanId, TaskId};

/// What waits 待办, with what it is about. In the order of what comes first where two are equally urgent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Waiting {
    /// A report was sent back and waits to be put right 退回待改.
    Returned(PlanId, Period, TaskId),
    /// An order waits where it stands 督办单待办.
    Order(OrderNumber, OrderState),
    /// An order's request for more time waits to be decided 督办单延期待审.
    OrderExtension(OrderNumber),
    /// A task's request for more time waits to be decided 任务延期待审.
    Extension(PlanId, TaskId),
    /// A plan was issued and waits to be accepted 待签收.
    Accept(PlanId),
    /// Reports wait to be filled in 待填报.
    Fill(PlanId, Period),
    /// Reports wait for the approval of their organisation 待审核.
    Approve(PlanId, Period),
    /// Reports wait for the office 待核实.
    Decide(PlanId, Period),
    /// Reports of a cycle are due soon, or were a short while ago 周期到期.
    Closing(PlanId, Period),
    /// A plan waits to be issued 待交办.
    Issue(PlanId),
    /// A document waits to be reviewed 待审阅.
    Review(IntakeId),
    /// Somebody is locked out after wrong passwords 账号锁定.
    Locked(String),
}

/// One line of a desk: something that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// What.
    pub waiting: Waiting,
    /// What people call the thing it is about: the title of a plan or document, a user's name.
    pub title: String,
    /// For which organisation; none where it is the jurisdiction's own.
    pub organisation: Option<OrganisationCode>,
    /// How many of them: reports.
    pub count: u32,
    /// The last day for it, where there is one.
    pub due: Option<Date>,
    /// What somebody wrote about it: why a report was sent back.
    pub note: Option<String>,
}

/// How much time is left until the end of a day, in working days by the State Council's calendars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeLeft {
    /// So many working days ago the last one was over.
    Late(u32),
    /// So many working days remain after today; none on the last day itself.
    Days(u32),
}

impl TimeLeft {
    /// How much time `due` leaves on the day `on`. None where the calendars do not reach.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use luoshi_delivery::TimeLeft;
    /// let due = date(2018, 10, 12);
    /// assert_eq!(TimeLeft::until(due, date(2018, 9, 28)), Some(TimeLeft::Days(7))); // 29 and 30 September were worked.
    /// assert_eq!(TimeLeft::until(due, due), Some(TimeLeft::Days(0)));
    /// assert_eq!(TimeLeft::until(due, date(2018, 10, 15)), Some(TimeLeft::Late(1)));
    /// ```
    pub fn until(due: Date, on: Date) -> Option<Self> {
        let after = |first: Date, last: Date| {
            Calendar::latest().ok()?.working_days(first.tomorrow().ok()?, last)
        };
        if on == due {
            return Some(Self::Days(0));
        }
        if on < due { after(on, due).map(Self::Days) } else { after(due, on).map(Self::Late) }
    }

    /// Whether it is late, or the last days run.
    pub fn is_pressing(self) -> bool {
        matches!(self, Self::Late(_) | Self::Days(0..=2))
    }
}

impl Matter {
    /// How much time is left for it on the day `on`; none where it has no last day.
    pub fn time_left(&self, on: Date) -> Option<TimeLeft> {
        TimeLeft::until(self.due?, on)
    }
}

/// Puts what is due first first; what has no last day behind what has one, each kind together.
pub fn by_urgency(matters: &mut [Matter]) {
    matters.sort_by(|one, other| {
        let key = |it: &Matter| (it.due.is_none(), it.due);
        key(one).cmp(&key(other)).then_with(|| one.waiting.cmp(&other.waiting))
    });
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn matter(plan: u32, due: Option<i32>) -> Matter {
        Matter {
            waiting: Waiting::Accept(PlanId(plan)),
            title: String::new(),
            organisation: None,
            count: 1,
            due: due.map(|days| date(2018, 1, 1).saturating_add(days.days())),
            note: None,
        }
    }

    proptest! {
        #[test]
        fn nothing_stands_before_what_is_due_earlier(
            dues in prop::collection::vec(prop::option::of(0..400), 0..30),
        ) {
            let mut matters: Vec<_> = (1..).zip(dues).map(|(plan, due)| matter(plan, due)).collect();
            by_urgency(&mut matters);
            for pair in matters.windows(2) {
                match (pair[0].due, pair[1].due) {
                    (Some(one), Some(other)) => prop_assert!(one <= other),
                    (None, other) => prop_assert!(other.is_none()),
                    (Some(_), None) => {}
                }
            }
        }

        #[test]
        fn time_runs_from_left_to_late(due in 0..700, on in 0..700) {
            let day = |days: i32| date(2018, 1, 1).saturating_add(days.days());
            match TimeLeft::until(day(due), day(on)).unwrap() {
                TimeLeft::Days(left) => prop_assert!(on <= due && i64::from(left) <= i64::from(due - on)),
                TimeLeft::Late(late) => prop_assert!(on > due && i64::from(late) <= i64::from(on - due)),
            }
        }
    }
}
