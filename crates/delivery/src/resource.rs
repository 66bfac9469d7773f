//! Policy resources 政策资源 and what they bring 政策绩效: what was paid beside what became of the targets.

use luoshi_rules::half_up;
use rust_decimal::Decimal;

use crate::{Target, TargetId, TaskId};

/// A support measure or a budget 政策资源, over all its years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its code.
    pub code: String,
    /// What it is.
    pub title: String,
    /// Fiscal, land, finance, industry, science, talent.
    pub kind: String,
    /// The document it rests on.
    pub basis: String,
    /// Who pays.
    pub payer: String,
    /// The task it supports.
    pub task: Option<TaskId>,
    /// The target it supports.
    pub target: Option<TargetId>,
    /// What is planned, year by year, in 万元.
    pub planned: Vec<(i64, Decimal)>,
    /// What was paid, in 万元.
    pub spent: Vec<Payment>,
}

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The number of its voucher.
    pub entry: String,
    /// When.
    pub on: String,
    /// How much, in 万元.
    pub amount: Decimal,
    /// Where that is written.
    pub source: Option<String>,
}

impl Resource {
    /// All that is planned.
    pub fn planned(&self) -> Decimal {
        self.planned.iter().map(|(_, amount)| amount).sum()
    }

    /// All that was paid.
    pub fn spent(&self) -> Decimal {
        self.spent.iter().map(|payment| payment.amount).sum()
    }

    /// The share of the plan that was paid; none where nothing is planned.
    pub fn share(&self) -> Option<Decimal> {
        self.spent().checked_div(self.planned())
    }
}

/// What a target's resources brought 政策绩效, with the steps of the sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Performance {
    /// The target.
    pub target: TargetId,
    /// What was measured, in the target's unit.
    pub measured: Decimal,
    /// What was paid for it, resource by resource, in 万元.
    pub paid: Vec<(String, Decimal)>,
    /// All of that.
    pub spent: Decimal,
    /// Measured by spent, to four places: so much of the target's unit for each 万元.
    pub per_unit: Decimal,
}

impl Performance {
    /// What the resources that support a target, or a task serving it, brought. None without a measured value or
    /// without a payment. Where a resource supports a task of several targets, each counts all of it.
    pub fn of(
        target: &Target,
        measured: Option<Decimal>,
        resources: &[Resource],
        serves: impl Fn(TaskId) -> bool,
    ) -> Option<Self> {
        let supports = |it: &&Resource| match it.target {
            Some(named) => named == target.id,
            None => it.task.is_some_and(&serves),
        };
        let paid = resources.iter().filter(supports).map(|it| (it.code.clone(), it.spent()));
        let paid: Vec<_> = paid.filter(|(_, amount)| !amount.is_zero()).collect();
        let (measured, spent) = (measured?, paid.iter().map(|(_, amount)| amount).sum::<Decimal>());
        let per_unit = half_up(measured.checked_div(spent)?, 4);
        Some(Self { target: target.id, measured, paid, spent, per_unit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Basis, Comparator, Place};

    fn resource(code: &str, target: Option<u32>, task: Option<u32>, paid: &[i64]) -> Resource {
        let payment = |amount: &i64| Payment {
            entry: amount.to_string(),
            on: "2018-09-01".to_owned(),
            amount: Decimal::from(*amount),
            source: None,
        };
        Resource {
            code: code.to_owned(),
            title: code.to_owned(),
            kind: "财税".to_owned(),
            basis: String::new(),
            payer: String::new(),
            task: task.map(TaskId),
            target: target.map(TargetId),
            planned: vec![(2018, Decimal::from(400)), (2019, Decimal::ZERO)],
            spent: paid.iter().map(payment).collect(),
        }
    }

    fn target() -> Target {
        Target {
            id: TargetId(5),
            place: Place::default(),
            sentence: String::new(),
            span: luoshi_document::Span::new(0, 1),
            quote: String::new(),
            indicator: String::new(),
            comparator: Comparator::AtLeast,
            value: None,
            value_max: None,
            unit: None,
            from: None,
            due: None,
            basis: Basis::Level,
            aspirational: false,
        }
    }

    #[test]
    fn a_result_is_divided_by_all_that_was_paid_for_it() {
        let all = [
            resource("a", Some(5), None, &[100, 200]),
            resource("b", None, Some(3), &[300]),
            resource("c", Some(6), Some(3), &[999]),
        ];
        assert_eq!(all[0].share(), Some(Decimal::new(75, 2)));
        let found = Performance::of(&target(), Some(Decimal::from(50)), &all, |it| it == TaskId(3));
        let found = found.unwrap();
        assert_eq!((found.spent, found.per_unit), (Decimal::from(600), Decimal::new(833, 4)));
        assert_eq!(found.paid.len(), 2);
        let unpaid = Performance::of(&target(), Some(Decimal::ONE), &all[2..], |_| false);
        assert_eq!(unpaid, None, "without a payment nothing is divided");
    }
}
